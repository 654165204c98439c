package io.invitebridge.app.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("loopback")
@Timeout(60)
class TextFetcherTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TextFetcher fetcher = new TextFetcher(registry);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Reply reply = exchange -> {};
  private Optional<HttpServer> server = Optional.empty();

  /** What the peer's server does. */
  @FunctionalInterface
  private interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    HttpServer made = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    made.setExecutor(threads);
    made.createContext(
        "/",
        exchange -> {
          try (exchange) {
            reply.to(exchange);
          }
        });
    made.start();
    server = Optional.of(made);
  }

  @AfterEach
  void stop() {
    fetcher.close();
    server.ifPresent(made -> made.stop(0));
    threads.shutdownNow();
  }

  @Test
  void a_text_of_the_largest_size_is_fetched() throws Exception {
    says(200, "\u00e4".repeat(4_096).getBytes(StandardCharsets.UTF_8));
    assertThat(fetch()).hasValueSatisfying(text -> assertThat(text).hasSize(4_096));
    assertThat(counted("fetched")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 302, 401, 404, 500})
  void another_status_is_no_text(int status) throws Exception {
    reply =
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
        };
    assertThat(fetch()).isEmpty();
    assertThat(counted("status")).isEqualTo(1);
  }

  @Test
  void what_is_too_large_or_no_text_is_not_taken() throws Exception {
    says(200, new byte[8_193]);
    assertThat(fetch()).isEmpty();
    assertThat(counted("failed")).isEqualTo(1);
    says(200, new byte[] {(byte) 0xc3, 0x28});
    assertThat(fetch()).isEmpty();
    assertThat(counted("not_text")).isEqualTo(1);
    says(200, new byte[0]);
    assertThat(fetch()).isEmpty();
  }

  @Test
  void a_server_that_drips_is_given_up() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    reply =
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('a');
          exchange.getResponseBody().flush();
          await(over);
        };
    long begun = System.nanoTime();
    assertThat(fetch()).isEmpty();
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isBetween(800L, 15_000L);
    over.countDown();
  }

  @Test
  void so_many_at_once_and_no_more() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    reply = exchange -> await(over);
    List<CompletableFuture<Optional<String>>> all = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      all.add(fetcher.fetch(url()));
    }
    assertThat(all.get(64)).isCompletedWithValue(Optional.empty());
    assertThat(counted("too_many")).isEqualTo(1);
    over.countDown();
    for (CompletableFuture<Optional<String>> one : all) {
      assertThat(one.get(30, TimeUnit.SECONDS)).isEmpty();
    }
    says(200, "again".getBytes(StandardCharsets.UTF_8));
    assertThat(fetch()).contains("again");
  }

  @Test
  void nobody_there_and_after_the_end() throws Exception {
    assertThat(fetcher.fetch(URI.create("http://127.0.0.1:1/x")).get(30, TimeUnit.SECONDS))
        .isEmpty();
    fetcher.close();
    assertThat(fetch()).isEmpty();
  }

  @Test
  void authorities_that_are_none_are_refused() {
    assertThatThrownBy(() -> fetcher.prepare(Optional.of("-----BEGIN CERTIFICATE-----\nx\n")))
        .isInstanceOf(IllegalArgumentException.class);
    fetcher.prepare(Optional.empty()).run();
  }

  private void says(int status, byte[] body) {
    reply =
        exchange -> {
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
        };
  }

  private Optional<String> fetch() throws Exception {
    return fetcher.fetch(url()).get(30, TimeUnit.SECONDS);
  }

  private URI url() {
    int port = server.orElseThrow().getAddress().getPort();
    return URI.create("http://127.0.0.1:" + port + "/texts/7");
  }

  private double counted(String what) {
    return registry.counter("bridge.texts.fetched", "what", what).count();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
