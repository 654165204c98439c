package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.RtmLimits;
import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.testing.RtmPeer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login, logout, drain and the limits of a session. */
class SessionTest {
  private final Stage stage = new Stage();

  // ------------------------------------------------------------------ login and logout

  @Test
  void login_tellsTheTermsOfTheSession() {
    RtmPeer alice = stage.online("alice");
    var result = alice.loginResult().orElseThrow();
    assertThat(result.path("resumed").asBoolean()).isFalse();
    assertThat(result.path("sessionId").asText()).hasSize(32);
    assertThat(result.path("presenceSeconds").asInt()).isEqualTo(30);
    assertThat(result.path("pingSeconds").asInt()).isEqualTo(5);
    assertThat(result.path("serverTime").asLong()).isEqualTo(stage.time.now().toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "unknown, alice, '', LOGIN_ERR_INVALID_APP_ID",
    "970CA35de60c44645bbae8a215061b33, '', '', LOGIN_ERR_INVALID_ARGUMENT",
    "970CA35de60c44645bbae8a215061b33, null, '', LOGIN_ERR_INVALID_ARGUMENT",
    "970CA35de60c44645bbae8a215061b33, a*b, '', LOGIN_ERR_INVALID_ARGUMENT",
    "'', alice, '', LOGIN_ERR_INVALID_ARGUMENT",
    "guarded, alice, '', LOGIN_ERR_INVALID_TOKEN",
    "guarded, alice, wrong, LOGIN_ERR_INVALID_TOKEN",
    "guarded, alice, old, LOGIN_ERR_TOKEN_EXPIRED",
    "guarded, alice, rtc, LOGIN_ERR_NOT_AUTHORIZED",
  })
  void login_isRefused(String app, String user, String token, String error) {
    RtmPeer peer = stage.peer("x").connect();
    long login = peer.call("login", Map.of("appId", app, "userId", user, "token", token));
    stage.time.settle();
    assertThat(peer.error(login)).contains(error);
    assertThat(peer.closedWith()).isEmpty();
    assertThat(stage.adapter.sessions()).isZero();
  }

  @Test
  void login_canBeRepeatedOnTheSameConnectionAfterARefusal() {
    RtmPeer peer = stage.peer("alice").connect();
    peer.call("login", Map.of("appId", "unknown", "userId", "alice"));
    stage.time.settle();
    long second = peer.call("login", Map.of("appId", Stage.APP.value(), "userId", "alice"));
    long third = peer.call("login", Map.of("appId", Stage.APP.value(), "userId", "bob"));
    stage.time.settle();
    assertThat(peer.result(second)).isPresent();
    assertThat(peer.error(third)).contains("LOGIN_ERR_ALREADY_LOGIN");
  }

  @Test
  void refusedLogins_areLimited() {
    RtmPeer peer = stage.peer("alice").connect();
    for (int i = 0; i < 6; i++) {
      peer.call("login", Map.of("appId", "unknown", "userId", "alice"));
    }
    stage.time.settle();
    assertThat(peer.closedWith()).contains(CloseCode.PROTOCOL);
  }

  @Test
  void logins_areLimitedForEachUser() {
    stage.online("alice");
    stage.online("alice");
    RtmPeer third = stage.online("alice");
    assertThat(third.loginError()).contains("LOGIN_ERR_TOO_OFTEN");
    assertThat(stage.online("bob").loginResult()).isPresent();
    stage.seconds(2);
    assertThat(stage.online("alice").loginResult()).isPresent();
  }

  @Test
  void noLoginInTime_isClosed() {
    RtmPeer peer = stage.peer("alice").connect();
    stage.seconds(9);
    assertThat(peer.closedWith()).isEmpty();
    stage.seconds(2);
    assertThat(peer.closedWith()).contains(CloseCode.LOGIN_TIMEOUT);
    assertThat(stage.adapter.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logout",
        "renewToken",
        "invite",
        "cancel",
        "accept",
        "refuse",
        "end",
        "message",
        "queryPeersOnlineStatus",
        "subscribePeersOnlineStatus",
        "unsubscribePeersOnlineStatus"
      })
  void callBeforeLogin_isRefusedAndClosed(String method) {
    RtmPeer peer = stage.peer("alice").connect();
    long call =
        peer.call(
            method,
            Map.of(
                "token",
                "",
                "invitationId",
                "i1",
                "calleeId",
                "bob",
                "peerId",
                "bob",
                "text",
                "x",
                "peerIds",
                List.of("bob")));
    stage.time.settle();
    assertThat(peer.error(call).orElseThrow()).endsWith("_ERR_USER_NOT_LOGGED_IN");
    assertThat(peer.closedWith()).contains(CloseCode.PROTOCOL);
  }

  @Test
  void callsSentTogetherWithTheLogin_areServedAfterIt() {
    RtmPeer alice = stage.peer("alice").login();
    long ping = alice.call("ping", Map.of());
    long query = alice.call("queryPeersOnlineStatus", Map.of("peerIds", List.of("alice")));
    stage.time.settle();
    assertThat(alice.result(ping)).isPresent();
    assertThat(alice.result(query).orElseThrow().at("/status/alice").asText()).isEqualTo("ONLINE");
  }

  @Test
  void logout_endsSessionAndOpenInvitations() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    alice.invite("i1", "bob");
    stage.time.settle();
    long logout = alice.logout();
    stage.time.settle();
    assertThat(alice.result(logout)).isPresent();
    assertThat(alice.closedWith()).contains(CloseCode.LOGOUT);
    assertThat(bob.last("remoteInvitationCanceled").text("reason")).isEqualTo("connection-lost");
    assertThat(stage.adapter.openLegs()).isZero();
  }

  @Test
  void drain_letsSessionsGoOnButNobodyIn() {
    RtmPeer alice = stage.online("alice");
    stage.adapter.drain();
    alice.drop();
    stage.time.settle();
    alice.resume();
    stage.time.settle();
    assertThat(alice.loginResult().orElseThrow().path("resumed").asBoolean()).isTrue();
    assertThat(stage.online("bob").loginError()).contains("LOGIN_ERR_REJECTED");
  }

  @Test
  void stop_tellsEveryClient() {
    RtmPeer alice = stage.online("alice");
    stage.adapter.close();
    stage.time.settle();
    assertThat(alice.closedWith()).contains(CloseCode.SERVER_STOPS);
  }

  // ------------------------------------------------------------------ limits

  @Test
  void clientThatDoesNotAcknowledge_isDroppedWhenItsBufferIsFull() {
    Stage small = stageWithRoomForFourNotices();
    RtmPeer alice = small.online("alice").acknowledges(false);
    RtmPeer bob = small.online("bob");
    alice.invite("open", "bob");
    small.time.settle();
    for (int i = 0; i < 4; i++) {
      alice.invite("i" + i, "nobody");
      alice.cancel("i" + i);
      small.time.settle();
    }
    assertThat(alice.closedWith()).contains(CloseCode.TOO_SLOW);
    assertThat(alice.methods())
        .startsWith("localInvitationReceivedByPeer")
        .hasSize(4)
        .contains("localInvitationCanceled");
    assertThat(small.adapter.sessions()).isEqualTo(1);
    assertThat(bob.got("remoteInvitationCanceled")).isTrue();
    assertThat(small.adapter.openLegs()).isZero();
    assertThat(small.adapter.counters().tooSlow()).isEqualTo(1);
  }

  @Test
  void invitationsOfOthers_cannotDrownAUser() {
    Stage small = stageWithRoomForFourNotices();
    RtmPeer alice = small.online("alice");
    RtmPeer bob = small.online("bob").acknowledges(false);
    for (int i = 0; i < 5; i++) {
      alice.invite("i" + i, "bob");
      small.time.settle();
    }
    assertThat(bob.methods()).hasSize(3);
    assertThat(bob.closedWith()).isEmpty();
    assertThat(alice.notes().stream().map(note -> note.text("invitationId")))
        .containsExactly("i3", "i4");
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(2);
  }

  @Test
  void beingCalled_doesNotKeepAUserFromCalling() {
    RtmPeer alice = stage.online("alice");
    RtmPeer bob = stage.online("bob");
    for (int i = 0; i < 100; i++) {
      alice.invite("i" + i, "bob");
    }
    stage.time.settle();
    long call = bob.invite("b1", "carol");
    stage.time.settle();
    assertThat(bob.result(call)).isPresent();
  }

  @Test
  void peerMessages_cannotDrownInvitations() {
    Stage small = stageWithRoomForFourNotices();
    RtmPeer alice = small.online("alice");
    RtmPeer bob = small.online("bob").acknowledges(false);
    long last = 0;
    for (int i = 0; i < 10; i++) {
      last = alice.message("bob", "m" + i);
    }
    alice.invite("i1", "bob");
    small.time.settle();
    assertThat(alice.result(last).orElseThrow().path("hasPeerReceived").asBoolean()).isFalse();
    assertThat(bob.closedWith()).isEmpty();
    assertThat(bob.got("remoteInvitationReceived")).isTrue();
  }

  @Test
  void messagesAndInvites_areLimitedByRate() {
    RtmPeer alice = stage.online("alice");
    long within = 0;
    for (int i = 0; i < 180; i++) {
      within = alice.message("bob", "x");
    }
    long invitation = alice.invite("i1", "bob");
    long message = alice.message("bob", "x");
    stage.time.settle();
    assertThat(alice.error(within)).isEmpty();
    assertThat(alice.error(invitation)).contains("INVITATION_API_CALL_ERR_TOO_OFTEN");
    assertThat(alice.error(message)).contains("PEER_MESSAGE_ERR_TOO_OFTEN");
    stage.seconds(3);
    long later = alice.invite("i2", "bob");
    stage.time.settle();
    assertThat(alice.error(later)).isEmpty();
  }

  @Test
  void answers_haveAWiderRateOfTheirOwn() {
    RtmPeer alice = stage.online("alice");
    long within = 0;
    for (int i = 0; i < 1_500; i++) {
      within = alice.cancel("i1");
      stage.time.settle();
    }
    long beyond = alice.cancel("i1");
    stage.time.settle();
    assertThat(alice.error(within)).contains("INVITATION_API_CALL_ERR_NOT_STARTED");
    assertThat(alice.error(beyond)).contains("INVITATION_API_CALL_ERR_TOO_OFTEN");
  }

  @Test
  void acknowledgementOfWhatWasNeverSent_isAStrike() {
    RtmPeer alice = stage.online("alice");
    for (int i = 0; i < 6; i++) {
      alice.acknowledge(99);
    }
    stage.time.settle();
    assertThat(alice.closedWith()).contains(CloseCode.PROTOCOL);
  }

  @Test
  void malformedFrames_areAnsweredAndLimited() {
    RtmPeer alice = stage.online("alice");
    for (int i = 0; i < 5; i++) {
      alice.send("{nonsense");
    }
    stage.time.settle();
    assertThat(alice.strayErrors()).hasSize(5);
    assertThat(alice.closedWith()).isEmpty();
    alice.send("[]");
    assertThat(alice.closedWith()).contains(CloseCode.PROTOCOL);
    assertThat(stage.adapter.isOnline(alice.address())).isTrue();
  }

  private static Stage stageWithRoomForFourNotices() {
    return new Stage(Stage.settings().withLimits(RtmLimits.DEFAULT.withNotices(4, 64 * 1024)));
  }
}
