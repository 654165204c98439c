package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.testing.RtmPeer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that get lost, sessions that go on, and logins elsewhere. */
class ResumeTest {
  private final Stage stage = new Stage();

  // ------------------------------------------------------------------ lost connections

  @Test
  void silentConnection_isUnreachableThenLostThenOffline() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.call("subscribePeersOnlineStatus", Map.of("peerIds", List.of("bob")));
    stage.time.settle();
    assertThat(status(alice, "bob")).isEqualTo("ONLINE");

    stage.seconds(60);
    assertThat(status(alice, "bob")).isEqualTo("ONLINE");
    bob.answersPings(false);
    stage.seconds(7);
    assertThat(status(alice, "bob")).isEqualTo("UNREACHABLE");
    assertThat(bob.closedWith()).isEmpty();
    stage.seconds(4);
    assertThat(bob.closedWith()).contains(CloseCode.SILENT);
    assertThat(stage.adapter.isOnline(bob.address())).isTrue();
    stage.seconds(31);
    assertThat(status(alice, "bob")).isEqualTo("OFFLINE");
    assertThat(stage.adapter.isOnline(bob.address())).isFalse();
    assertThat(alice.methods()).hasSize(3);
  }

  @Test
  void lostCaller_failsAfterThePresenceWindow() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    stage.time.settle();
    alice.drop();
    stage.seconds(29);
    assertThat(bob.got("remoteInvitationCanceled")).isFalse();
    stage.seconds(2);
    assertThat(bob.last("remoteInvitationCanceled").text("reason")).isEqualTo("connection-lost");
    assertThat(stage.adapter.openLegs()).isZero();
  }

  @Test
  void lostCallee_whoRang_failsAfterThePresenceWindow() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    stage.time.settle();
    bob.drop();
    stage.seconds(31);
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(1);
    assertThat(stage.adapter.openLegs()).isZero();
  }

  @Test
  void lostParty_endsTheCall() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    stage.callInProgress(alice, bob);
    bob.drop();
    stage.seconds(31);
    assertThat(alice.last("callEnded").text("reason")).isEqualTo("connection-lost");
    assertThat(stage.adapter.openLegs()).isZero();
  }

  @Test
  void invitationDuringALoss_isDeliveredByTheResume() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    bob.drop();
    stage.seconds(3);
    alice.invite("i1", "bob");
    stage.seconds(3);
    assertThat(alice.notes()).isEmpty();
    bob.resume();
    stage.time.settle();
    assertThat(bob.methods()).containsExactly("remoteInvitationReceived");
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
  }

  @Test
  void invitationThatNeverArrived_waitsForALoginOfALapsedUser() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    bob.drop();
    stage.seconds(20);
    alice.invite("i1", "bob");
    stage.seconds(15);
    assertThat(stage.adapter.isOnline(bob.address())).isFalse();

    RtmPeer again = stage.online("bob");
    assertThat(again.methods()).containsExactly("remoteInvitationReceived");
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
  }

  // ------------------------------------------------------------------ resume

  /** Bob gets five notifications; the connection breaks after any of them, seen or not. */
  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "1,1", "2,1", "3,2", "4,2", "5,0", "5,3", "5,5"})
  void resume_losesNothingAndRepeatsNothingTheClientHasSeen(int before, int acknowledged) {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob").acknowledges(false);
    for (int i = 0; i < before; i++) {
      alice.message("bob", "m" + i);
      stage.time.settle();
    }
    if (acknowledged > 0) {
      bob.acknowledge(acknowledged);
    }
    stage.time.settle();
    bob.drop();
    for (int i = before; i < 5; i++) {
      alice.message("bob", "m" + i);
      stage.time.settle();
    }
    bob.acknowledges(true).resume();
    stage.time.settle();

    assertThat(bob.loginResult().orElseThrow().path("resumed").asBoolean()).isTrue();
    assertThat(bob.notes().stream().map(note -> note.text("text")))
        .containsExactly("m0", "m1", "m2", "m3", "m4");
    assertThat(bob.repeats()).isZero();
    assertThat(bob.gaps()).isZero();
  }

  @Test
  void resume_countsAsAcknowledgement() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob").acknowledges(false);
    alice.invite("i1", "bob");
    stage.time.settle();
    bob.drop();
    stage.seconds(1);
    assertThat(alice.notes()).isEmpty();
    bob.resume();
    stage.time.settle();
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
    assertThat(bob.methods()).containsExactly("remoteInvitationReceived");
  }

  @Test
  void resume_replaysWhatTheClientSaysItHasNotSeen() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob").acknowledges(false);
    alice.message("bob", "m1");
    alice.message("bob", "m2");
    stage.time.settle();
    bob.drop();
    bob.clear();
    bob.resume(1);
    stage.time.settle();
    assertThat(bob.notes().stream().map(note -> note.text("text"))).containsExactly("m2");
  }

  @Test
  void resume_takesTheSessionFromAConnectionThatOnlySeemsAlive() {
    RtmPeer bob = stage.online("bob");
    bob.resume();
    stage.time.settle();
    assertThat(bob.loginResult().orElseThrow().path("resumed").asBoolean()).isTrue();
    assertThat(stage.adapter.connections()).isEqualTo(1);
    assertThat(stage.adapter.sessions()).isEqualTo(1);
  }

  @Test
  void resumeTooLate_isAFreshLogin() {
    RtmPeer bob = stage.online("bob");
    String before = bob.sessionId();
    bob.drop();
    stage.seconds(31);
    bob.resume();
    stage.time.settle();
    assertThat(bob.loginResult().orElseThrow().path("resumed").asBoolean()).isFalse();
    assertThat(bob.sessionId()).isNotEqualTo(before);
  }

  @Test
  void resumeOfAnotherUsersSession_isAFreshLogin() {
    RtmPeer bob = stage.online("bob");
    RtmPeer thief = stage.peer("eve").connect();
    long login =
        thief.call(
            "login",
            Map.of(
                "appId", Stage.APP.value(),
                "userId", "eve",
                "resume", Map.of("sessionId", bob.sessionId(), "lastSeq", 0)));
    stage.time.settle();
    assertThat(thief.result(login).orElseThrow().path("resumed").asBoolean()).isFalse();
    assertThat(bob.closedWith()).isEmpty();
  }

  @Test
  void resumeWithANumberNeverGiven_isAFreshLogin() {
    RtmPeer bob = stage.online("bob");
    bob.drop();
    bob.resume(7);
    stage.time.settle();
    assertThat(bob.loginResult().orElseThrow().path("resumed").asBoolean()).isFalse();
  }

  // ------------------------------------------------------------------ kick

  @Test
  void secondLogin_kicksTheFirst() {
    RtmPeer phone = stage.online("bob");
    RtmPeer tablet = stage.online("bob");
    assertThat(phone.last("aborted").text("reason")).isEqualTo("REMOTE_LOGIN");
    assertThat(phone.last("aborted").seq()).isZero();
    assertThat(phone.closedWith()).contains(CloseCode.ABORTED);
    assertThat(tablet.loginResult()).isPresent();
    assertThat(stage.adapter.sessions()).isEqualTo(1);
    stage.seconds(40);
    assertThat(tablet.closedWith()).isEmpty();
  }

  @Test
  void secondLogin_ringsForInvitationsThatWaitForAnAnswer() {
    RtmPeer alice = stage.online("alice");
    RtmPeer phone = stage.online("bob");
    alice.invite("i1", "bob");
    stage.time.settle();
    RtmPeer tablet = stage.online("bob");
    assertThat(tablet.ringing()).isEqualTo(phone.ringing());
    tablet.accept(tablet.ringing(), "yes");
    stage.time.settle();
    assertThat(alice.methods())
        .containsExactly("localInvitationReceivedByPeer", "localInvitationAccepted");
    assertThat(tablet.got("remoteInvitationAccepted")).isTrue();
  }

  @Test
  void secondLogin_endsTheFirstOnesCallsAndOwnInvitations() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    RtmPeer carol = stage.online("carol");
    stage.callInProgress(alice, bob);
    bob.invite("b1", "carol");
    stage.time.settle();
    RtmPeer tablet = stage.online("bob");
    assertThat(alice.last("callEnded").text("reason")).isEqualTo("connection-lost");
    assertThat(carol.last("remoteInvitationCanceled").text("reason")).isEqualTo("connection-lost");
    assertThat(tablet.notes()).isEmpty();
    assertThat(stage.adapter.openLegs()).isZero();
  }

  private static String status(RtmPeer peer, String of) {
    return peer.last("peersOnlineStatusChanged").params().path("status").path(of).asText();
  }
}
