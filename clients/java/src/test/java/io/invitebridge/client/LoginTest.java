package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.invitebridge.client.testing.ClientRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login, logout, abort and tokens, as the app and the bridge see them. */
class LoginTest {
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

  private static LocalInvitation sent(ClientRig rig) {
    RtmCallManager calls = rig.client().getRtmCallManager();
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    calls.sendLocalInvitation(invitation, null);
    rig.grants("invite");
    return invitation;
  }
}
