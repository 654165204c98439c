package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.PhoneCall;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;
import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.sip.SipAdapter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A party that dies in the middle leaves nobody waiting and nothing behind. */
@Tag("loopback")
class ClientDeathTest {
  private static final Duration LONGEST = Duration.ofSeconds(8);

  @Test
  void a_callee_who_dies_while_ringing_gives_the_phone_its_final_word() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY);
        SipPhone phone = new SipPhone(config.sip(), (isSent, name) -> {})) {
      WebSocket alice = new BareClient().logIn(config, "alice");
      PhoneCall call = phone.dial("alice");
      call.hears("180");

      alice.abort();

      call.hears("480");
      assertNothingIsOpen(server);
    }
  }

  @Test
  void a_caller_who_dies_while_it_rings_gives_the_callee_its_final_word() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY);
        ScriptedUser bob = new ScriptedUser(config.rtmUrl(), "trial", "bob")) {
      bob.login();
      WebSocket alice = new BareClient().logIn(config, "alice");
      alice
          .sendText(
              "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"invite\",\"params\":"
                  + "{\"invitationId\":\"i1\",\"calleeId\":\"bob\"}}",
              true)
          .get(5, TimeUnit.SECONDS);
      bob.hears(Kind.REMOTE_RECEIVED);

      alice.abort();

      await().atMost(LONGEST).until(() -> !bob.leftovers().isEmpty());
      assertNothingIsOpen(server);
    }
  }

  private static void assertNothingIsOpen(BridgeServer server) {
    await()
        .atMost(LONGEST)
        .untilAsserted(
            () -> {
              assertThat(server.runtime().figures().open()).isZero();
              assertThat(server.sip().map(SipAdapter::liveLegs)).contains(0);
              assertThat(server.rtm().map(RtmAdapter::openLegs)).contains(0);
            });
  }

  /** A client that acknowledges what it gets and can be torn off, as kill -9 would. */
  private static final class BareClient implements WebSocket.Listener {
    private static final String ACK =
        "{\"jsonrpc\":\"2.0\",\"method\":\"ack\",\"params\":{\"seq\":%s}}";

    private final CompletableFuture<Boolean> isLoggedIn = new CompletableFuture<>();

    WebSocket logIn(TestConfig config, String name) throws Exception {
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .subprotocols("rtm-invite.v1")
              .buildAsync(URI.create(config.rtmUrl()), this)
              .get(5, TimeUnit.SECONDS);
      socket
          .sendText(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"login\",\"params\":"
                  + "{\"appId\":\"trial\",\"userId\":\""
                  + name
                  + "\"}}",
              true)
          .get(5, TimeUnit.SECONDS);
      assertThat(isLoggedIn.get(5, TimeUnit.SECONDS)).isTrue();
      return socket;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      String text = data.toString();
      if (text.contains("\"sessionId\"")) {
        isLoggedIn.complete(true);
      }
      int seq = text.indexOf("\"seq\":");
      socket.request(1);
      return seq < 0
          ? CompletableFuture.completedFuture(null)
          : socket.sendText(ACK.formatted(text.substring(seq + 6).split("[,}]")[0]), true);
    }
  }
}
