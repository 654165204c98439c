package io.invitebridge.app.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.invitebridge.app.wakeup.Signature;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.routing.RuleDirectory;
import io.invitebridge.config.source.Environment;
import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.port.Presence;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("loopback")
@Timeout(60)
class RouteWebhooksTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RouteWebhooks backends = new RouteWebhooks(registry, Clock.systemUTC());
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final List<String> signatures = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Reply reply = exchange -> {};
  private Optional<HttpServer> server = Optional.empty();

  /** What the backend does. */
  @FunctionalInterface
  private interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    HttpServer made = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    made.setExecutor(threads);
    made.createContext(
        "/route",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          questions.add(body);
          String timestamp = exchange.getRequestHeaders().getFirst("X-Bridge-Timestamp");
          boolean genuine =
              new Signature(SECRET)
                  .of(timestamp, body)
                  .equals(exchange.getRequestHeaders().getFirst("X-Bridge-Signature"));
          signatures.add(genuine ? "genuine" : "forged");
          reply.to(exchange);
        });
    made.start();
    server = Optional.of(made);
  }

  @AfterEach
  void stop() {
    server.ifPresent(made -> made.stop(0));
    threads.shutdownNow();
    backends.close();
  }

  @Test
  void the_backend_says_whom_to_ring() throws Exception {
    says(
        "{\"ring\":[{\"together\":[{\"rtm\":\"a\"},{\"legacy\":\"b\",\"app\":\"one\"}],\"for\":20},"
            + "{\"trunk\":\"pbx\",\"user\":\"{x}$1\"},{\"trunk\":\"pbx\"}],\"channelId\":\"c-{1}\","
            + "\"content\":{\"n\":1,\"t\":\"{from.user}\"}}");

    Routed routed = (Routed) route("2000");

    assertThat(routed.plan().route()).isEqualTo("ask");
    assertThat(routed.plan().rounds().toString())
        .contains("rtm:a, legacy:b", "PT20S", "sip:{x}$1@pbx", "sip:2000@pbx");
    assertThat(routed.plan().channelId().orElseThrow()).hasToString("c-{1}");
    assertThat(routed.plan().content().value()).isEqualTo("{\"n\":1,\"t\":\"{from.user}\"}");
    assertThat(signatures).containsExactly("genuine");
    assertThat(new ObjectMapper().readTree(questions.get(0)).properties())
        .extracting(member -> member.getKey())
        .containsExactly(
            "route",
            "callerId",
            "callerNetwork",
            "callerApp",
            "calledId",
            "invitationId",
            "sentAt");
    assertThat(count("answered")).isOne();
  }

  @Test
  void the_backend_refuses_or_passes() throws Exception {
    says("{\"refuse\":\"busy\"}");
    assertThat(((Unroutable) route("1")).rejection().toString()).contains("BUSY");
    says("{\"pass\":true}");
    assertFallback(route("1"));
    assertThat(count("passed")).isOne();
  }

  static List<String> badAnswers() {
    return List.of(
        "",
        "[]",
        "{}",
        "nonsense",
        "{\"pass\":true} {}",
        "{\"pass\":true,\"pass\":true}",
        "{\"pass\":false}",
        "{\"pass\":true,\"refuse\":\"busy\"}",
        "{\"refuse\":\"rude\"}",
        "{\"refuse\":\"busy\",\"content\":{}}",
        "{\"ring\":[]}",
        "{\"ring\":{}}",
        "{\"ring\":[{}]}",
        "{\"ring\":[{\"rtm\":\"\"}]}",
        "{\"ring\":[{\"rtm\":7}]}",
        "{\"ring\":[{\"rtm\":\"a\",\"legacy\":\"a\"}]}",
        "{\"ring\":[{\"rtm\":\"a\",\"user\":\"b\"}]}",
        "{\"ring\":[{\"rtm\":\"a\",\"app\":\"none\"}]}",
        "{\"ring\":[{\"trunk\":\"none\"}]}",
        "{\"ring\":[{\"trunk\":\"pbx\",\"app\":\"one\"}]}",
        "{\"ring\":[{\"rtm\":\"a\",\"for\":0}]}",
        "{\"ring\":[{\"rtm\":\"a\",\"for\":601}]}",
        "{\"ring\":[{\"rtm\":\"a\",\"for\":1.5}]}",
        "{\"ring\":[{\"together\":[{\"rtm\":\"a\",\"for\":1}]}]}",
        "{\"ring\":[{\"together\":[]}]}",
        "{\"ring\":[{\"rtm\":\"a\"}],\"ttlSeconds\":-1}",
        "{\"ring\":[{\"rtm\":\"a\"}],\"ttlSeconds\":\"9\"}",
        "{\"ring\":[{\"rtm\":\"a\"}],\"content\":\"x\"}",
        "{\"ring\":[{\"rtm\":\"a\"}],\"channelId\":\"\"}",
        "{\"ring\":[{\"rtm\":\"a\"}],\"color\":\"red\"}");
  }

  @ParameterizedTest
  @MethodSource("badAnswers")
  void a_bad_answer_is_none_and_the_rules_that_follow_take_the_call(String bad) throws Exception {
    says(bad);
    assertFallback(route("1"));
    assertThat(count("bad_answer")).isOne();
  }

  @ParameterizedTest
  @MethodSource("badAnswers")
  void the_schema_in_the_docs_refuses_what_the_bridge_refuses(String bad) throws Exception {
    boolean isBeyondSchemas =
        bad.isEmpty() || bad.startsWith("nonsense") || bad.contains("none") || bad.contains("} {");
    boolean isTwice = bad.equals("{\"pass\":true,\"pass\":true}");
    if (!isBeyondSchemas && !isTwice) {
      assertThat(schema().validate(bad, InputFormat.JSON)).as(bad).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pass\":true}",
        "{\"pass\":true,\"ttlSeconds\":0}",
        "{\"refuse\":\"wrong-number\",\"ttlSeconds\":86400}",
        "{\"ring\":[{\"rtm\":\"a\",\"app\":\"one\",\"for\":600}]}",
        "{\"ring\":[{\"together\":[{\"rtm\":\"a\"},{\"trunk\":\"pbx\"}],\"for\":1}],\"content\":{}}"
      })
  void the_schema_in_the_docs_takes_what_the_bridge_takes(String good) throws Exception {
    assertThat(schema().validate(good, InputFormat.JSON)).isEmpty();
    says(good);
    route("1");
    assertThat(count("answered") + count("passed")).isOne();
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("../docs/route-answer.schema.json")), InputFormat.JSON);
  }

  @Test
  void a_status_a_redirect_and_a_silence_are_no_answers() throws Exception {
    reply = exchange -> answer(exchange, 500, "{\"pass\":true}");
    assertFallback(route("1"));
    reply = exchange -> answer(exchange, 302, "");
    assertFallback(route("1"));
    CountDownLatch over = new CountDownLatch(1);
    reply =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitQuietly(over);
        };
    assertFallback(route("1"));
    over.countDown();
    assertThat(count("status")).isEqualTo(2);
    assertThat(count("timeout")).isOne();
  }

  @Test
  void an_endless_answer_is_cut_off() throws Exception {
    says("[" + "1,".repeat(100_000) + "1]");
    assertFallback(route("1"));
    assertThat(count("unreachable")).isOne();
  }

  @Test
  void an_answer_lives_as_long_as_it_says_and_no_longer_than_the_configuration() throws Exception {
    says("{\"ring\":[{\"rtm\":\"a\"}],\"ttlSeconds\":60}");
    route("1");
    route("1");
    route("2");
    assertThat(questions).hasSize(2);
    assertThat(count("cached")).isOne();
    backends.forget();
    route("1");
    assertThat(questions).hasSize(3);
  }

  @Test
  void a_backend_that_fails_again_and_again_is_left_alone() throws Exception {
    reply = exchange -> answer(exchange, 503, "");
    for (int i = 0; i < 8; i++) {
      assertFallback(route("1"));
    }
    assertThat(questions).hasSize(5);
    assertThat(count("left_alone")).isEqualTo(3);
    says("{\"ring\":[{\"rtm\":\"a\"}]}");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(((Routed) route("1")).plan().route()).isEqualTo("ask"));
  }

  @Test
  void calls_beyond_the_bound_are_not_asked_about_and_none_waits_for_another() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    reply =
        exchange -> {
          awaitQuietly(over);
          answer(exchange, 200, "{\"ring\":[{\"rtm\":\"a\"}]}");
        };
    RuleDirectory directory = directory();
    CompletableFuture<InvitationEvent> first = ask(directory, "1");
    CompletableFuture<InvitationEvent> second = ask(directory, "2");
    await().until(() -> questions.size() == 2);
    assertFallback(ask(directory, "3").get(10, TimeUnit.SECONDS));
    assertThat(first.isDone() || second.isDone()).isFalse();
    assertThat(count("too_many")).isOne();
    over.countDown();
    assertThat(((Routed) first.get(10, TimeUnit.SECONDS)).plan().route()).isEqualTo("ask");
    second.get(10, TimeUnit.SECONDS);
  }

  private static void assertFallback(InvitationEvent event) {
    assertThat(((Routed) event).plan().route()).isEqualTo("otherwise");
  }

  private void says(String body) {
    reply = exchange -> answer(exchange, 200, body);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Location", "/other");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private InvitationEvent route(String callee) throws Exception {
    return ask(directory(), callee).get(20, TimeUnit.SECONDS);
  }

  private CompletableFuture<InvitationEvent> ask(RuleDirectory directory, String callee) {
    CompletableFuture<InvitationEvent> answer = new CompletableFuture<>();
    directory.route(
        new InvitationId("n1-" + calls.incrementAndGet()),
        new Invited(
            AppUser.rtm(new AppId("one"), new UserId("alice")),
            Optional.empty(),
            new CalleeName(callee),
            Optional.empty(),
            Content.EMPTY,
            Invited.INITIAL_HOPS,
            CallerLimits.NONE),
        answer::complete);
    return answer;
  }

  private RuleDirectory directory() {
    return new RuleDirectory(config(), Clock.systemUTC(), Presence.NOBODY, backends);
  }

  private BridgeConfig config() {
    String text =
        """
        apps: [{id: one}]
        listen: {sip: "udp://127.0.0.1:5060", rtm: "ws://127.0.0.1:8080/", legacy: "ws://127.0.0.1:8002/"}
        trunks: {pbx: {uri: "sip:192.0.2.1"}}
        routes:
          - name: ask
            ask: {url: "http://127.0.0.1:%d/route", secret: %s, timeout: 1s, at-once: 2}
          - name: otherwise
            ring: [{rtm: front-desk}]
        """
            .formatted(server.orElseThrow().getAddress().getPort(), SECRET);
    LoadResult result = ConfigLoader.load(text, "test.yaml", Environment.empty());
    if (result instanceof LoadResult.Loaded loaded) {
      return loaded.config();
    }
    throw new AssertionError(result);
  }

  private double count(String what) {
    return registry.counter("bridge.route.asks", "what", what).count();
  }
}
