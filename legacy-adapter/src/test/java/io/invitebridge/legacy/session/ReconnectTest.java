package io.invitebridge.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.legacy.testing.LegacyPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls when connections come and go. */
class ReconnectTest {
  private final Stage stage = new Stage();
  private LegacyPeer alice = stage.peer("alice");
  private LegacyPeer bob = stage.peer("bob");

  @BeforeEach
  void bothAreOnline() {
    alice = stage.online("alice");
    bob = stage.online("bob");
    alice.invite("room1", "bob", "x");
    stage.time.settle();
  }

  @AfterEach
  void quiet() {
    stage.quiet();
  }

  @Test
  void aCalleeWhoComesBackRingsAgain() {
    bob.drop();
    stage.seconds(10);
    bob.forget();
    bob.login();
    stage.time.settle();
    assertThat(bob.kinds()).containsExactly("voip_invite");
    bob.accept("room1", "alice", "");
    stage.time.settle();
    assertThat(alice.kinds()).containsExactly("voip_invite_ack", "voip_invite_accept");
    alice.bye("room1", "bob", "");
  }

  @Test
  void aCalleeWhoStaysAwayFailsTheCall() {
    bob.drop();
    stage.seconds(30);
    assertThat(alice.kinds()).containsExactly("voip_invite_ack", "voip_invite_failed");
  }

  @Test
  void aCalleeWhoNeverHadTheInviteIsWaitedForAndRingsOnce() {
    LegacyPeer carol = stage.online("carol").acknowledges(false);
    alice.invite("room2", "carol", "{\"_timeout\":30}");
    stage.time.settle();
    carol.drop();
    carol.forget();
    stage.seconds(5);
    carol.acknowledges(true).login();
    stage.time.settle();
    assertThat(carol.kinds()).containsExactly("voip_invite");
    carol.refuse("room2", "alice", "");
    stage.time.settle();
    assertThat(alice.last("voip_invite_refuse").of("peer")).isEqualTo("carol");
  }

  @Test
  void aCallerWhoComesBackHearsTheAnswer() {
    alice.drop();
    bob.accept("room1", "alice", "yes");
    stage.seconds(2);
    alice.login();
    stage.time.settle();
    assertThat(alice.last("voip_invite_accept").of("extra")).isEqualTo("yes");
    assertThat(bob.kinds()).doesNotContain("voip_invite_bye");
    alice.bye("room1", "bob", "");
  }

  @Test
  void aCallerWhoStaysAwayAfterTheAcceptLosesTheCall() {
    alice.drop();
    bob.accept("room1", "alice", "yes");
    stage.seconds(5);
    assertThat(bob.last("voip_invite_bye").of("peer")).isEqualTo("alice");
  }

  @Test
  void aCallSurvivesAShortLossOfOneSide() {
    bob.accept("room1", "alice", "");
    stage.time.settle();
    alice.drop();
    stage.seconds(3);
    alice.login();
    stage.seconds(60);
    assertThat(stage.adapter.openLegs()).isEqualTo(2);
    alice.bye("room1", "bob", "later");
    stage.time.settle();
    assertThat(bob.last("voip_invite_bye").of("extra")).isEqualTo("later");
  }

  @Test
  void aCallOfALostUserEnds() {
    bob.accept("room1", "alice", "");
    stage.time.settle();
    alice.drop();
    stage.seconds(29);
    assertThat(bob.kinds()).doesNotContain("voip_invite_bye");
    stage.seconds(1);
    assertThat(bob.kinds()).contains("voip_invite_bye");
    assertThat(stage.adapter.counters().lapsed()).isEqualTo(1);
  }

  @Test
  void aPageThatIsLeftEndsItsCallsAtOnce() {
    bob.accept("room1", "alice", "");
    stage.time.settle();
    alice.leavePage();
    stage.time.settle();
    assertThat(bob.kinds()).contains("voip_invite_bye");
  }

  @Test
  void aPageThatIsReloadedWhileItRingsRingsAgain() {
    bob.leavePage();
    bob.forget();
    stage.seconds(2);
    bob.login();
    stage.time.settle();
    assertThat(bob.kinds()).containsExactly("voip_invite");
    bob.refuse("room1", "alice", "");
  }

  @Test
  void aLogoutEndsEverything() {
    bob.logout();
    stage.time.settle();
    assertThat(alice.kinds()).containsExactly("voip_invite_ack", "voip_invite_failed");
    alice.invite("room3", "carol", "");
    alice.logout();
    stage.time.settle();
    assertThat(stage.adapter.openLegs()).isZero();
    assertThat(stage.online("carol").kinds()).isEmpty();
  }

  @Test
  void aKickHandsTheCallsToTheNewLogin() {
    bob.accept("room1", "alice", "");
    stage.time.settle();
    LegacyPeer second = stage.online("bob");
    second.bye("room1", "alice", "from the other device");
    stage.time.settle();
    assertThat(alice.last("voip_invite_bye").of("extra")).isEqualTo("from the other device");
  }

  @Test
  void oldCallsMakeRoomForNewOnes() {
    bob.accept("room1", "alice", "");
    stage.time.settle();
    alice.drop();
    alice.login();
    stage.time.settle();
    int most = Stage.settings().limits().maxOpenLegs();
    for (int i = 0; i < most; i++) {
      alice.invite("other" + i, "carol", "");
    }
    stage.time.settle();
    assertThat(bob.kinds()).contains("voip_invite_bye");
    long tooMany = alice.invite("one more", "carol", "");
    stage.time.settle();
    assertThat(alice.error(tooMany)).isEqualTo("too often");
  }
}
