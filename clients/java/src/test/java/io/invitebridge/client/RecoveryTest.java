package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.invitebridge.client.testing.ClientRig;
import org.junit.jupiter.api.Test;

/** Lost connections, resumes, receipts and nonsense, as the app and the bridge see them. */
class RecoveryTest {
  @Test
  void shortLoss_isKeptFromTheApp_andNothingIsLostOrToldTwice() {
    ClientRig rig = ClientRig.online();
    rig.tells("messageFromPeer", "'peerId':'bob','text':'one','serverReceivedTs':1");
    rig.losesConnection();
    rig.after(300);
    rig.connects();
    JsonObject resume = rig.resumes("session-1").getAsJsonObject("resume");
    rig.replays(1, "messageFromPeer", "'peerId':'bob','text':'one','serverReceivedTs':1");
    rig.replays(2, "messageFromPeer", "'peerId':'bob','text':'two','serverReceivedTs':2");

    assertThat(resume.get("sessionId").getAsString()).isEqualTo("session-1");
    assertThat(resume.get("lastSeq").getAsInt()).isEqualTo(1);
    assertThat(rig.heard()).containsExactly("message from bob 'one'", "message from bob 'two'");
    assertThat(rig.gets("ack").get("seq").getAsInt()).isEqualTo(1);
    assertThat(rig.gets("ack").get("seq").getAsInt()).isEqualTo(2);
  }

  @Test
  void interruption_isToldAfterFourSeconds_andLoginIsNotToldAgain() {
    ClientRig rig = ClientRig.online();
    rig.losesConnection();
    rig.after(3_999);
    assertThat(rig.heard()).isEmpty();
    rig.after(1);
    assertThat(rig.heard()).containsExactly("connection 4 because 5");
    rig.connects();
    rig.resumes("session-1");

    assertThat(rig.heard()).containsExactly("connection 3 because 2");
  }

  @Test
  void resume_keepsInvitations_andRepeatsWhatHadNoAnswer() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    calls.sendLocalInvitation(invitation, rig.recorder().result("send"));
    String first = rig.gets("invite").get("invitationId").getAsString();
    rig.losesConnection();
    calls.cancelLocalInvitation(invitation, rig.recorder().result("cancel"));
    rig.after(300);
    rig.connects();
    rig.resumes("session-1");
    JsonObject again = rig.grants("invite");
    rig.grants("cancel");
    rig.tells("localInvitationCanceled", "'invitationId':'" + first + "'");

    assertThat(again.get("invitationId").getAsString()).isEqualTo(first);
    assertThat(rig.heard()).containsExactly("send ok", "cancel ok", "canceled state 5");
  }

  @Test
  void repetition_thatTheBridgeAlreadyDid_isASuccess() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    LocalInvitation invitation = sent(rig);
    calls.cancelLocalInvitation(invitation, rig.recorder().result("cancel"));
    rig.gets("cancel");
    rig.losesConnection();
    rig.after(300);
    rig.connects();
    rig.resumes("session-1");
    rig.denies("cancel", 3);

    assertThat(rig.heard()).containsExactly("cancel ok");
  }

  @Test
  void failedResume_endsOpenInvitationsAndCalls_andAWaitingOneComesAnew() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    sent(rig);
    rig.tells("remoteInvitationReceived", "'invitationId':'a','callerId':'bob','content':''");
    rig.run();
    RemoteInvitation before = rig.recorder().lastRemote();
    rig.tells("remoteInvitationReceived", "'invitationId':'b','callerId':'bob','content':''");
    calls.acceptRemoteInvitation(rig.recorder().lastRemote(), null);
    rig.grants("accept");
    rig.tells("remoteInvitationReceived", "'invitationId':'c','callerId':'bob','content':''");
    calls.acceptRemoteInvitation(rig.recorder().lastRemote(), null);
    rig.grants("accept");
    rig.tells("remoteInvitationAccepted", "'invitationId':'c'");
    rig.heard();

    rig.losesConnection();
    rig.after(300);
    rig.connects();
    assertThat(rig.acceptsLogin("session-2").has("resume")).isTrue();

    assertThat(rig.heard())
        .containsExactly(
            "failure 4 state 6",
            "remote failure 3 state 6",
            "remote failure 2 state 6",
            "call ended connection-lost '' state 4");
    rig.tells("remoteInvitationReceived", "'invitationId':'a','callerId':'bob','content':''");
    assertThat(rig.heard()).containsExactly("remote from bob state 1");
    RemoteInvitation anew = rig.recorder().lastRemote();
    calls.acceptRemoteInvitation(before, rig.recorder().result("old"));
    calls.acceptRemoteInvitation(anew, rig.recorder().result("new"));
    rig.grants("accept");
    rig.tells("remoteInvitationAccepted", "'invitationId':'a'");
    assertThat(rig.heard()).containsExactly("old error 3", "new ok", "remote accepted state 4");
  }

  @Test
  void longLoss_givesTheSessionUp_andGoesOnTrying() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    sent(rig);
    rig.losesConnection();
    calls.sendLocalInvitation(calls.createLocalInvitation("x"), rig.recorder().result("send"));
    rig.after(39_999);
    assertThat(rig.heard()).containsExactly("connection 4 because 5");
    rig.after(1);
    assertThat(rig.heard())
        .containsExactly("failure 4 state 6", "failure 4 state 6", "send error 3");
    rig.after(600_000);
    rig.waitsForAttempt();
    rig.connects();

    assertThat(rig.acceptsLogin("session-2").has("resume")).isFalse();
    assertThat(rig.heard()).containsExactly("connection 3 because 2");
  }

  @Test
  void attempts_pauseLongerAndLonger_butNotTooLongWhileTheSessionIsKept() {
    ClientRig rig = ClientRig.online();
    for (long pause : new long[] {250, 500, 1_000, 2_000, 2_000, 2_000, 2_000}) {
      failsToConnectAfter(rig, pause);
    }
    rig.after(40_000);
    rig.waitsForAttempt();
    for (long pause : new long[] {7_500, 7_500}) {
      failsToConnectAfter(rig, pause);
    }
  }

  private static void failsToConnectAfter(ClientRig rig, long pause) {
    rig.losesConnection();
    int opened = rig.socketCount();
    rig.after(pause - 1);
    assertThat(rig.socketCount()).isEqualTo(opened);
    rig.after(1);
    assertThat(rig.socketCount()).isEqualTo(opened + 1);
  }

  @Test
  void connectionsThatDoNotLast_pauseLongerToo() {
    ClientRig rig = ClientRig.online();
    rig.losesConnection();
    rig.after(250);
    rig.connects();
    rig.resumes("session-1");
    rig.closes(4003, "protocol");
    int opened = rig.socketCount();
    rig.after(499);
    assertThat(rig.socketCount()).isEqualTo(opened);
    rig.after(1);
    rig.connects();
    rig.resumes("session-1");
    rig.after(10_000);
    rig.losesConnection();
    rig.after(250);
    assertThat(rig.socketCount()).isEqualTo(opened + 2);
  }

  @Test
  void silentConnection_isGivenUp() {
    ClientRig rig = new ClientRig();
    rig.client().login(null, "alice", null);
    rig.connects();
    rig.grants("login", "{'sessionId':'s','resumed':false,'presenceSeconds':30,'pingSeconds':5}");
    rig.after(5_000);
    rig.grants("ping");
    rig.after(5_000);
    rig.gets("ping");
    int opened = rig.socketCount();
    rig.after(5_250);

    assertThat(rig.socketCount()).isEqualTo(opened + 1);
  }

  @Test
  void attemptThatHangs_isGivenUp() {
    ClientRig rig = ClientRig.online();
    rig.losesConnection();
    rig.after(250);
    int opened = rig.socketCount();
    rig.after(10_500);

    assertThat(rig.socketCount()).isEqualTo(opened + 1);
  }

  @Test
  void bridgeThatRefusesForNow_isAskedAgain() {
    ClientRig rig = ClientRig.online();
    rig.losesConnection();
    rig.after(250);
    rig.connects();
    rig.denies("login", 2);
    rig.after(500);
    rig.connects();
    rig.resumes("session-1");

    assertThat(rig.heard()).isEmpty();
  }

  @Test
  void receipts_coverBursts_andWaitWhileTheAppIsStuck() {
    ClientRig rig = ClientRig.online();
    rig.appIsStuck(true);
    for (int seq = 1; seq <= 1001; seq++) {
      rig.replays(seq, "messageFromPeer", "'peerId':'bob','text':'x','serverReceivedTs':1");
      if (seq <= 1000) {
        assertThat(rig.gets("ack").get("seq").getAsInt()).isEqualTo(seq);
      }
    }
    rig.getsNothing();
    rig.appIsStuck(false);
    rig.after(200);

    assertThat(rig.gets("ack").get("seq").getAsInt()).isEqualTo(1001);
    assertThat(rig.heard()).hasSize(1001);
  }

  @Test
  void nonsenseFromTheBridge_isIgnored() {
    ClientRig rig = ClientRig.online();
    for (String frame :
        new String[] {
          "",
          "nonsense",
          "[]",
          "null",
          "{}",
          "{\"jsonrpc\":\"2.0\"}",
          "{\"jsonrpc\":\"1.0\",\"method\":\"x\",\"params\":{}}",
          "{\"jsonrpc\":\"2.0\",\"method\":7,\"params\":{}}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":[]}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{\"seq\":-1}}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{\"seq\":1.5}}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{\"seq\":1e400}}",
          "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{}}",
          "{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}",
          "{\"jsonrpc\":\"2.0\",\"id\":99,\"error\":{\"code\":3}}",
          "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"?\"}}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":7}",
          "[".repeat(100_000),
          "x".repeat(300_000),
        }) {
      rig.saysExactly(frame);
    }
    rig.tells("remoteInvitationReceived", "'callerId':7");
    rig.tells("localInvitationAccepted", "'invitationId':'unknown'");
    rig.tells("callEnded", "'invitationId':'unknown'");
    rig.tells("somethingNew", "");

    assertThat(rig.heard()).isEmpty();
    rig.tells("messageFromPeer", "'peerId':'bob','text':'still here','serverReceivedTs':1");
    assertThat(rig.heard()).containsExactly("message from bob 'still here'");
  }

  @Test
  void gap_isClosedByAResume() {
    ClientRig rig = ClientRig.online();
    rig.tells("messageFromPeer", "'peerId':'bob','text':'1','serverReceivedTs':1");
    rig.replays(3, "messageFromPeer", "'peerId':'bob','text':'3','serverReceivedTs':1");
    rig.after(250);
    rig.connects();
    assertThat(rig.resumes("session-1").getAsJsonObject("resume").get("lastSeq").getAsInt())
        .isEqualTo(1);
    rig.replays(3, "messageFromPeer", "'peerId':'bob','text':'3','serverReceivedTs':1");

    assertThat(rig.heard()).containsExactly("message from bob '1'", "message from bob '3'");
  }

  @Test
  void stoppedBridge_isLeftAloneForAWhile() {
    ClientRig rig = ClientRig.online();
    int opened = rig.socketCount();
    rig.closes(1012, "the server stops");
    rig.after(999);
    assertThat(rig.socketCount()).isEqualTo(opened);
    rig.after(1);
    assertThat(rig.socketCount()).isEqualTo(opened + 1);
  }

  @Test
  void bridgeWithoutOurSession_failsTheInvitation() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    calls.sendLocalInvitation(calls.createLocalInvitation("bob"), rig.recorder().result("send"));
    rig.denies("invite", 102);

    assertThat(rig.heard()).containsExactly("send error 102", "failure 4 state 6");
  }

  @Test
  void tooManyRequestsWithoutAnswer_areRefused() {
    ClientRig rig = ClientRig.online();
    rig.losesConnection();
    for (int i = 0; i < 256; i++) {
      rig.client().renewToken("t", null);
    }
    rig.client().renewToken("t", rig.recorder().result("renew"));

    assertThat(rig.heard()).containsExactly("renew error 4");
  }

  private static LocalInvitation sent(ClientRig rig) {
    RtmCallManager calls = rig.client().getRtmCallManager();
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    calls.sendLocalInvitation(invitation, null);
    rig.grants("invite");
    return invitation;
  }
}
