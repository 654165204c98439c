package io.invitebridge.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.legacy.testing.Heard;
import io.invitebridge.legacy.testing.LegacyPeer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a channel-ID call between users of the old SDK. */
class CallTest {
  private final Stage stage = new Stage();

  @AfterEach
  void quiet() {
    stage.quiet();
  }

  @Test
  void inviteRingAcceptEnd() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    long invite = alice.invite("room1", "bob", "{\"video\":true}");
    stage.time.settle();
    assertThat(alice.error(invite)).isEmpty();
    Heard call = bob.last("voip_invite");
    assertThat(call.of("channel")).isEqualTo("room1");
    assertThat(call.of("peer")).isEqualTo("alice");
    assertThat(call.of("peeruid")).isEqualTo("0");
    assertThat(call.of("extra")).isEqualTo("{\"video\":true}");
    assertThat(alice.last("voip_invite_ack").of("peer")).isEqualTo("bob");

    bob.accept("room1", "alice", "{\"ok\":1}");
    stage.time.settle();
    assertThat(alice.last("voip_invite_accept").of("extra")).isEqualTo("{\"ok\":1}");

    alice.bye("room1", "bob", "done");
    stage.time.settle();
    assertThat(bob.last("voip_invite_bye").of("extra")).isEqualTo("done");
    assertThat(alice.kinds()).containsExactly("voip_invite_ack", "voip_invite_accept");
    assertThat(bob.kinds()).containsExactly("voip_invite", "voip_invite_bye");
    assertThat(stage.adapter.openLegs()).isZero();
    assertThat(stage.trace)
        .containsSubsequence(
            "IN alice voip_invite",
            "OUT bob voip_invite",
            "IN bob voip_invite_ack",
            "OUT alice voip_invite_ack",
            "IN bob voip_invite_accept",
            "OUT alice voip_invite_accept",
            "IN alice voip_invite_bye",
            "OUT bob voip_invite_bye");
  }

  @Test
  void calleeHangsUp() {
    Talk talk = talk();
    talk.bob.bye("room1", "alice", "enough");
    stage.time.settle();
    assertThat(talk.alice.last("voip_invite_bye").of("extra")).isEqualTo("enough");
    assertThat(talk.alice.last("voip_invite_bye").of("peer")).isEqualTo("bob");
  }

  @Test
  void callByeOfTheJavaLibraryEndsWithoutAnExtra() {
    Talk talk = talk();
    long bye = talk.alice.callBye("room1", "bob");
    stage.time.settle();
    assertThat(talk.alice.error(bye)).isEmpty();
    assertThat(talk.bob.last("voip_invite_bye").of("extra")).isEmpty();
  }

  @Test
  void refuse() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.invite("room2", "bob", "");
    stage.time.settle();
    bob.refuse("room2", "alice", "{\"status\":1}");
    stage.time.settle();
    assertThat(alice.last("voip_invite_refuse").of("extra")).isEqualTo("{\"status\":1}");
    assertThat(bob.kinds()).containsExactly("voip_invite");
  }

  @Test
  void refuseWithoutAReceiptTellsTheReceiptFirst() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob").acknowledges(false);
    alice.invite("room2", "bob", "");
    stage.time.settle();
    assertThat(alice.kinds()).isEmpty();
    bob.refuse("room2", "alice", "no");
    stage.time.settle();
    assertThat(alice.kinds()).containsExactly("voip_invite_ack", "voip_invite_refuse");
  }

  @Test
  void cancelWhileRinging() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.invite("room3", "bob", "");
    stage.time.settle();
    alice.bye("room3", "bob", "changed my mind");
    stage.time.settle();
    assertThat(bob.last("voip_invite_bye").of("extra")).isEqualTo("changed my mind");
    assertThat(alice.kinds()).containsExactly("voip_invite_ack");
  }

  @Test
  void calleeEndsARingingCallAndTheCallerHearsARefusal() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.invite("room3", "bob", "");
    stage.time.settle();
    bob.bye("room3", "alice", "later");
    stage.time.settle();
    assertThat(alice.last("voip_invite_refuse").of("extra")).isEqualTo("later");
  }

  @Test
  void keyPressesGoBothWays() {
    Talk talk = talk();
    talk.bob.dtmf("room1", "alice", "12#");
    talk.alice.dtmf("room1", "bob", "*0");
    stage.time.settle();
    assertThat(talk.alice.last("voip_invite_msg").of("extra"))
        .isEqualTo("{\"msgtype\":\"dtmf\",\"msgdata\":\"12#\"}");
    assertThat(talk.bob.last("voip_invite_msg").of("extra")).contains("*0");
    talk.alice.bye("room1", "bob", "");
  }

  @Test
  void whoHasToBeOnlineAndIsNotFailsInTheAnswer() {
    LegacyPeer alice = stage.online("alice");
    long invite = alice.invite("room4", "nobody", "{\"_require_peer_online\":1}");
    stage.time.settle();
    assertThat(alice.error(invite)).isEqualTo("peer is not online");
    assertThat(alice.kinds()).isEmpty();
  }

  @Test
  void whoHasToBeOnlineAndIsThereRings() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob").acknowledges(false);
    long invite = alice.invite("room4", "bob", "{\"_require_peer_online\":1}");
    stage.time.settle();
    assertThat(alice.isAnswered(invite)).isFalse();
    stage.seconds(2);
    assertThat(alice.error(invite)).isEmpty();
    bob.accept("room4", "alice", "");
    stage.time.settle();
    assertThat(alice.kinds()).containsExactly("voip_invite_ack", "voip_invite_accept");
    alice.bye("room4", "bob", "");
  }

  @Test
  void anAbsentCalleeIsWaitedForAsLongAsTheCallerSays() {
    LegacyPeer alice = stage.online("alice");
    long invite = alice.invite("room5", "carol", "{\"_timeout\":1}");
    stage.time.settle();
    assertThat(alice.error(invite)).isEmpty();
    stage.pass(Duration.ofMillis(999));
    assertThat(alice.kinds()).isEmpty();
    stage.pass(Duration.ofMillis(1));
    assertThat(alice.last("voip_invite_failed").of("extra"))
        .isEqualTo("{\"reason\":\"peer is not online\"}");
    LegacyPeer carol = stage.online("carol");
    assertThat(carol.kinds()).isEmpty();
  }

  @Test
  void anAbsentCalleeIsWaitedForTwentySeconds() {
    LegacyPeer alice = stage.online("alice");
    alice.invite("room5", "carol", "no JSON at all");
    stage.pass(Duration.ofMillis(19_999));
    assertThat(alice.kinds()).isEmpty();
    stage.pass(Duration.ofMillis(1));
    assertThat(alice.kinds()).containsExactly("voip_invite_failed");
  }

  @Test
  void aSilentCalleeFailsToo() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob").acknowledges(false);
    alice.invite("room5", "bob", "{\"_timeout\":5}");
    stage.seconds(5);
    assertThat(alice.last("voip_invite_failed").of("extra"))
        .isEqualTo("{\"reason\":\"peer does not respond\"}");
    assertThat(bob.kinds()).containsExactly("voip_invite", "voip_invite_bye");
  }

  @Test
  void nobodyAnswersForAMinute() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.invite("room5", "bob", "");
    stage.seconds(60);
    assertThat(alice.last("voip_invite_failed").of("extra"))
        .isEqualTo("{\"reason\":\"no answer\"}");
    assertThat(bob.kinds()).containsExactly("voip_invite", "voip_invite_bye");
  }

  @Test
  void aCalleeWhoLogsInMeanwhileStillGetsTheCall() {
    LegacyPeer alice = stage.online("alice");
    alice.invite("room6", "dave", "{\"_timeout\":10}");
    stage.seconds(9);
    LegacyPeer dave = stage.online("dave");
    assertThat(dave.kinds()).containsExactly("voip_invite");
    assertThat(alice.kinds()).containsExactly("voip_invite_ack");
    dave.accept("room6", "alice", "");
    stage.time.settle();
    alice.bye("room6", "dave", "");
  }

  @Test
  void aCallTakenBackBeforeTheLoginIsNeverShown() {
    LegacyPeer alice = stage.online("alice");
    alice.invite("room6", "dave", "");
    stage.time.settle();
    alice.bye("room6", "dave", "");
    stage.time.settle();
    assertThat(stage.online("dave").kinds()).isEmpty();
  }

  @Test
  void aSecondInviteTakesTheFirstOnesPlaceAndRingsAgain() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.invite("room1", "bob", "first");
    stage.time.settle();
    alice.invite("room1", "bob", "second");
    stage.time.settle();
    assertThat(bob.last("voip_invite").of("extra")).isEqualTo("second");
    assertThat(bob.kinds().get(bob.kinds().size() - 1)).isEqualTo("voip_invite");
    bob.accept("room1", "alice", "");
    stage.time.settle();
    assertThat(alice.kinds()).endsWith("voip_invite_ack", "voip_invite_accept");
    assertThat(alice.kinds()).doesNotContain("voip_invite_bye", "voip_invite_failed");
    alice.bye("room1", "bob", "");
  }

  @Test
  void theSameChannelCanBeCalledAgainAtOnce() {
    Talk talk = talk();
    talk.alice.bye("room1", "bob", "");
    talk.alice.invite("room1", "bob", "again");
    stage.time.settle();
    assertThat(talk.bob.last("voip_invite").of("extra")).isEqualTo("again");
    talk.bob.refuse("room1", "alice", "");
    stage.time.settle();
    assertThat(talk.alice.kinds()).endsWith("voip_invite_refuse");
  }

  @Test
  void wordsThatComeTooLateAreAnsweredOkAndNotPassedOn() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.invite("room1", "bob", "");
    stage.time.settle();
    alice.bye("room1", "bob", "");
    stage.time.settle();
    alice.forget();
    bob.forget();
    long accept = bob.accept("room1", "alice", "");
    long refuse = bob.refuse("room1", "alice", "");
    long bye = alice.bye("room1", "bob", "");
    long dtmf = alice.dtmf("room1", "bob", "1");
    stage.time.settle();
    for (long late : new long[] {accept, refuse}) {
      assertThat(bob.error(late)).isEmpty();
    }
    assertThat(alice.error(bye)).isEmpty();
    assertThat(alice.error(dtmf)).isEmpty();
    assertThat(alice.kinds()).isEmpty();
    assertThat(bob.kinds()).isEmpty();
  }

  @Test
  void acceptCrossesCancel() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.invite("room1", "bob", "");
    stage.time.settle();
    bob.accept("room1", "alice", "");
    alice.bye("room1", "bob", "too late");
    stage.time.settle();
    assertThat(bob.last("voip_invite_bye").of("extra")).isEqualTo("too late");
    assertThat(alice.kinds()).doesNotContain("voip_invite_accept");
  }

  @Test
  void twoUsersCallEachOtherInOneChannel() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.invite("room1", "bob", "from alice");
    bob.invite("room1", "alice", "from bob");
    stage.time.settle();
    alice.accept("room1", "bob", "yes");
    stage.time.settle();
    assertThat(bob.last("voip_invite_accept").of("extra")).isEqualTo("yes");
    alice.bye("room1", "bob", "");
    stage.time.settle();
    assertThat(bob.kinds()).contains("voip_invite_bye");
    assertThat(stage.adapter.openLegs()).isZero();
  }

  @Test
  void namesAndTextsThatCannotTravelAreRefusedInTheAnswer() {
    LegacyPeer alice = stage.online("alice");
    long spaced = alice.invite("room1", "b ob", "");
    long nobody = alice.invite("room1", "", "");
    long nowhere = alice.invite("", "bob", "");
    long longChannel = alice.invite("c".repeat(65), "bob", "");
    long longExtra = alice.invite("room1", "bob", "x".repeat(8193));
    long missing = alice.call("voip_invite", java.util.Map.of("peer", "bob"));
    stage.time.settle();
    assertThat(alice.error(spaced)).isEqualTo("wrong account");
    assertThat(alice.error(nobody)).isEqualTo("wrong account");
    assertThat(alice.error(nowhere)).isEqualTo("wrong param");
    assertThat(alice.error(longChannel)).isEqualTo("large param");
    assertThat(alice.error(longExtra)).isEqualTo("large param");
    assertThat(alice.error(missing)).isEqualTo("wrong param");
    assertThat(stage.runtime.figures().begun()).isZero();
  }

  private Talk talk() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.invite("room1", "bob", "");
    stage.time.settle();
    bob.accept("room1", "alice", "");
    stage.time.settle();
    return new Talk(alice, bob);
  }

  private record Talk(LegacyPeer alice, LegacyPeer bob) {}
}
