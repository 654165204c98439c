package io.invitebridge.app.wakeup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An app's backend on loopback, written from docs/wake-up.md and not from the bridge's code: checks
 * the signature, takes each key once, hands events on.
 */
final class Receiver implements AutoCloseable {
  static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";
  private static final Duration FRESH = Duration.ofMinutes(5);

  final List<JsonNode> events = new CopyOnWriteArrayList<>();

  /** Every request with its outcome: {@code n1-abc.1-1 200}. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final ConcurrentHashMap.KeySetView<String, Boolean> keys = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Consumer<JsonNode> then;
  private final HttpServer server;

  /**
   * @param then what the backend does with an event that it sees for the first time
   */
  Receiver(Consumer<JsonNode> then) throws IOException {
    this.then = then;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(threads);
    server.createContext("/wake-up", this::take);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/wake-up");
  }

  /** Answers these before it behaves. */
  void failsFirst(Integer... first) {
    statuses.addAll(List.of(first));
  }

  List<String> words() {
    return events.stream().map(event -> event.get("event").asText()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String key = header(exchange, "Idempotency-Key");
    int status = judge(exchange, body, key);
    requests.add(key + " " + status);
    if (status == 302) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private int judge(HttpExchange exchange, String body, String key) throws IOException {
    String timestamp = header(exchange, "X-Bridge-Timestamp");
    String signature = header(exchange, "X-Bridge-Signature");
    if (!MessageDigest.isEqual(
        signature.getBytes(UTF_8), ("v1=" + hmac(timestamp + "." + body)).getBytes(UTF_8))) {
      return 401;
    }
    Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(signed, Instant.now()).abs().compareTo(FRESH) > 0) {
      return 401;
    }
    Integer scripted = statuses.poll();
    if (scripted != null && scripted >= 300) {
      return scripted;
    }
    if (keys.add(key)) {
      JsonNode event = new ObjectMapper().readTree(body);
      events.add(event);
      then.accept(event);
    }
    return scripted == null ? 204 : scripted;
  }

  private static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }
}
