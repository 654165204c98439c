package io.invitebridge.app.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.invitebridge.app.admin.Page.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves pages on the JDK's HTTP server. Unknown paths are 404, methods besides GET and HEAD 405.
 * With a token, everything but the health pages wants it as a bearer token (RFC 6750); probes of
 * load balancers cannot send one.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

  /** Each slow client holds one while it sends its request. */
  private static final int MOST_THREADS = 16;

  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final int BACKLOG = 50;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Page> pages;
  private final Optional<byte[]> authorization;
  private final ObjectMapper json = new ObjectMapper();

  private AdminServer(HttpServer server, Map<String, Page> pages, Optional<String> token) {
    this.server = server;
    this.pages = new TreeMap<>(pages);
    this.authorization = token.map(value -> ("Bearer " + value).getBytes(StandardCharsets.UTF_8));
    this.threads = threads();
  }

  /**
   * Listens and serves.
   *
   * @param pages by their paths
   * @param token what clients must show; empty: anybody who reaches the address may read
   * @throws IOException when the address cannot be listened on
   */
  public static AdminServer start(
      InetSocketAddress address, Map<String, Page> pages, Optional<String> token)
      throws IOException {
    AdminServer admin = new AdminServer(HttpServer.create(address, BACKLOG), pages, token);
    admin.server.createContext("/", admin::serve);
    admin.server.setExecutor(admin.threads);
    admin.server.start();
    return admin;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static ExecutorService threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "admin-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Answer answer(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    if (!isAllowed(exchange, path)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      return error(401, "This needs the admin token of the configuration, as a bearer token.");
    }
    Page page = pages.get(path);
    if (page == null) {
      return error(404, "There is no page " + path + ".");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return error(405, "The page " + path + " can only be read (GET).");
    }
    try {
      return page.read();
    } catch (RuntimeException fault) {
      log.error("The admin page {} failed. This is a fault of the bridge.", path, fault);
      return error(500, "The page " + path + " failed; the log says why.");
    }
  }

  private boolean isAllowed(HttpExchange exchange, String path) {
    if (authorization.isEmpty() || path.startsWith("/health/")) {
      return true;
    }
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    return shown != null
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8), authorization.orElseThrow());
  }

  private Answer error(int status, String words) {
    try {
      Map<String, Object> body = new TreeMap<>();
      body.put("error", words);
      body.put("pages", pages.keySet());
      return Answer.json(status, json.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts can always be written as JSON.", e);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
