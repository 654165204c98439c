package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.invitebridge.client.testing.ClientRig;
import org.junit.jupiter.api.Test;

/** The caller's side, row by row of RTM 1.x's description, through the whole client. */
class LocalInvitationTest {
  private final ClientRig rig = ClientRig.online();
  private final RtmCallManager calls = rig.client().getRtmCallManager();
  private final RtmCallExtension extension = rig.client().getRtmCallExtension();

  @Test
  void create_isIdle() {
    LocalInvitation invitation = calls.createLocalInvitation("bob");

    assertThat(invitation.getState()).isZero();
    assertThat(invitation.getCalleeId()).isEqualTo("bob");
    assertThat(invitation.getContent()).isNull();
    assertThat(invitation.getChannelId()).isNull();
    assertThat(invitation.getResponse()).isNull();
  }

  @Test
  void send_carriesEverything_andOnlySucceeds() {
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    invitation.setContent("Grüße \" <b> \u2028");
    invitation.setChannelId("room-1");

    calls.sendLocalInvitation(invitation, rig.recorder().result("send"));
    assertThat(rig.heard()).isEmpty();
    JsonObject params = rig.grants("invite");

    assertThat(params.get("invitationId").getAsString()).isEqualTo(invitation.getInvitationId());
    assertThat(params.get("calleeId").getAsString()).isEqualTo("bob");
    assertThat(params.get("content").getAsString()).isEqualTo("Grüße \" <b> \u2028");
    assertThat(params.get("channelId").getAsString()).isEqualTo("room-1");
    assertThat(rig.heard()).containsExactly("send ok");
    assertThat(invitation.getState()).isEqualTo(1);
  }

  @Test
  void send_withoutLogin_failsWithNotLoggedIn() {
    ClientRig loggedOut = new ClientRig();
    RtmCallManager manager = loggedOut.client().getRtmCallManager();
    LocalInvitation invitation = manager.createLocalInvitation("bob");

    manager.sendLocalInvitation(invitation, loggedOut.recorder().result("send"));

    assertThat(loggedOut.heard()).containsExactly("send ok", "failure 4 state 6");
    manager.sendLocalInvitation(invitation, loggedOut.recorder().result("again"));
    assertThat(loggedOut.heard()).containsExactly("again error 3");
  }

  @Test
  void cancel_beforeSend_isNotStarted() {
    LocalInvitation invitation = calls.createLocalInvitation("bob");

    calls.cancelLocalInvitation(invitation, rig.recorder().result("cancel"));

    assertThat(rig.heard()).containsExactly("cancel error 2");
    assertThat(invitation.getState()).isZero();
    rig.getsNothing();
  }

  @Test
  void receivedByPeer_thenAccepted() {
    LocalInvitation invitation = sent();

    rig.tells("localInvitationReceivedByPeer", id(invitation));
    assertThat(rig.heard()).containsExactly("receivedByPeer state 2");
    rig.tells("localInvitationAccepted", id(invitation) + ",'response':'yes'");

    assertThat(rig.heard()).containsExactly("accepted 'yes' state 3");
    assertThat(invitation.getResponse()).isEqualTo("yes");
  }

  @Test
  void receivedByPeer_thenRefused() {
    LocalInvitation invitation = received();

    rig.tells("localInvitationRefused", id(invitation) + ",'response':'busy','reason':'busy'");

    assertThat(rig.heard()).containsExactly("refused 'busy' state 4");
    assertThat(invitation.getEndReason()).isEqualTo("busy");
  }

  @Test
  void receivedByPeer_alwaysComesBeforeTheAnswer() {
    LocalInvitation accepted = sent();
    rig.tells("localInvitationAccepted", id(accepted));
    assertThat(rig.heard()).containsExactly("receivedByPeer state 2", "accepted 'null' state 3");
    rig.tells("localInvitationReceivedByPeer", id(accepted));
    assertThat(rig.heard()).isEmpty();

    LocalInvitation refused = sent();
    rig.tells("localInvitationRefused", id(refused));
    assertThat(rig.heard()).containsExactly("receivedByPeer state 2", "refused 'null' state 4");
  }

  @Test
  void failure_hasItsCode_inEveryOpenState() {
    LocalInvitation offline = sent();
    rig.tells("localInvitationFailure", id(offline) + ",'code':1");
    LocalInvitation silent = sent();
    rig.tells("localInvitationFailure", id(silent) + ",'code':2");
    assertThat(rig.heard()).containsExactly("failure 1 state 6", "failure 2 state 6");

    LocalInvitation expired = received();
    rig.tells(
        "localInvitationFailure",
        id(expired) + ",'code':3,'response':'480','reason':'unavailable'");
    assertThat(rig.heard()).containsExactly("failure 3 state 6");
    assertThat(expired.getResponse()).isEqualTo("480");
    assertThat(expired.getEndReason()).isEqualTo("unavailable");
  }

  @Test
  void cancel_endsWhenTheBridgeSaysSo() {
    LocalInvitation early = sent();
    calls.cancelLocalInvitation(early, rig.recorder().result("cancel"));
    rig.grants("cancel");
    assertThat(early.getState()).isEqualTo(1);
    rig.tells("localInvitationCanceled", id(early));
    assertThat(rig.heard()).containsExactly("cancel ok", "canceled state 5");

    LocalInvitation ringing = received();
    extension.cancelLocalInvitation(ringing, "timeout", null);
    assertThat(rig.grants("cancel").get("reason").getAsString()).isEqualTo("timeout");
    rig.tells("localInvitationCanceled", id(ringing));
    assertThat(rig.heard()).containsExactly("canceled state 5");
  }

  @Test
  void cancelThatCrossesAccept_endsAsTheBridgeDecides() {
    LocalInvitation invitation = received();

    calls.cancelLocalInvitation(invitation, rig.recorder().result("cancel"));
    rig.notifies("localInvitationAccepted", id(invitation) + ",'response':'yes'");
    rig.denies("cancel", 3);

    assertThat(rig.heard()).containsExactly("accepted 'yes' state 3", "cancel error 3");
  }

  @Test
  void anyMethodAfterTheEnd_isAlreadyEnd() {
    LocalInvitation accepted = received();
    rig.tells("localInvitationAccepted", id(accepted));
    LocalInvitation refused = received();
    rig.tells("localInvitationRefused", id(refused));
    LocalInvitation canceled = received();
    rig.tells("localInvitationCanceled", id(canceled));
    LocalInvitation failed = received();
    rig.tells("localInvitationFailure", id(failed) + ",'code':3");
    rig.heard();

    for (LocalInvitation ended : new LocalInvitation[] {accepted, refused, canceled, failed}) {
      int state = ended.getState();
      calls.sendLocalInvitation(ended, rig.recorder().result("send"));
      calls.cancelLocalInvitation(ended, rig.recorder().result("cancel"));
      assertThat(rig.heard()).containsExactly("send error 3", "cancel error 3");
      assertThat(ended.getState()).isEqualTo(state);
    }
    rig.getsNothing();
  }

  @Test
  void sendTwice_isAlreadySent() {
    LocalInvitation invitation = sent();
    calls.sendLocalInvitation(invitation, rig.recorder().result("again"));
    assertThat(rig.heard()).containsExactly("again error 5");
    rig.tells("localInvitationReceivedByPeer", id(invitation));
    calls.sendLocalInvitation(invitation, rig.recorder().result("again"));

    assertThat(rig.heard()).containsExactly("receivedByPeer state 2", "again error 5");
    rig.getsNothing();
  }

  @Test
  void tooLongTexts_areInvalid_andCanBeMended() {
    LocalInvitation invitation = calls.createLocalInvitation("bob");

    invitation.setContent("é".repeat(4097));
    calls.sendLocalInvitation(invitation, rig.recorder().result("content"));
    invitation.setContent("é".repeat(4096));
    invitation.setChannelId("c".repeat(65));
    calls.sendLocalInvitation(invitation, rig.recorder().result("channel"));
    invitation.setChannelId("c".repeat(64));
    calls.sendLocalInvitation(invitation, rig.recorder().result("mended"));
    rig.grants("invite");

    assertThat(rig.heard()).containsExactly("content error 1", "channel error 1", "mended ok");
  }

  @Test
  void nullAndForeignInvitations_areInvalid() {
    LocalInvitation foreign =
        new ClientRig().client().getRtmCallManager().createLocalInvitation("x");

    calls.sendLocalInvitation(null, rig.recorder().result("null"));
    calls.cancelLocalInvitation(null, rig.recorder().result("null"));
    calls.sendLocalInvitation(foreign, rig.recorder().result("foreign"));
    calls.sendLocalInvitation(calls.createLocalInvitation(null), rig.recorder().result("nobody"));
    calls.sendLocalInvitation(calls.createLocalInvitation(""), rig.recorder().result("nobody"));
    extension.endCall(null, null, rig.recorder().result("end"));

    assertThat(rig.heard())
        .containsExactly(
            "null error 1",
            "null error 1",
            "foreign error 1",
            "nobody error 1",
            "nobody error 1",
            "end error 1");
  }

  @Test
  void bridgeThatRefusesToSend_leavesItUnsent() {
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    calls.sendLocalInvitation(invitation, rig.recorder().result("send"));
    rig.denies("invite", 1);

    assertThat(rig.heard()).containsExactly("send error 1");
    assertThat(invitation.getState()).isZero();
    calls.sendLocalInvitation(invitation, null);
    rig.grants("invite");
    assertThat(invitation.getState()).isEqualTo(1);
  }

  @Test
  void severalInvitations_alsoToOneCallee_areIndependent() {
    LocalInvitation first = sent();
    LocalInvitation second = sent();

    assertThat(first.getInvitationId()).isNotEqualTo(second.getInvitationId());
    rig.tells("localInvitationAccepted", id(second));
    assertThat(first.getState()).isEqualTo(1);
    assertThat(second.getState()).isEqualTo(3);
  }

  @Test
  void nullCallbacksAndListeners_areTolerated() {
    calls.setEventListener(null);
    extension.setCallListener(null);
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    calls.cancelLocalInvitation(invitation, null);
    calls.sendLocalInvitation(invitation, null);
    rig.grants("invite");
    calls.cancelLocalInvitation(invitation, null);
    rig.denies("cancel", 3);
    rig.tells("localInvitationAccepted", id(invitation));
    rig.tells("callEnded", id(invitation) + ",'reason':'hung-up'");

    assertThat(rig.heard()).isEmpty();
    assertThat(invitation.getState()).isEqualTo(3);
  }

  @Test
  void endCall_hangsUpAnAcceptedCall() {
    LocalInvitation invitation = received();
    extension.endCall(invitation, "bye", rig.recorder().result("early"));
    assertThat(rig.heard()).containsExactly("early error 2");
    rig.tells("localInvitationAccepted", id(invitation));
    rig.heard();

    extension.endCall(invitation, "bye", rig.recorder().result("end"));
    assertThat(rig.grants("end").get("info").getAsString()).isEqualTo("bye");
    rig.tells("callEnded", id(invitation) + ",'reason':'hung-up','info':'bye'");

    assertThat(rig.heard()).containsExactly("end ok", "call ended hung-up 'bye' state 3");
    extension.endCall(invitation, null, rig.recorder().result("late"));
    assertThat(rig.heard()).containsExactly("late error 3");
  }

  private LocalInvitation sent() {
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    calls.sendLocalInvitation(invitation, null);
    rig.grants("invite");
    return invitation;
  }

  private LocalInvitation received() {
    LocalInvitation invitation = sent();
    rig.tells("localInvitationReceivedByPeer", id(invitation));
    rig.heard();
    return invitation;
  }

  private static String id(LocalInvitation invitation) {
    return "'invitationId':'" + invitation.getInvitationId() + "'";
  }
}
