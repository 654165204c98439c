package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.invitebridge.client.testing.ClientRig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of a call's media, and the progress of a call, both beyond RTM 1.x. */
class SessionChangeTest {
  private static final String MINE = "{\"sdp\":\"v=0\\r\\nmine\"}";

  private final ClientRig rig = ClientRig.online();
  private final RtmCallManager calls = rig.client().getRtmCallManager();
  private final RtmCallExtension extension = rig.client().getRtmCallExtension();

  @Test
  void anOffer_isSent_andItsAnswerIsTold() {
    LocalInvitation call = callerInCall();

    extension.changeSession(call, SessionChange.OFFER, MINE, rig.recorder().result("offer"));
    JsonObject params = rig.grants("changeSession");
    rig.tells("sessionChanged", id(call) + ",'change':'answer','content':'theirs'");

    assertThat(params.get("invitationId").getAsString()).isEqualTo(call.getInvitationId());
    assertThat(params.get("change").getAsString()).isEqualTo("offer");
    assertThat(params.get("content").getAsString()).isEqualTo(MINE);
    assertThat(rig.heard()).containsExactly("offer ok", "session answer 'theirs' state 3");
  }

  @Test
  void anOfferOfTheOther_isTold_andTheRefusalIsSentWithoutContent() {
    RemoteInvitation call = calleeInCall();

    rig.tells("sessionChanged", "'invitationId':'r1','change':'offer','content':'theirs'");
    assertThat(rig.heard()).containsExactly("session offer 'theirs' state 4");
    extension.changeSession(call, SessionChange.REFUSAL, null, null);

    assertThat(rig.grants("changeSession").keySet())
        .containsExactlyInAnyOrder("invitationId", "change");
    assertThat(rig.heard()).isEmpty();
  }

  @Test
  void aTransfer_isTold_followed_andReported() {
    RemoteInvitation call = calleeInCall();

    rig.tells(
        "sessionChanged",
        "'invitationId':'r1','change':'transfer','content':'{\\\"target\\\":\\\"2001\\\"}'");
    assertThat(rig.heard()).containsExactly("session transfer '{\"target\":\"2001\"}' state 4");
    for (String step :
        new String[] {
          SessionChange.TRANSFER_TRYING,
          SessionChange.TRANSFER_DONE,
          SessionChange.TRANSFER_FAILED,
          SessionChange.TRANSFER_WITHDRAWN
        }) {
      extension.changeSession(call, step, null, null);
      assertThat(rig.grants("changeSession").get("change").getAsString()).isEqualTo(step);
    }
  }

  @Test
  void aTransfer_isAskedFor_andItsStepsAreTold() {
    LocalInvitation call = callerInCall();

    extension.changeSession(call, SessionChange.TRANSFER, "{\"target\":\"2001\"}", null);
    assertThat(rig.grants("changeSession").get("content").getAsString())
        .isEqualTo("{\"target\":\"2001\"}");
    rig.tells("sessionChanged", id(call) + ",'change':'transfer-trying','content':''");
    rig.tells("sessionChanged", id(call) + ",'change':'transfer-done','content':''");

    assertThat(rig.heard())
        .containsExactly("session transfer-trying '' state 3", "session transfer-done '' state 3");
  }

  @Test
  void aChange_leavesTheCallAsItIs() {
    LocalInvitation call = callerInCall();

    rig.tells("sessionChanged", id(call) + ",'change':'withdrawal','content':'x','reason':'y'");

    assertThat(rig.heard()).containsExactly("session withdrawal 'x' state 3");
    assertThat(call.getEndReason()).isEmpty();
    assertThat(call.getEndInfo()).isEmpty();
    assertThat(call.getResponse()).isEqualTo("yes");
  }

  @Test
  void aWordOfALaterBridge_andAMissingContent_areTold() {
    LocalInvitation call = callerInCall();

    rig.tells("sessionChanged", id(call) + ",'change':'hint'");

    assertThat(rig.heard()).containsExactly("session hint '' state 3");
  }

  @Test
  void aMalformedChange_isAcknowledgedAndDropped() {
    LocalInvitation call = callerInCall();

    rig.tells("sessionChanged", id(call) + ",'change':17");
    rig.tells("sessionChanged", "'change':'offer'");
    rig.tells("localInvitationProgress", id(call) + ",'code':'183'");

    assertThat(rig.heard()).isEmpty();
  }

  @Test
  void aChangeOutsideACall_isDropped() {
    LocalInvitation sent = sent();
    rig.tells("sessionChanged", id(sent) + ",'change':'offer','content':''");
    rig.tells("remoteInvitationReceived", "'invitationId':'r1','callerId':'bob','content':''");
    rig.heard();
    rig.tells("sessionChanged", "'invitationId':'r1','change':'offer','content':''");
    calls.acceptRemoteInvitation(rig.recorder().lastRemote(), null);
    rig.grants("accept");
    rig.tells("sessionChanged", "'invitationId':'r1','change':'offer','content':''");
    rig.tells("sessionChanged", "'invitationId':'unknown','change':'offer','content':''");

    assertThat(rig.heard()).isEmpty();
  }

  @Test
  void changingWhatIsNoCall_isNotStarted_andAfterItsEndAlreadyEnd() {
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    extension.changeSession(invitation, "offer", MINE, rig.recorder().result("idle"));
    LocalInvitation sent = sent();
    extension.changeSession(sent, "offer", MINE, rig.recorder().result("sent"));
    rig.tells("remoteInvitationReceived", "'invitationId':'r1','callerId':'bob','content':''");
    RemoteInvitation ringing = rig.recorder().lastRemote();
    assertThat(rig.heard())
        .containsExactly("idle error 2", "sent error 2", "remote from bob state 1");
    extension.changeSession(ringing, "offer", MINE, rig.recorder().result("ringing"));
    assertThat(rig.heard()).containsExactly("ringing error 2");
    LocalInvitation over = callerInCall();
    rig.tells("callEnded", id(over) + ",'reason':'hung-up','info':''");
    rig.heard();
    extension.changeSession(over, "offer", MINE, rig.recorder().result("over"));

    assertThat(rig.heard()).containsExactly("over error 3");
    rig.getsNothing();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hold", "OFFER"})
  void aWordThatIsNone_isInvalidArgument(String change) {
    LocalInvitation call = callerInCall();

    extension.changeSession(call, change, MINE, rig.recorder().result("change"));

    assertThat(rig.heard()).containsExactly("change error 1");
    rig.getsNothing();
  }

  @Test
  void aForeignCall_noWord_andALongContent_areInvalidArgument() {
    LocalInvitation call = callerInCall();
    LocalInvitation foreign =
        ClientRig.online().client().getRtmCallManager().createLocalInvitation("bob");

    extension.changeSession(foreign, "offer", MINE, rig.recorder().result("foreign"));
    extension.changeSession(null, "offer", MINE, rig.recorder().result("none"));
    extension.changeSession(call, null, MINE, rig.recorder().result("no word"));
    extension.changeSession(call, "offer", "x".repeat(8_193), rig.recorder().result("long"));
    assertThat(rig.heard())
        .containsExactly("foreign error 1", "none error 1", "no word error 1", "long error 1");
    rig.getsNothing();

    extension.changeSession(call, "offer", "é".repeat(4_096), null);
    assertThat(rig.grants("changeSession").get("content").getAsString()).hasSize(4_096);
  }

  @Test
  void theBridgesRefusal_isTheCallbacks() {
    LocalInvitation call = callerInCall();

    extension.changeSession(call, "offer", MINE, rig.recorder().result("offer"));
    rig.denies("changeSession", 6);

    assertThat(rig.heard()).containsExactly("offer error 6");
  }

  /** Whether it arrived is not known, and a second offer would be one too many. */
  @Test
  void aLostConnection_isNotAReasonToSendItTwice() {
    LocalInvitation call = callerInCall();

    extension.changeSession(call, "offer", MINE, rig.recorder().result("offer"));
    rig.gets("changeSession");
    rig.losesConnection();
    assertThat(rig.heard()).containsExactly("offer error 7");
    rig.waitsForAttempt();
    rig.connects();
    rig.resumes("session-1");

    rig.getsNothing();
    assertThat(call.getState()).isEqualTo(3);
  }

  @Test
  void anAnswerThatDoesNotCome_isNotWaitedFor() {
    LocalInvitation call = callerInCall();

    extension.changeSession(call, "offer", MINE, rig.recorder().result("offer"));
    rig.gets("changeSession");
    rig.after(10_000);

    assertThat(rig.heard()).containsExactly("offer error 7");
  }

  @Test
  void progress_isTold_beforeAndAfterTheReceipt_andChangesNothing() {
    LocalInvitation sent = sent();

    rig.tells("localInvitationProgress", id(sent) + ",'code':182,'content':''");
    assertThat(rig.heard()).containsExactly("progress 182 '' state 1");
    rig.tells("localInvitationReceivedByPeer", id(sent));
    rig.tells("localInvitationProgress", id(sent) + ",'code':183,'content':'early'");
    assertThat(rig.heard())
        .containsExactly("receivedByPeer state 2", "progress 183 'early' state 2");
    assertThat(sent.getResponse()).isNull();
    assertThat(sent.getEndInfo()).isEmpty();
    rig.tells("localInvitationAccepted", id(sent) + ",'response':'yes'");
    rig.tells("localInvitationProgress", id(sent) + ",'code':183,'content':'late'");
    assertThat(rig.heard()).containsExactly("accepted 'yes' state 3");
  }

  @Test
  void oldListeners_hearWhatTheyKnow() {
    List<String> heard = new ArrayList<>();
    RtmCallListener old = (invitation, reason, info) -> heard.add(reason);
    extension.setCallListener(old);
    LocalInvitation call = callerInCall();

    rig.tells("sessionChanged", id(call) + ",'change':'offer','content':''");
    rig.tells("callEnded", id(call) + ",'reason':'hung-up','info':''");
    rig.run();
    assertThat(heard).containsExactly("hung-up");

    extension.setCallListener(null);
    LocalInvitation next = sent();
    rig.tells("localInvitationProgress", id(next) + ",'code':181,'content':''");
    rig.run();
    assertThat(heard).hasSize(1);
  }

  private LocalInvitation sent() {
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    calls.sendLocalInvitation(invitation, null);
    rig.grants("invite");
    return invitation;
  }

  private LocalInvitation callerInCall() {
    LocalInvitation invitation = sent();
    rig.tells("localInvitationAccepted", id(invitation) + ",'response':'yes'");
    rig.heard();
    return invitation;
  }

  private RemoteInvitation calleeInCall() {
    rig.tells("remoteInvitationReceived", "'invitationId':'r1','callerId':'bob','content':''");
    rig.heard();
    RemoteInvitation invitation = rig.recorder().lastRemote();
    calls.acceptRemoteInvitation(invitation, null);
    rig.grants("accept");
    rig.tells("remoteInvitationAccepted", "'invitationId':'r1'");
    rig.heard();
    return invitation;
  }

  private static String id(LocalInvitation invitation) {
    return "'invitationId':'" + invitation.getInvitationId() + "'";
  }
}
