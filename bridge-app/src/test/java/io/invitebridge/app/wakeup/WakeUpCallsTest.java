package io.invitebridge.app.wakeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.PhoneCall;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;
import io.invitebridge.app.server.BridgeServer;
import io.invitebridge.app.server.TestConfig;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.Environment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls to an app that is not running: the backend's push starts it. */
@Tag("loopback")
class WakeUpCallsTest {
  private TestConfig ports = new TestConfig(0, 0, 0);
  private final CompletableFuture<JsonNode> push = new CompletableFuture<>();
  private Receiver backend;
  private BridgeServer server;

  @BeforeEach
  void start() throws Exception {
    ports = TestConfig.onFreePorts();
    backend = new Receiver(push::complete);
    server = BridgeServer.start(config(), TestConfig.NOBODY);
  }

  @AfterEach
  void stop() {
    server.close();
    backend.close();
  }

  @Test
  void a_phone_rings_an_app_that_the_push_has_woken() throws Exception {
    try (SipPhone phone = new SipPhone(ports.sip(), (isSent, name) -> {});
        ScriptedUser alice = user("alice")) {
      PhoneCall call = phone.dial("alice");
      JsonNode wakeUp = push.get();
      assertThat(wakeUp.get("event").asText()).isEqualTo("wake-up");
      assertThat(wakeUp.get("calleeId").asText()).isEqualTo("alice");
      assertThat(wakeUp.get("callerId").asText()).isEqualTo("1001");
      assertThat(wakeUp.get("callerName").asText()).isEqualTo("Desk 1001");
      assertThat(wakeUp.has("content")).isFalse();

      alice.login();
      alice.hears(Kind.REMOTE_RECEIVED);
      call.hears("180");
      awaitWords("wake-up", "delivered");
      alice.accepts();
      call.hears("200");
      alice.hears(Kind.REMOTE_ACCEPTED);

      awaitWords("wake-up", "delivered", "accepted");
      assertThat(metrics())
          .contains(
              "bridge_wakeup_notices_total{what=\"sent\"} 3.0",
              "bridge_wakeup_notices_total{what=\"failed\"} 0.0",
              "bridge_wakeup_open 0.0");
      call.hangsUp();
      alice.hears(Kind.CALL_ENDED);
    }
  }

  @Test
  void an_app_user_rings_an_app_that_the_push_has_woken() throws Exception {
    try (ScriptedUser bob = user("bob");
        ScriptedUser alice = user("alice")) {
      bob.login();
      bob.calls("alice");
      assertThat(push.get().get("callerId").asText()).isEqualTo("bob");
      alice.login();
      alice.hears(Kind.REMOTE_RECEIVED);
      bob.hears(Kind.LOCAL_RECEIVED_BY_PEER);
      alice.refuses("busy");
      bob.hears(Kind.LOCAL_REFUSED);
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(backend.words()).endsWith("refused"));
      assertThat(backend.events.get(backend.events.size() - 1).get("reason").asText())
          .isEqualTo("busy");
    }
  }

  @Test
  void a_caller_who_hangs_up_takes_the_push_back() throws Exception {
    try (SipPhone phone = new SipPhone(ports.sip(), (isSent, name) -> {})) {
      PhoneCall call = phone.dial("alice");
      push.get();
      call.cancels();
      call.hearsAll("200 CANCEL", "487");
      awaitWords("wake-up", "canceled");
    }
  }

  @Test
  void a_user_whose_connection_has_just_been_lost_is_woken_at_once() throws Exception {
    WebSocket lost = loggedIn("alice", Long.MAX_VALUE);
    lost.abort();
    try (SipPhone phone = new SipPhone(ports.sip(), (isSent, name) -> {});
        ScriptedUser alice = user("alice")) {
      awaitStatus("UNREACHABLE");
      PhoneCall call = phone.dial("alice");
      push.get(3, TimeUnit.SECONDS);
      alice.login();
      alice.hears(Kind.REMOTE_RECEIVED);
      call.hears("180");
      awaitWords("wake-up", "delivered");
      call.cancels();
    }
  }

  @Test
  void a_user_whose_connection_is_silent_is_woken_once_that_is_noticed() throws Exception {
    loggedIn("alice", 1); // Reads the login's answer and nothing more: pings are not answered.
    try (SipPhone phone = new SipPhone(ports.sip(), (isSent, name) -> {});
        ScriptedUser alice = user("alice")) {
      PhoneCall call = phone.dial("alice");
      push.get(10, TimeUnit.SECONDS); // Silent for more than 6 s.
      alice.login();
      alice.hears(Kind.REMOTE_RECEIVED);
      call.hears("180");
      awaitWords("wake-up", "delivered");
      call.cancels();
    }
  }

  @Test
  void an_answer_elsewhere_takes_the_push_back() throws Exception {
    try (SipPhone phone = new SipPhone(ports.sip(), (isSent, name) -> {});
        ScriptedUser carol = user("carol")) {
      carol.login();
      PhoneCall call = phone.dial("family");
      carol.hears(Kind.REMOTE_RECEIVED);
      call.hears("180");
      push.get();
      carol.accepts();
      call.hears("200");
      awaitWords("wake-up", "answered-elsewhere");
    }
  }

  /** A bare client that reads so many frames. */
  private WebSocket loggedIn(String name, long frames) throws Exception {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public void onOpen(WebSocket socket) {
            socket.request(frames);
          }

          @Override
          public @Nullable CompletionStage<?> onText(
              WebSocket socket, CharSequence text, boolean last) {
            answered.complete(null);
            return null;
          }
        };
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("rtm-invite.v1")
            .buildAsync(URI.create(ports.rtmUrl()), listener)
            .get(10, TimeUnit.SECONDS);
    String login =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"login\",\"params\":"
            + "{\"appId\":\"trial\",\"userId\":\""
            + name
            + "\"}}";
    socket.sendText(login, true).get(10, TimeUnit.SECONDS);
    answered.get(10, TimeUnit.SECONDS);
    return socket;
  }

  /** The one user who is there is reached like this. */
  private void awaitStatus(String status) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(server.rtm().orElseThrow().users().values())
                    .extracting(Enum::name)
                    .containsExactly(status));
  }

  private ScriptedUser user(String name) {
    return new ScriptedUser(ports.rtmUrl(), "trial", name);
  }

  private void awaitWords(String... words) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(backend.words()).isEqualTo(List.of(words)));
  }

  private String metrics() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + ports.admin() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private BridgeConfig config() {
    String text =
        """
        apps: [{id: trial, wake-up: {url: "%s", secret: "${SECRET}"}}]
        listen:
          sip: udp://127.0.0.1:%d
          rtm: ws://127.0.0.1:%d/rtm
          admin: http://127.0.0.1:%d
        sip: {strangers: route}
        routes:
          - name: the whole family
            when: {to: {user: family}}
            ring: [{rtm: alice}, {rtm: carol}]
            together: true
            login-window: 40s
          - name: everybody
            ring: [{rtm: "{to.user}"}]
            login-window: 40s
        """
            .formatted(backend.url(), ports.sip(), ports.rtm(), ports.admin());
    Environment environment = new Environment(name -> Optional.of(Receiver.SECRET), Path.of(""));
    LoadResult result = ConfigLoader.load(text, "test.yaml", environment);
    if (result instanceof LoadResult.Loaded loaded) {
      assertThat(loaded.advice()).isEmpty();
      return loaded.config();
    }
    throw new AssertionError(result);
  }
}
