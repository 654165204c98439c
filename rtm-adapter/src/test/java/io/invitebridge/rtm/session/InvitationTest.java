package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.testing.RtmPeer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of an invitation between two app users, as their clients see it. */
class InvitationTest {
  private final Stage stage = new Stage();

  @Test
  void invitation_accepted_and_hungUp() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");

    long invite = alice.invite("i1", "bob", "hello", "room_1");
    stage.time.settle();
    assertThat(alice.result(invite)).isPresent();
    assertThat(bob.last("remoteInvitationReceived").text("callerId")).isEqualTo("alice");
    assertThat(bob.last("remoteInvitationReceived").text("content")).isEqualTo("hello");
    assertThat(bob.last("remoteInvitationReceived").text("channelId")).isEqualTo("room_1");
    assertThat(bob.ringing()).isEqualTo("n1-call1.1");
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");

    bob.accept("n1-call1.1", "yes");
    stage.time.settle();
    assertThat(alice.last("localInvitationAccepted").text("response")).isEqualTo("yes");
    assertThat(bob.methods())
        .containsExactly("remoteInvitationReceived", "remoteInvitationAccepted");

    bob.end("n1-call1.1");
    stage.time.settle();
    assertThat(alice.last("callEnded").text("reason")).isEqualTo("hung-up");
    assertThat(bob.got("callEnded")).isFalse();
    nothingIsOpen();
  }

  @Test
  void refusal_carriesResponseAndReason() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    stage.time.settle();

    bob.refuse(bob.ringing(), "Busy");
    stage.time.settle();

    assertThat(bob.got("remoteInvitationRefused")).isTrue();
    assertThat(alice.methods())
        .containsExactly("localInvitationReceivedByPeer", "localInvitationRefused");
    assertThat(alice.last("localInvitationRefused").text("response")).isEqualTo("Busy");
    assertThat(alice.last("localInvitationRefused").text("reason")).isEqualTo("busy");
    nothingIsOpen();
  }

  @Test
  void cancel_reachesBoth() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    stage.time.settle();

    alice.call("cancel", Map.of("invitationId", "i1", "reason", "never mind"));
    stage.time.settle();

    assertThat(alice.got("localInvitationCanceled")).isTrue();
    assertThat(bob.last("remoteInvitationCanceled").text("reason")).isEqualTo("canceled");
    assertThat(bob.last("remoteInvitationCanceled").text("content")).isEqualTo("never mind");
    nothingIsOpen();
  }

  @Test
  void nobodyAnswers_expiresOnBothSides() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    stage.seconds(61);

    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(3);
    assertThat(bob.last("remoteInvitationFailure").number("code")).isEqualTo(3);
    nothingIsOpen();
  }

  @Test
  void offlineCallee_failsAfterTheDeliveryWindow() {
    RtmPeer alice = stage.online("alice");
    alice.invite("i1", "bob");
    stage.seconds(31);

    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(1);
    assertThat(alice.last("localInvitationFailure").text("reason")).isEqualTo("peer-offline");
    nothingIsOpen();
  }

  @Test
  void calleeWhoLogsInWithinTheWindow_getsTheInvitation() {
    RtmPeer alice = stage.online("alice");
    alice.invite("i1", "bob");
    stage.seconds(20);

    RtmPeer bob = stage.online("bob");

    assertThat(bob.methods()).containsExactly("remoteInvitationReceived");
    assertThat(alice.got("localInvitationReceivedByPeer")).isTrue();
  }

  @Test
  void calleeWhoLogsInAfterACancel_hearsNothing() {
    RtmPeer alice = stage.online("alice");
    alice.invite("i1", "bob");
    stage.seconds(2);
    alice.cancel("i1");
    stage.seconds(2);

    assertThat(stage.online("bob").notes()).isEmpty();
    assertThat(alice.got("localInvitationCanceled")).isTrue();
  }

  @Test
  void receiptIsMadeFromTheAcknowledgement_notFromTheWrite() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob").acknowledges(false);
    alice.invite("i1", "bob");
    stage.seconds(5);
    assertThat(bob.got("remoteInvitationReceived")).isTrue();
    assertThat(alice.notes()).isEmpty();

    bob.acknowledge(1);
    stage.time.settle();
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
  }

  @Test
  void clientThatNeverAcknowledges_isNoResponse() {
    RtmPeer alice = stage.online("alice");
    stage.online("bob").acknowledges(false);
    alice.invite("i1", "bob");
    stage.seconds(31);

    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(2);
  }

  @Test
  void anAnswerImpliesTheReceipt() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob").acknowledges(false);
    alice.invite("i1", "bob");
    stage.time.settle();
    bob.accept(bob.ringing(), "yes");
    stage.time.settle();

    assertThat(alice.methods())
        .containsExactly("localInvitationReceivedByPeer", "localInvitationAccepted");
  }

  @Test
  void thirdHandshake_isTheCallersAcknowledgement() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    stage.time.settle();
    alice.acknowledges(false);
    bob.accept(bob.ringing(), "yes");
    stage.seconds(1);
    assertThat(bob.got("remoteInvitationAccepted")).isFalse();

    alice.acknowledge(alice.lastSeq());
    stage.time.settle();
    assertThat(bob.got("remoteInvitationAccepted")).isTrue();
  }

  @Test
  void unconfirmedAccept_failsOnBothSides() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    stage.time.settle();
    alice.acknowledges(false);
    bob.accept(bob.ringing(), "yes");
    stage.seconds(6);

    assertThat(bob.last("remoteInvitationFailure").number("code")).isEqualTo(2);
    assertThat(alice.last("callEnded").text("reason")).isEqualTo("accept-failure");
    nothingIsOpen();
  }

  @Test
  void repeatedInvite_isTheSameInvitation() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    long again = alice.invite("i1", "bob");
    stage.time.settle();

    assertThat(alice.result(again)).isPresent();
    assertThat(bob.methods()).containsExactly("remoteInvitationReceived");
  }

  @Test
  void idOfAnEndedInvitation_isRefused_alsoForTheEngineAlone() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    stage.time.settle();
    bob.refuse(bob.ringing(), "");
    stage.time.settle();

    long again = alice.invite("i1", "bob");
    stage.time.settle();
    assertThat(alice.error(again)).contains("INVITATION_API_CALL_ERR_ALREADY_END");
    stage.seconds(200);
    long muchLater = alice.invite("i1", "bob");
    stage.time.settle();
    assertThat(alice.result(muchLater)).isPresent();
  }

  @Test
  void callsInTheWrongState_getRtmsNumbers() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    long unknown = alice.cancel("i1");
    long nobody = bob.accept("n1-none.1", "");
    long badId = alice.invite("not valid", "bob");
    long badUser = alice.invite("i2", "b*b");
    long tooLong = alice.invite("i3", "bob", "x".repeat(8193), "room");
    long channel = alice.invite("i4", "bob", "x", "c".repeat(65));
    alice.invite("i1", "bob");
    stage.time.settle();
    long early = alice.end("i1");
    bob.accept(bob.ringing(), "");
    long twice = bob.accept(bob.ringing(), "");
    long late = bob.refuse(bob.ringing(), "");
    stage.time.settle();
    long cancel = alice.cancel("i1");
    long ended = alice.end("i1");
    long endedTwice = alice.end("i1");
    stage.time.settle();
    long over = bob.accept(bob.ringing(), "");
    stage.time.settle();

    assertThat(alice.error(unknown)).contains("INVITATION_API_CALL_ERR_NOT_STARTED");
    assertThat(bob.error(nobody)).contains("INVITATION_API_CALL_ERR_ALREADY_END");
    for (long wrong : new long[] {badId, badUser, tooLong, channel}) {
      assertThat(alice.error(wrong)).contains("INVITATION_API_CALL_ERR_INVALID_ARGUMENT");
    }
    assertThat(alice.error(early)).contains("INVITATION_API_CALL_ERR_NOT_STARTED");
    assertThat(bob.error(twice)).contains("INVITATION_API_CALL_ERR_ALREADY_ACCEPT");
    assertThat(bob.error(late)).contains("INVITATION_API_CALL_ERR_ALREADY_ACCEPT");
    assertThat(alice.error(cancel)).contains("INVITATION_API_CALL_ERR_ALREADY_END");
    assertThat(alice.result(ended)).isPresent();
    assertThat(alice.error(endedTwice)).contains("INVITATION_API_CALL_ERR_ALREADY_END");
    assertThat(bob.error(over)).contains("INVITATION_API_CALL_ERR_ALREADY_END");
    assertThat(bob.got("callEnded")).isTrue();
  }

  @Test
  void cancelCrossesAccept_acceptWasFirst() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    stage.time.settle();

    bob.accept(bob.ringing(), "yes");
    long cancel = alice.cancel("i1");
    stage.time.settle();

    assertThat(alice.result(cancel)).isPresent();
    assertThat(alice.got("localInvitationAccepted")).isTrue();
    assertThat(alice.got("localInvitationCanceled")).isFalse();
    assertThat(bob.got("remoteInvitationAccepted")).isTrue();
  }

  @Test
  void userWhoIsFull_getsNoMore() {
    RtmPeer alice = stage.online("alice");
    long last = 0;
    for (int i = 0; i <= 100; i++) {
      last = alice.invite("i" + i, "bob");
    }
    stage.time.settle();
    assertThat(alice.error(last)).contains("INVITATION_API_CALL_ERR_TOO_OFTEN");
  }

  @Test
  void userMayCallOneself() {
    RtmPeer alice = stage.online("alice");
    alice.invite("i1", "alice");
    stage.time.settle();
    alice.accept(alice.ringing(), "yes");
    stage.time.settle();
    assertThat(alice.methods())
        .containsExactly(
            "remoteInvitationReceived",
            "localInvitationReceivedByPeer",
            "localInvitationAccepted",
            "remoteInvitationAccepted");
    alice.end("i1");
    stage.time.settle();
    assertThat(alice.got("callEnded")).isTrue();
    nothingIsOpen();
  }

  @Test
  void nothingIsLeftBehind() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    stage.callInProgress(alice, bob);
    assertThat(stage.adapter.openLegs()).isEqualTo(2);
    alice.end("i1");
    stage.time.settle();
    alice.logout();
    bob.logout();
    stage.seconds(120);

    assertThat(stage.adapter.connections()).isZero();
    assertThat(stage.adapter.sessions()).isZero();
    assertThat(stage.adapter.openLegs()).isZero();
    assertThat(stage.adapter.remembered()).isZero();
    assertThat(stage.time.waiting()).isZero();
    assertThat(stage.violations).isEmpty();
  }

  private void nothingIsOpen() {
    assertThat(stage.adapter.openLegs()).isZero();
    assertThat(stage.runtime.figures().open()).isZero();
    assertThat(stage.violations).isEmpty();
  }
}
