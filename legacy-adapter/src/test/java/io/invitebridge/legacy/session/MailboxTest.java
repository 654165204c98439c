package io.invitebridge.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.testing.LegacyPeer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instant messages, and the mailbox under everything that one user sends another. */
class MailboxTest {
  private Stage stage = new Stage();

  @AfterEach
  void quiet() {
    stage.quiet();
  }

  @Test
  void aMessageArrivesAtOnceWithItsSpaces() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    long sent = alice.message("bob", "hello world, with spaces");
    stage.time.settle();
    assertThat(alice.error(sent)).isEmpty();
    assertThat(bob.texts()).containsExactly("hello world, with spaces");
    assertThat(bob.last("instant").from()).isEqualTo("alice");
    assertThat(bob.last("instant").number()).isEqualTo(1);
  }

  @Test
  void aThousandMessagesArriveInOrder() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    IntStream.range(0, 1_000).forEach(i -> alice.message("bob", "m" + i));
    stage.time.settle();
    assertThat(bob.texts()).containsExactlyElementsOf(numbered(0, 1_000));
  }

  @Test
  void manyLongMessagesArriveInOrderWithoutOneHugeFrame() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    IntStream.range(0, 200).forEach(i -> alice.message("bob", i + "\"".repeat(8_000)));
    stage.time.settle();
    LegacyPeer carol = stage.peer("carol");
    IntStream.range(0, 200).forEach(i -> alice.message("carol", i + "\"".repeat(8_000)));
    stage.time.settle();
    carol.login();
    stage.time.settle();
    for (LegacyPeer peer : List.of(bob, carol)) {
      assertThat(peer.texts())
          .extracting(text -> text.replace("\"", ""))
          .containsExactlyElementsOf(IntStream.range(0, 200).mapToObj(String::valueOf).toList());
      assertThat(peer.longestFrame()).isLessThan(1_000_000);
    }
  }

  @Test
  void aThousandMessagesWaitInOrder() {
    LegacyPeer alice = stage.online("alice");
    IntStream.range(0, 1_000).forEach(i -> alice.message("bob", "m" + i));
    stage.time.settle();
    LegacyPeer bob = stage.online("bob");
    assertThat(bob.texts()).containsExactlyElementsOf(numbered(0, 1_000));
    bob.poll();
    stage.time.settle();
    assertThat(stage.store.waitingLetters(stage.time.now())).isZero();
  }

  @Test
  void whatWasAcknowledgedDoesNotComeAgainAndNothingElseIsLost() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.message("bob", "m0");
    alice.message("bob", "m1");
    stage.time.settle();
    bob.poll();
    stage.time.settle();
    bob.polls(false);
    bob.drop();
    alice.message("bob", "m2");
    alice.message("bob", "m3");
    stage.time.settle();
    bob.polls(true).login();
    alice.message("bob", "m4");
    stage.time.settle();
    assertThat(bob.texts()).containsExactlyElementsOf(numbered(0, 5));
  }

  @Test
  void whatWasPushedAndNotAcknowledgedComesAgainAfterALogin() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    alice.message("bob", "m0");
    stage.time.settle();
    bob.drop();
    bob.forget();
    bob.login();
    stage.time.settle();
    assertThat(bob.texts()).containsExactly("m0");
    assertThat(bob.last("instant").number()).isEqualTo(1);
  }

  @Test
  void aConnectionThatBreaksUnderTheWayLosesAndDoublesNothing() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob").polls(false);
    for (int i = 0; i < 300; i++) {
      alice.message("bob", "m" + i);
      stage.time.settle();
      if (i % 7 == 3) {
        bob.poll();
        stage.time.settle();
        bob.drop();
      }
      if (i % 7 == 5) {
        bob.polls(true).login();
        stage.time.settle();
        bob.polls(false);
      }
    }
    bob.polls(true).poll();
    stage.time.settle();
    assertThat(bob.texts()).containsExactlyElementsOf(numbered(0, 300));
  }

  @Test
  void aPollEchoesWhatItAcknowledges() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob").polls(false);
    alice.message("bob", "m0");
    alice.message("bob", "m1");
    stage.time.settle();
    long poll = bob.call("user_getmsg", Map.of("ver_clear", 1, "max", 30));
    stage.time.settle();
    assertThat(bob.answer(poll).path("ver_clear").asInt()).isEqualTo(1);
    assertThat(bob.answer(poll).path("msgs").size()).isEqualTo(1);
    assertThat(bob.answer(poll).path("msgs").path(0).path(0).asInt()).isEqualTo(2);
    long beyond = bob.call("user_getmsg", Map.of("ver_clear", 99, "max", 30));
    stage.time.settle();
    assertThat(bob.answer(beyond).path("ver_clear").asInt()).isEqualTo(2);
  }

  @Test
  void aMessageForAnAbsentUserLivesAsLongAsItsFlagSays() {
    LegacyPeer alice = stage.online("alice");
    alice.message("bob", "short", "v1:E:60");
    alice.message("bob", "long", "v1:E:2592000");
    stage.time.settle();
    alice.leavePage();
    stage.seconds(60);
    assertThat(stage.online("bob").texts()).containsExactly("long");
  }

  @Test
  void noMessageIsKeptForMoreThanADay() {
    LegacyPeer alice = stage.online("alice");
    alice.message("bob", "long", "v1:E:2592000");
    stage.seconds(24 * 3600);
    assertThat(stage.online("bob").texts()).isEmpty();
  }

  @Test
  void aMessageThatMustNotWaitIsRefusedForAnAbsentUser() {
    LegacyPeer alice = stage.online("alice");
    long sent = alice.message("bob", "now or never", "v1:E:0");
    stage.time.settle();
    assertThat(alice.error(sent)).isEqualTo("peer is not online");
  }

  @Test
  void aFullMailboxRefusesMessagesAndStillTakesCalls() {
    stage = new Stage(Stage.settings().withLimits(LegacyLimits.DEFAULT.withLetters(3)));
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob").polls(false);
    long last = 0;
    for (int i = 0; i < 4; i++) {
      last = alice.message("bob", "m" + i);
    }
    alice.invite("room1", "bob", "");
    stage.time.settle();
    assertThat(alice.error(last)).isEqualTo("peer mailbox full");
    assertThat(bob.kinds()).containsExactly("instant", "instant", "instant", "voip_invite");
    assertThat(stage.adapter.counters().lettersLost()).isEqualTo(1);
  }

  @Test
  void messagesThatCannotTravelAreRefused() {
    LegacyPeer alice = stage.online("alice");
    long big = alice.message("bob", "x".repeat(8_197));
    long spaced = alice.message("b ob", "hi");
    long kind =
        alice.call(
            "user_sendmsg", Map.of("peer", "bob", "flag", "", "t", "other", "content", "hi"));
    stage.time.settle();
    assertThat(alice.error(big)).isEqualTo("large param");
    assertThat(alice.error(spaced)).isEqualTo("wrong account");
    assertThat(alice.error(kind)).isEqualTo("wrong param");
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
  }
}
