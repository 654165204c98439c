package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.testing.VirtualTime;
import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.TokenVerifier;
import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.testing.RtmPeer;
import io.invitebridge.rtm.token.AccessTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token does at login, during the session and at its end. */
class TokenTest {
  private static final String WILL_EXPIRE = "tokenPrivilegeWillExpire";

  /** The vendor's public vectors for test_user, versions 006 and 007. */
  private static final String RTM_006 =
      "006970CA35de60c44645bbae8a215061b33IAAsR0qgiCxv0vrpRcpkz5BrbfEWCBZ6kvR6t7qG/wJIQob86ogAAAAA"
          + "EAABAAAAR/QQAAEA6AOvKDdW";

  private static final String RTM_007 =
      "007eJxTYOCdJftjyTM2zxW6Xhm/5T0j5LdcUt/xYVt48fb5Mp3PX9coMFiaGzg7GpumpJoZJJuYmJmYJiUlplokGhma"
          + "GpgZJhkbu38RYIhgYmBgZABhJiBmBPM5GUpSi0viS4tTiwBZVh6A";
  private static final String RTC_007 =
      "007eJxTYLhzZP08Lxa1Pg57+TcXb/3cZ3wi4V6kbpbOog0G2dOYk20UGCzNDZwdjU1TUs0Mkk1MzExMk5ISUy0SjQxN"
          + "DcwMk4yN3b8IMEQwMTAwMoAwBIL4CgzmKeZGxmamqUmWFsYmFqbGluapxqnGaZYpJmYGSSkpiQwMADacImo=";

  private final Stage stage = new Stage();

  // ------------------------------------------------------------------ during the session

  @Test
  void aTokenAboutToExpire_isAnnounced30SecondsBefore() {
    RtmPeer alice = guarded("alice", "100");
    stage.seconds(69);
    assertThat(alice.methods()).isEmpty();
    stage.seconds(1);
    assertThat(alice.methods()).containsExactly(WILL_EXPIRE);
    assertThat(alice.last(WILL_EXPIRE).params().path("expiresAt").asLong())
        .isEqualTo(VirtualTime.START.plusSeconds(100).toEpochMilli());
    stage.seconds(29);
    assertThat(alice.methods()).containsExactly(WILL_EXPIRE);
  }

  @Test
  void aTokenThatExpires_endsTheSession() {
    RtmPeer alice = guarded("alice", "100");
    RtmPeer bob = guarded("bob", "good");
    bob.call("subscribePeersOnlineStatus", Map.of("peerIds", List.of("alice")));
    stage.seconds(100);
    assertThat(alice.last("aborted").text("reason")).isEqualTo("TOKEN_EXPIRED");
    assertThat(alice.closedWith()).contains(CloseCode.ABORTED);
    assertThat(bob.last("peersOnlineStatusChanged").params().at("/status/alice").asText())
        .isEqualTo("OFFLINE");
    alice.resume();
    stage.time.settle();
    alice.token("good").resume();
    stage.time.settle();
    assertThat(alice.loginResult().orElseThrow().path("resumed").asBoolean()).isFalse();
  }

  @Test
  void aTokenThatExpires_endsInvitationsAndCallsLikeALostSession() {
    RtmPeer alice = guarded("alice", "100");
    RtmPeer bob = stage.online("bob");
    stage.seconds(50);
    alice.invite("i1", "bob");
    stage.time.settle();
    assertThat(bob.got("remoteInvitationReceived")).isTrue();
    stage.seconds(50);
    assertThat(bob.last("remoteInvitationCanceled").text("reason")).isEqualTo("connection-lost");
  }

  @Test
  void aTokenWithLessThan30SecondsLeft_isAnnouncedAtOnce() {
    RtmPeer alice = guarded("alice", "10");
    assertThat(alice.methods()).containsExactly(WILL_EXPIRE);
  }

  @Test
  void aRenewedToken_keepsTheSession() {
    RtmPeer alice = guarded("alice", "100");
    stage.seconds(80);
    long renewal = alice.call("renewToken", Map.of("token", "200"));
    stage.time.settle();
    assertThat(alice.result(renewal)).isPresent();
    stage.seconds(89);
    assertThat(alice.methods()).containsExactly(WILL_EXPIRE);
    stage.seconds(1);
    assertThat(alice.methods()).containsExactly(WILL_EXPIRE, WILL_EXPIRE);
    stage.seconds(30);
    assertThat(alice.last("aborted").text("reason")).isEqualTo("TOKEN_EXPIRED");
  }

  @ParameterizedTest
  @CsvSource({
    "'', RENEW_TOKEN_ERR_INVALID_ARGUMENT",
    "rtc, RENEW_TOKEN_ERR_REJECTED",
    "old, RENEW_TOKEN_ERR_TOKEN_EXPIRED",
    "wrong, RENEW_TOKEN_ERR_INVALID_TOKEN",
  })
  void aRefusedRenewal_leavesTheTokenBeforeInForce(String token, String error) {
    RtmPeer alice = guarded("alice", "100");
    stage.seconds(90);
    long renewal = alice.call("renewToken", Map.of("token", token));
    stage.time.settle();
    assertThat(alice.error(renewal)).contains(error);
    stage.seconds(9);
    assertThat(alice.closedWith()).isEmpty();
    stage.seconds(1);
    assertThat(alice.closedWith()).contains(CloseCode.ABORTED);
  }

  @Test
  void renewals_areLimited() {
    RtmPeer alice = guarded("alice", "good");
    alice.call("renewToken", Map.of("token", "good"));
    alice.call("renewToken", Map.of("token", "good"));
    long third = alice.call("renewToken", Map.of("token", "good"));
    stage.time.settle();
    assertThat(alice.error(third)).contains("RENEW_TOKEN_ERR_TOO_OFTEN");
  }

  @Test
  void anAppWithoutTokens_takesAnyRenewal() {
    RtmPeer alice = stage.online("alice");
    long renewal = alice.call("renewToken", Map.of("token", "anything"));
    stage.seconds(1_000);
    assertThat(alice.result(renewal)).isPresent();
    assertThat(alice.closedWith()).isEmpty();
  }

  @Test
  void aTokenThatExpiresWhileTheConnectionIsLost_isReplacedByTheResume() {
    RtmPeer alice = guarded("alice", "100");
    stage.seconds(95);
    alice.drop();
    stage.seconds(10);
    alice.token("300").resume();
    stage.time.settle();
    assertThat(alice.loginResult().orElseThrow().path("resumed").asBoolean()).isTrue();
    stage.seconds(190);
    assertThat(alice.closedWith()).isEmpty();
    stage.seconds(5);
    assertThat(alice.closedWith()).contains(CloseCode.ABORTED);
  }

  @Test
  void nothingIsLeftBehind() {
    guarded("alice", "100");
    stage.pass(Duration.ofMinutes(5));
    assertThat(stage.adapter.sessions()).isZero();
    assertThat(stage.adapter.remembered()).isZero();
    assertThat(stage.time.waiting()).isZero();
  }

  // ------------------------------------------------------------------ the vendor's vectors

  @ParameterizedTest
  @ValueSource(strings = {RTM_006, RTM_007})
  void login_withAVector_andWithOneCharacterChanged(String token) {
    Stage vendor = vendorStage();
    assertThat(loginError(vendor, "test_user", token)).isEmpty();
    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(loginError(vendor, "test_user", changed))
          .as("changed at %d", i)
          .isEqualTo("LOGIN_ERR_INVALID_TOKEN");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "test_user, 0, " + RTC_007 + ", LOGIN_ERR_NOT_AUTHORIZED",
    "mallory, 0, " + RTM_006 + ", LOGIN_ERR_INVALID_TOKEN",
    "mallory, 0, " + RTM_007 + ", LOGIN_ERR_INVALID_TOKEN",
    "test_user, 100, " + RTM_006 + ", LOGIN_ERR_TOKEN_EXPIRED",
    "test_user, 700, " + RTM_007 + ", LOGIN_ERR_TOKEN_EXPIRED",
  })
  void login_withAVector_isRefused(String user, long later, String token, String error) {
    Stage vendor = vendorStage();
    vendor.seconds(later);
    assertThat(loginError(vendor, user, token)).isEqualTo(error);
  }

  private RtmPeer guarded(String user, String token) {
    RtmPeer peer = new RtmPeer(stage.adapter, Stage.GUARDED, user).token(token).login();
    stage.time.settle();
    assertThat(peer.loginResult()).isPresent();
    return peer;
  }

  private static String loginError(Stage vendor, String user, String token) {
    RtmPeer peer = vendor.peer(user).token(token).login();
    vendor.time.settle();
    String error = peer.loginError().orElse("");
    peer.drop();
    return error;
  }

  /** The vectors were made in 1970; ten seconds before the first expires is the start of time. */
  private static Stage vendorStage() {
    Instant made = Instant.ofEpochSecond(1_111_111).minusSeconds(10);
    AccessTokens tokens = new AccessTokens(Map.of(Stage.APP, "5CFd2fd1755d40ecb72977518be15d3b"));
    TokenVerifier shifted =
        (user, token, now) -> {
          Duration passed = Duration.between(VirtualTime.START, now);
          TokenVerifier.Verdict verdict = tokens.verify(user, token, made.plus(passed));
          return verdict instanceof TokenVerifier.Valid valid
              ? new TokenVerifier.Valid(
                  VirtualTime.START.plus(Duration.between(made, valid.until())))
              : verdict;
        };
    RtmSettings settings =
        RtmSettings.of("127.0.0.1", 0, "/rtm", List.of(new RtmSettings.App(Stage.APP, true)));
    return new Stage(settings, shifted);
  }
}
