package io.invitebridge.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.LegacyRate;
import io.invitebridge.legacy.message.CloseCode;
import io.invitebridge.legacy.testing.LegacyPeer;
import io.invitebridge.legacy.translate.SignalingToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins and their refusals, kicks, pings, silence and bad frames. */
class SessionTest {
  private final Stage stage = new Stage();

  @AfterEach
  void quiet() {
    stage.quiet();
  }

  @Test
  void aLoginGetsANumberAndALine() {
    LegacyPeer alice = stage.online("alice");
    assertThat(alice.loginAnswer().path("result").asText()).isEqualTo("ok");
    assertThat(alice.loginAnswer().path("uid").isInt()).isTrue();
    assertThat(alice.loginAnswer().path("uid").asInt()).isPositive();
    assertThat(alice.line()).hasSize(32);
    assertThat(alice.loginAnswer().path("config_msg_set").asInt(-1)).isZero();
    assertThat(alice.loginAnswer().path("config_inst_msg_with_msgid").asInt(-1)).isZero();
    assertThat(stage.adapter.sessions()).isEqualTo(1);
    assertThat(stage.adapter.isOnline(alice.address())).isTrue();
  }

  @Test
  void anAppThatIsNotServed() {
    assertRefused(new LegacyPeer(stage.adapter, new AppId("other"), "alice"), "wrong vid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", " a", "null", "ä", "a/b"})
  void anAccountThatCannotBeServed(String account) {
    LegacyPeer peer = stage.peer("x").connect();
    peer.send(
        "[\"login\",{\"vid\":\""
            + Stage.APP
            + "\",\"account\":\""
            + account
            + "\",\"uid\":0,\"token\":\"_no_need_token\"}]");
    stage.time.settle();
    assertThat(peer.loginAnswer().path("reason").asText()).isEqualTo("wrong account");
  }

  @Test
  void tokens() {
    Instant now = stage.time.now();
    String good = token("alice", now.plusSeconds(1));
    assertThat(guarded("alice", good).isLoggedIn()).isTrue();
    assertRefused(guarded("alice", token("bob", now.plusSeconds(60))), "TokenErrorWrong");
    assertRefused(guarded("alice", token("alice", now)), "TokenErrorExpired");
    assertRefused(guarded("alice", "_no_need_token"), "TokenErrorWrong");
    assertRefused(guarded("alice", ""), "TokenErrorWrong");
    LegacyPeer lenient = new LegacyPeer(stage.adapter, Stage.LENIENT, "alice").login();
    stage.time.settle();
    assertThat(lenient.isLoggedIn()).isTrue();
    assertRefused(
        new LegacyPeer(stage.adapter, Stage.LENIENT, "alice").token("nonsense"), "TokenErrorWrong");
  }

  @Test
  void aRefusedLoginMayBeTriedAgainAFewTimesOnly() {
    LegacyPeer alice = guarded("alice", "wrong");
    String login =
        "[\"login\",{\"vid\":\"" + Stage.GUARDED + "\",\"account\":\"alice\",\"token\":\"wrong\"}]";
    for (int i = 0; i < 4; i++) {
      alice.send(login);
    }
    assertThat(alice.isOpen()).isTrue();
    alice.send(login);
    assertThat(alice.events()).endsWith("login_ret", "close");
    assertThat(alice.closedWith()).contains(CloseCode.POLICY);
    assertThat(stage.adapter.counters().loginsRefused()).isEqualTo(6);
  }

  @Test
  void aSecondLoginKicksTheFirst() {
    LegacyPeer old = stage.online("alice");
    LegacyPeer fresh = stage.online("alice");
    assertThat(old.events()).endsWith("kick", "close");
    assertThat(old.closedWith()).contains(CloseCode.POLICY);
    assertThat(fresh.isLoggedIn()).isTrue();
    assertThat(stage.adapter.sessions()).isEqualTo(1);
    assertThat(stage.adapter.counters().kicked()).isEqualTo(1);
  }

  @Test
  void anOlderTokenDoesNotPutOutTheSessionOfANewerOne() {
    Instant now = stage.time.now();
    LegacyPeer old = guarded("alice", token("alice", now.plusSeconds(3_600)));
    LegacyPeer fresh = guarded("alice", token("alice", now.plusSeconds(7_200)));
    assertThat(fresh.isLoggedIn()).isTrue();
    assertThat(old.isOpen()).isFalse();
    LegacyPeer back = guarded("alice", token("alice", now.plusSeconds(3_600)));
    assertThat(back.loginAnswer().path("result").asText()).isEqualTo("failed");
    assertThat(back.loginAnswer().path("reason").asText()).isEqualTo("kick");
    assertThat(fresh.isOpen()).isTrue();
    assertThat(guarded("alice", token("alice", now.plusSeconds(7_200))).isLoggedIn()).isTrue();
    assertThat(guarded("bob", token("bob", now.plusSeconds(60))).isLoggedIn()).isTrue();
  }

  @Test
  void anOlderTokenIsGoodAgainWhenTheNewerOneIsNoLongerUsed() {
    Instant now = stage.time.now();
    String older = token("alice", now.plusSeconds(3_600));
    String newer = token("alice", now.plusSeconds(7_200));
    LegacyPeer left = guarded("alice", newer);
    left.logout();
    stage.time.settle();
    assertThat(guarded("alice", older).isLoggedIn()).isTrue();
    guarded("alice", newer).leavePage();
    stage.time.settle();
    assertThat(guarded("alice", older).isLoggedIn()).isTrue();
    guarded("alice", newer).drop();
    stage.seconds(29);
    assertRefused(guarded("alice", older), "kick");
    stage.seconds(1);
    assertThat(guarded("alice", older).isLoggedIn()).isTrue();
  }

  @Test
  void olderTokensMayBeAccepted() {
    Stage lax = new Stage(Stage.settings().withOlderTokens(true));
    Instant expiry = lax.time.now().plusSeconds(3_600);
    for (Instant one : List.of(expiry.plusSeconds(1), expiry)) {
      LegacyPeer alice =
          new LegacyPeer(lax.adapter, Stage.GUARDED, "alice").token(token("alice", one)).login();
      lax.time.settle();
      assertThat(alice.isLoggedIn()).isTrue();
    }
    lax.quiet();
  }

  @Test
  void whoNeedsNoTokenHasNoOlderOne() {
    Instant now = stage.time.now();
    for (String token :
        List.of(token(Stage.LENIENT, "alice", now.plusSeconds(60)), "_no_need_token")) {
      LegacyPeer alice = new LegacyPeer(stage.adapter, Stage.LENIENT, "alice").token(token).login();
      stage.time.settle();
      assertThat(alice.isLoggedIn()).isTrue();
    }
  }

  @Test
  void aDrainingServerLetsNobodyIn() {
    LegacyPeer alice = stage.online("alice");
    stage.adapter.drain();
    assertRefused(stage.peer("bob"), "server stopping");
    assertThat(alice.isOpen()).isTrue();
    stage.adapter.close();
    assertThat(alice.closedWith()).contains(CloseCode.GOING_AWAY);
    assertThat(alice.events()).doesNotContain("close");
  }

  @Test
  void aDrainingServerLetsInWhoWasThereAMomentAgo() {
    LegacyPeer alice = stage.online("alice");
    alice.drop();
    stage.seconds(1);
    stage.adapter.drain();
    alice.login();
    stage.time.settle();
    assertThat(alice.isLoggedIn()).isTrue();
    alice.drop();
    stage.seconds(30);
    assertRefused(alice, "server stopping");
  }

  @Test
  void logout() {
    LegacyPeer alice = stage.online("alice");
    long logout = alice.logout();
    stage.time.settle();
    assertThat(alice.error(logout)).isEmpty();
    assertThat(stage.adapter.sessions()).isZero();
    assertThat(alice.isOpen()).isTrue();
    stage.seconds(1);
    assertThat(alice.closedWith()).contains(CloseCode.NORMAL);
  }

  @Test
  void aPongComesLaterThanItsPing() {
    LegacyPeer alice = stage.online("alice");
    alice.send("[\"ping\",7]");
    stage.pass(Duration.ofMillis(19));
    assertThat(alice.events()).doesNotContain("pong");
    stage.pass(Duration.ofMillis(1));
    assertThat(alice.events()).contains("pong");
  }

  @Test
  void aSilentClientIsDroppedAfterTwoMinutes() {
    LegacyPeer alice = stage.online("alice");
    stage.seconds(60);
    alice.send("[\"ping\",1]");
    stage.seconds(119);
    assertThat(alice.isOpen()).isTrue();
    stage.seconds(1);
    assertThat(alice.closedWith()).contains(CloseCode.POLICY);
  }

  @Test
  void aConnectionWithoutALoginIsClosed() {
    LegacyPeer nobody = stage.peer("alice").connect();
    stage.seconds(10);
    assertThat(nobody.events()).containsExactly("close");
    assertThat(nobody.closedWith()).contains(CloseCode.POLICY);
  }

  @Test
  void theOtherSocketOfAClientMayVanishWithoutAWord() {
    LegacyPeer second = stage.peer("alice").connect();
    second.drop();
    assertThat(stage.online("alice").isLoggedIn()).isTrue();
    assertThat(stage.adapter.connections()).isEqualTo(1);
  }

  @Test
  void aCallBeforeTheLoginIsRefusedAndOthersGoOn() {
    LegacyPeer bob = stage.online("bob");
    LegacyPeer alice = stage.peer("alice").connect();
    long early = alice.invite("room1", "bob", "");
    assertThat(alice.error(early)).isEqualTo("not login");
    for (int i = 0; i < 5; i++) {
      alice.poll();
    }
    assertThat(alice.closedWith()).contains(CloseCode.POLICY);
    assertThat(bob.isOpen()).isTrue();
    assertThat(bob.kinds()).isEmpty();
  }

  @Test
  void aWrongLineIsRefused() {
    LegacyPeer alice = stage.online("alice");
    long call = alice.call("user_getmsg", Map.of("ver_clear", 0, "line", "stale"));
    stage.time.settle();
    assertThat(alice.error(call)).isEqualTo("wrong line");
    assertThat(stage.adapter.counters().wrongLines()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "no_such_func,unknown func",
    "user_get_attr,wrong param",
    "voip_invite_failed,unknown func"
  })
  void functionsThatCannotBeCalled(String function, String error) {
    LegacyPeer alice = stage.online("alice");
    long call = alice.call(function, Map.of("channelName", "c", "peer", "bob", "extra", ""));
    stage.time.settle();
    assertThat(alice.error(call)).isEqualTo(error);
    assertThat(alice.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "7",
        "{}",
        "[]",
        "[\"ping\"]",
        "[1,2]",
        "[\"ping\",1,2]",
        "[\"ping\",{}]",
        "[\"call2\",1]",
        "[\"call2\",[]]",
        "[\"call2\",[\"f\",{}]]",
        "[\"login\",7]"
      })
  void aFrameWithoutSenseClosesItsConnectionAndNoOther(String frame) {
    LegacyPeer bob = stage.online("bob");
    LegacyPeer alice = stage.online("alice");
    alice.send(frame);
    stage.time.settle();
    assertThat(alice.events()).endsWith("close");
    assertThat(alice.closedWith()).contains(CloseCode.PROTOCOL);
    assertThat(bob.isOpen()).isTrue();
    assertThat(stage.adapter.counters().malformed()).isEqualTo(1);
  }

  @Test
  void deepNestingIsNoFrame() {
    LegacyPeer alice = stage.online("alice");
    alice.send("[\"ping\"," + "[".repeat(50_000) + "]".repeat(50_000) + "]");
    assertThat(alice.closedWith()).contains(CloseCode.PROTOCOL);
  }

  @Test
  void eventsOfOtherBuildsAreIgnored() {
    LegacyPeer alice = stage.online("alice");
    alice.send("[\"set_flag\",{\"binary\":1}]");
    alice.send("[\"line_login\",{\"line\":\"x\"}]");
    stage.time.settle();
    assertThat(alice.isOpen()).isTrue();
  }

  @Test
  void tooManyCallsAtOnceEndTheConnection() {
    LegacyPeer alice = stage.online("alice");
    for (int i = 0; i <= LegacyLimits.DEFAULT.maxWaitingCalls(); i++) {
      alice.poll();
    }
    assertThat(alice.closedWith()).contains(CloseCode.POLICY);
  }

  @Test
  void tooManyCallsInAWhileAreRefused() {
    LegacyPeer alice = stage.online("alice");
    LegacyRate rate = LegacyLimits.DEFAULT.calls();
    long last = 0;
    for (int i = 0; i < rate.burst(); i++) {
      last = alice.poll();
      stage.time.settle();
    }
    assertThat(alice.error(last)).isEqualTo("too often");
    stage.seconds(1);
    long later = alice.poll();
    stage.time.settle();
    assertThat(alice.error(later)).isEmpty();
  }

  private LegacyPeer guarded(String account, String token) {
    LegacyPeer peer = new LegacyPeer(stage.adapter, Stage.GUARDED, account).token(token).login();
    stage.time.settle();
    return peer;
  }

  private void assertRefused(LegacyPeer peer, String reason) {
    peer.login();
    stage.time.settle();
    assertThat(peer.loginAnswer().path("result").asText()).isEqualTo("failed");
    assertThat(peer.loginAnswer().path("reason").asText()).isEqualTo(reason);
    assertThat(peer.isOpen()).isTrue();
  }

  private static String token(String account, Instant expiry) {
    return token(Stage.GUARDED, account, expiry);
  }

  private static String token(AppId app, String account, Instant expiry) {
    return SignalingToken.make(app, new UserId(account), Stage.CERTIFICATE, expiry);
  }
}
