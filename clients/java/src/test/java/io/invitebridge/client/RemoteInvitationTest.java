package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.invitebridge.client.testing.ClientRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The callee's side, row by row of RTM 1.x's description, through the whole client. */
class RemoteInvitationTest {
  private final ClientRig rig = ClientRig.online();
  private final RtmCallManager calls = rig.client().getRtmCallManager();
  private final RtmCallExtension extension = rig.client().getRtmCallExtension();

  @Test
  void arrives_withEverything_andIsAcknowledged() {
    rig.tells(
        "remoteInvitationReceived",
        "'invitationId':'n1-a.1','callerId':'bob','callerName':'Bob','content':'hi','channelId':'c'");

    assertThat(rig.heard()).containsExactly("remote from bob state 1");
    RemoteInvitation invitation = rig.recorder().lastRemote();
    assertThat(invitation.getInvitationId()).isEqualTo("n1-a.1");
    assertThat(invitation.getCallerName()).isEqualTo("Bob");
    assertThat(invitation.getContent()).isEqualTo("hi");
    assertThat(invitation.getChannelId()).isEqualTo("c");
    assertThat(invitation.getResponse()).isNull();
  }

  @Test
  void arrivesTwice_isToldOnce() {
    rings("a");
    rig.tells("remoteInvitationReceived", "'invitationId':'a','callerId':'bob','content':''");

    assertThat(rig.heard()).isEmpty();
  }

  @Test
  void accept_isCompleteWhenTheCallerKnows() {
    RemoteInvitation invitation = rings("a");
    invitation.setResponse("yes");

    calls.acceptRemoteInvitation(invitation, rig.recorder().result("accept"));
    JsonObject params = rig.grants("accept");
    assertThat(params.get("invitationId").getAsString()).isEqualTo("a");
    assertThat(params.get("response").getAsString()).isEqualTo("yes");
    assertThat(rig.heard()).containsExactly("accept ok");
    assertThat(invitation.getState()).isEqualTo(2);

    rig.tells("remoteInvitationAccepted", "'invitationId':'a'");
    assertThat(rig.heard()).containsExactly("remote accepted state 4");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void acceptThatIsNotConfirmed_fails(int code) {
    RemoteInvitation invitation = accepting("a");

    rig.tells("remoteInvitationFailure", "'invitationId':'a','code':" + code);

    assertThat(rig.heard()).containsExactly("remote failure " + code + " state 6");
    assertThat(invitation.getState()).isEqualTo(6);
  }

  @Test
  void refuse_carriesResponseAndReason() {
    RemoteInvitation invitation = rings("a");
    invitation.setResponse("later");

    extension.refuseRemoteInvitation(invitation, "busy", rig.recorder().result("refuse"));
    JsonObject params = rig.grants("refuse");
    assertThat(params.get("response").getAsString()).isEqualTo("later");
    assertThat(params.get("reason").getAsString()).isEqualTo("busy");
    rig.tells("remoteInvitationRefused", "'invitationId':'a'");

    assertThat(rig.heard()).containsExactly("refuse ok", "remote refused state 3");
  }

  @Test
  void cancelOfTheCaller_ends() {
    RemoteInvitation invitation = rings("a");

    rig.tells(
        "remoteInvitationCanceled",
        "'invitationId':'a','content':'sorry','reason':'answered-elsewhere'");

    assertThat(rig.heard()).containsExactly("remote canceled state 5");
    assertThat(invitation.getEndReason()).isEqualTo("answered-elsewhere");
    assertThat(invitation.getEndInfo()).isEqualTo("sorry");
  }

  @Test
  void nobodyActs_expires() {
    rings("a");

    rig.tells("remoteInvitationFailure", "'invitationId':'a','code':3");

    assertThat(rig.heard()).containsExactly("remote failure 3 state 6");
  }

  @Test
  void acceptAgain_isAlreadyAccept() {
    RemoteInvitation invitation = accepting("a");
    calls.acceptRemoteInvitation(invitation, rig.recorder().result("accept"));
    calls.refuseRemoteInvitation(invitation, rig.recorder().result("refuse"));
    assertThat(rig.heard()).containsExactly("accept error 4", "refuse error 4");
    rig.tells("remoteInvitationAccepted", "'invitationId':'a'");
    calls.acceptRemoteInvitation(invitation, rig.recorder().result("accept"));
    calls.refuseRemoteInvitation(invitation, rig.recorder().result("refuse"));

    assertThat(rig.heard())
        .containsExactly("remote accepted state 4", "accept error 4", "refuse error 3");
    rig.getsNothing();
  }

  @Test
  void anyMethodAfterTheEnd_isAlreadyEnd() {
    RemoteInvitation refused = rings("a");
    calls.refuseRemoteInvitation(refused, null);
    rig.grants("refuse");
    calls.acceptRemoteInvitation(refused, rig.recorder().result("too late"));
    rig.tells("remoteInvitationRefused", "'invitationId':'a'");
    assertThat(rig.heard()).containsExactly("too late error 3", "remote refused state 3");
    RemoteInvitation canceled = rings("b");
    rig.tells("remoteInvitationCanceled", "'invitationId':'b'");
    rig.heard();
    RemoteInvitation failed = rings("c");
    rig.tells("remoteInvitationFailure", "'invitationId':'c','code':3");
    rig.heard();

    for (RemoteInvitation ended : new RemoteInvitation[] {refused, canceled, failed}) {
      calls.acceptRemoteInvitation(ended, rig.recorder().result("accept"));
      calls.refuseRemoteInvitation(ended, rig.recorder().result("refuse"));
      assertThat(rig.heard()).containsExactly("accept error 3", "refuse error 3");
    }
    rig.getsNothing();
  }

  @Test
  void acceptThatCrossesCancel_endsAsTheBridgeDecides() {
    RemoteInvitation invitation = rings("a");

    calls.acceptRemoteInvitation(invitation, rig.recorder().result("accept"));
    rig.notifies("remoteInvitationCanceled", "'invitationId':'a','reason':'canceled'");
    rig.denies("accept", 3);

    assertThat(rig.heard()).containsExactly("remote canceled state 5", "accept error 3");
    assertThat(invitation.getState()).isEqualTo(5);
  }

  @Test
  void answerThatTheBridgeRefuses_canBeMended() {
    RemoteInvitation invitation = rings("a");
    calls.refuseRemoteInvitation(invitation, rig.recorder().result("refuse"));
    rig.denies("refuse", 6);
    assertThat(invitation.getState()).isEqualTo(1);
    calls.acceptRemoteInvitation(invitation, rig.recorder().result("accept"));
    rig.grants("accept");

    assertThat(rig.heard()).containsExactly("refuse error 6", "accept ok");
  }

  @Test
  void tooLongResponse_isInvalid() {
    RemoteInvitation invitation = rings("a");
    invitation.setResponse("x".repeat(8193));

    calls.acceptRemoteInvitation(invitation, rig.recorder().result("accept"));
    calls.refuseRemoteInvitation(invitation, rig.recorder().result("refuse"));
    calls.acceptRemoteInvitation(null, rig.recorder().result("null"));

    assertThat(rig.heard()).containsExactly("accept error 1", "refuse error 1", "null error 1");
    assertThat(invitation.getState()).isEqualTo(1);
    rig.getsNothing();
  }

  @Test
  void severalPendingOnes_areFoundByCaller_andIndependent() {
    RemoteInvitation first = rings("a");
    RemoteInvitation second = rings("b");

    calls.acceptRemoteInvitation(second, null);
    rig.grants("accept");
    rig.tells("remoteInvitationAccepted", "'invitationId':'b'");
    rig.tells("remoteInvitationFailure", "'invitationId':'a','code':3");

    assertThat(first.getState()).isEqualTo(6);
    assertThat(second.getState()).isEqualTo(4);
    assertThat(rig.heard()).containsExactly("remote accepted state 4", "remote failure 3 state 6");
  }

  @Test
  void endCall_hangsUp_andIsToldOnce() {
    RemoteInvitation invitation = inCall("a");

    extension.endCall(invitation, null, rig.recorder().result("end"));
    assertThat(rig.grants("end").has("info")).isFalse();
    rig.tells("callEnded", "'invitationId':'a','reason':'hung-up','info':''");

    assertThat(rig.heard()).containsExactly("end ok", "call ended hung-up '' state 4");
    extension.endCall(invitation, null, rig.recorder().result("again"));
    assertThat(rig.heard()).containsExactly("again error 3");
  }

  @Test
  void hangUpOfTheOther_isTold() {
    inCall("a");

    rig.tells("callEnded", "'invitationId':'a','reason':'hung-up','info':'bye'");

    assertThat(rig.heard()).containsExactly("call ended hung-up 'bye' state 4");
  }

  @Test
  void endCallText_endsTheCallHereToo() {
    rig.tells(
        "remoteInvitationReceived",
        "'invitationId':'a','callerId':'bob','content':'','channelId':'c_1'");
    calls.acceptRemoteInvitation(rig.recorder().lastRemote(), null);
    rig.grants("accept");
    rig.tells("remoteInvitationAccepted", "'invitationId':'a'");
    rig.heard();

    String text = RtmClient.AGORA_RTM_END_CALL_PREFIX + "_c_1_bye";
    rig.client().sendMessageToPeer("bob", rig.client().createMessage(text), null, null);
    rig.grants("message", "{'hasPeerReceived':false}");

    assertThat(rig.heard()).containsExactly("call ended hung-up 'bye' state 4");
  }

  private RemoteInvitation rings(String id) {
    rig.tells(
        "remoteInvitationReceived", "'invitationId':'" + id + "','callerId':'bob','content':''");
    assertThat(rig.heard()).containsExactly("remote from bob state 1");
    return rig.recorder().lastRemote();
  }

  private RemoteInvitation accepting(String id) {
    RemoteInvitation invitation = rings(id);
    calls.acceptRemoteInvitation(invitation, null);
    rig.grants("accept");
    return invitation;
  }

  private RemoteInvitation inCall(String id) {
    RemoteInvitation invitation = accepting(id);
    rig.tells("remoteInvitationAccepted", "'invitationId':'" + id + "'");
    rig.heard();
    return invitation;
  }
}
