package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.invitebridge.client.testing.ClientRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login, logout, loss, resume and abort, as the app and the bridge see them. */
class ConnectionTest {
  @Test
  void login_saysWhoAndConnects() {
    ClientRig rig = new ClientRig();

    rig.client().login("secret", "alice", rig.recorder().result("login"));
    assertThat(rig.heard()).containsExactly("connection 2 because 1");
    assertThat(rig.socket().url()).isEqualTo("ws://bridge.example/rtm");
    rig.connects();
    JsonObject params = rig.acceptsLogin("s");

    assertThat(params.get("appId").getAsString()).isEqualTo(ClientRig.APP);
    assertThat(params.get("userId").getAsString()).isEqualTo("alice");
    assertThat(params.get("token").getAsString()).isEqualTo("secret");
    assertThat(params.has("resume")).isFalse();
    assertThat(rig.heard()).containsExactly("connection 3 because 2", "login ok");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void login_withoutToken_isLeftToTheBridge(boolean isNull) {
    ClientRig rig = new ClientRig();

    rig.client().login(isNull ? null : "", "alice", rig.recorder().result("login"));
    rig.connects();

    assertThat(rig.acceptsLogin("s").get("token").getAsString()).isEmpty();
    assertThat(rig.heard()).contains("login ok");
  }

  @Test
  void login_refused_disconnects_andMayBeTriedAgain() {
    ClientRig rig = new ClientRig();
    rig.client().login("bad", "alice", rig.recorder().result("login"));
    rig.connects();
    rig.denies("login", 5);

    assertThat(rig.heard())
        .containsExactly("connection 2 because 1", "connection 1 because 3", "login error 5");
    assertThat(rig.socket().isClosed()).isTrue();
    rig.client().login("good", "alice", rig.recorder().result("login"));
    rig.connects();
    rig.acceptsLogin("s");
    assertThat(rig.heard()).endsWith("connection 3 because 2", "login ok");
  }

  @Test
  void login_triesForTenSeconds() {
    ClientRig rig = new ClientRig();
    rig.client().login(null, "alice", rig.recorder().result("login"));
    rig.losesConnection();
    rig.after(1_000);
    assertThat(rig.socketCount()).isEqualTo(2);
    rig.after(8_999);
    assertThat(rig.heard()).containsExactly("connection 2 because 1");
    rig.after(1);

    assertThat(rig.heard()).containsExactly("connection 1 because 4", "login error 9");
    int attempts = rig.socketCount();
    rig.after(60_000);
    assertThat(rig.socketCount()).isEqualTo(attempts);
  }

  @Test
  void login_withUnusableArguments_changesNothing() {
    ClientRig rig = new ClientRig();
    rig.client().login(null, null, rig.recorder().result("null"));
    rig.client().login(null, "", rig.recorder().result("empty"));
    rig.client().login(null, "null", rig.recorder().result("word"));
    rig.client().login(null, "a'b", rig.recorder().result("sign"));
    rig.client().login(null, "x".repeat(65), rig.recorder().result("long"));
    ClientRig nowhere = new ClientRig(null);
    nowhere.client().login(null, "alice", nowhere.recorder().result("nowhere"));

    assertThat(rig.heard())
        .containsExactly(
            "null error 3", "empty error 3", "word error 3", "sign error 3", "long error 3");
    assertThat(rig.socketCount()).isZero();
    assertThat(nowhere.heard()).containsExactly("nowhere error 3");
  }

  @Test
  void login_whileLoggedInOrLoggingIn_isAlreadyLogin() {
    ClientRig rig = new ClientRig();
    rig.client().login(null, "alice", null);
    rig.client().login(null, "alice", rig.recorder().result("second"));
    assertThat(rig.heard()).containsExactly("connection 2 because 1", "second error 8");
    rig.connects();
    rig.acceptsLogin("s");
    rig.client().login(null, "alice", rig.recorder().result("third"));

    assertThat(rig.heard()).containsExactly("connection 3 because 2", "third error 8");
  }

  @Test
  void logout_beforeLogin_isHarmless() {
    ClientRig rig = new ClientRig();
    rig.client().logout(null);
    rig.client().logout(rig.recorder().result("logout"));

    assertThat(rig.heard()).containsExactly("logout error 102");
    rig.client().login(null, "alice", rig.recorder().result("login"));
    rig.connects();
    rig.acceptsLogin("s");
    assertThat(rig.heard()).contains("login ok");
  }

  @Test
  void logout_endsEverything_andLoginStartsAfresh() {
    ClientRig rig = ClientRig.online();
    LocalInvitation local = sent(rig);
    rig.tells("remoteInvitationReceived", "'invitationId':'a','callerId':'bob','content':''");
    rig.heard();

    rig.client().logout(rig.recorder().result("logout"));

    assertThat(rig.heard())
        .containsExactly(
            "failure 4 state 6", "remote failure 3 state 6", "connection 1 because 6", "logout ok");
    assertThat(local.getEndReason()).isEqualTo("logged-out");
    rig.gets("logout");
    assertThat(rig.socket().isClosed()).isTrue();
    rig.client().login(null, "alice", null);
    rig.connects();
    assertThat(rig.acceptsLogin("s2").has("resume")).isFalse();
  }

  @Test
  void logout_duringLogin_endsTheLogin() {
    ClientRig rig = new ClientRig();
    rig.client().login(null, "alice", rig.recorder().result("login"));
    rig.client().logout(rig.recorder().result("logout"));

    assertThat(rig.heard())
        .containsExactly(
            "connection 2 because 1", "login error 2", "connection 1 because 6", "logout ok");
  }

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
  void failedResume_endsOpenInvitations_andCalls() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    sent(rig);
    rig.tells("remoteInvitationReceived", "'invitationId':'a','callerId':'bob','content':''");
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
  void attempts_pauseLongerAndLonger() {
    ClientRig rig = ClientRig.online();
    int opened = rig.socketCount();
    for (long pause : new long[] {250, 500, 1_000, 2_000, 4_000, 7_500, 7_500}) {
      rig.losesConnection();
      rig.after(pause - 1);
      assertThat(rig.socketCount()).isEqualTo(opened);
      rig.after(1);
      assertThat(rig.socketCount()).isEqualTo(++opened);
    }
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

  @ParameterizedTest
  @CsvSource({"REMOTE_LOGIN,8", "BANNED_BY_SERVER,7", "SOMETHING_NEW,8"})
  void aborted_staysAborted_untilLogout(String name, int reason) {
    ClientRig rig = ClientRig.online();
    sent(rig);
    rig.says("{'jsonrpc':'2.0','method':'aborted','params':{'reason':'" + name + "'}}");
    rig.closes(4001, "logged in elsewhere");

    assertThat(rig.heard()).containsExactly("failure 4 state 6", "connection 5 because " + reason);
    int opened = rig.socketCount();
    rig.after(60_000);
    assertThat(rig.socketCount()).isEqualTo(opened);
    rig.client().login(null, "alice", rig.recorder().result("login"));
    rig.client().logout(rig.recorder().result("logout"));
    rig.client().login(null, "alice", null);
    assertThat(rig.heard())
        .containsExactly(
            "login error 8", "connection 1 because 6", "logout ok", "connection 2 because 1");
  }

  @Test
  void closeCodeOfAnAbort_isEnough() {
    ClientRig rig = ClientRig.online();
    rig.closes(4001, "logged in elsewhere");

    assertThat(rig.heard()).containsExactly("connection 5 because 8");
  }

  @Test
  void expiredToken_isTold_andAborts() {
    ClientRig rig = ClientRig.online();
    rig.losesConnection();
    rig.after(250);
    rig.connects();
    rig.denies("login", 6);

    assertThat(rig.heard()).containsExactly("token expired", "connection 5 because 9");
  }

  @Test
  void renewedToken_isUsedForTheNextConnection() {
    ClientRig rig = ClientRig.online();
    rig.client().renewToken("fresh", rig.recorder().result("renew"));
    assertThat(rig.grants("renewToken").get("token").getAsString()).isEqualTo("fresh");
    rig.client().renewToken("bad", rig.recorder().result("renew"));
    rig.denies("renewToken", 6);
    rig.client().renewToken("", rig.recorder().result("empty"));
    assertThat(rig.heard()).containsExactly("renew ok", "renew error 6", "empty error 2");
    rig.losesConnection();
    rig.after(250);
    rig.connects();

    assertThat(rig.resumes("session-1").get("token").getAsString()).isEqualTo("fresh");
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
