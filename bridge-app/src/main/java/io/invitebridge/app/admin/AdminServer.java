package io.invitebridge.app.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.invitebridge.app.admin.Gatekeeper.Verdict;
import io.invitebridge.app.admin.Operation.Access;
import io.invitebridge.app.admin.Operations.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@link Operation}s on the JDK's HTTP server, with threads of its own. Whoever may not ask
 * learns nothing but that (401, 403); then unknown paths are 404, other methods 405, and what the
 * client got wrong is 400 with a sentence.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

  /** Each slow client holds one while it sends its request. */
  private static final int MOST_THREADS = 16;

  private static final int LARGEST_BODY = 64 * 1024;
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final int BACKLOG = 50;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Operations operations;
  private final Gatekeeper gatekeeper;
  private final Audit audit = new Audit();
  private final AdminWatch watch;

  private AdminServer(
      HttpServer server, Operations operations, AdminTokens tokens, AdminWatch watch) {
    this.server = server;
    this.operations = operations;
    this.gatekeeper = new Gatekeeper(tokens);
    this.watch = watch;
    this.threads = threads();
  }

  /**
   * Listens and serves.
   *
   * @throws IOException when the address cannot be listened on
   */
  public static AdminServer start(
      InetSocketAddress address, List<Operation> operations, AdminTokens tokens, AdminWatch watch)
      throws IOException {
    ServerLimits.set();
    AdminServer admin =
        new AdminServer(
            HttpServer.create(address, BACKLOG), new Operations(operations), tokens, watch);
    admin.server.createContext("/", admin::serve);
    admin.server.setExecutor(admin.threads);
    admin.server.start();
    return admin;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** From now on these are asked for. */
  public void use(AdminTokens tokens) {
    gatekeeper.use(tokens);
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

  private Answer answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getRawPath();
    Answer answer;
    String label = "none";
    String who = "nobody";
    Access access = Access.CHANGE;
    try {
      Found found = operations.find(method, path);
      Optional<Operation> operation =
          found instanceof Found.Match match ? Optional.of(match.operation()) : Optional.empty();
      label = operation.map(Operation::path).orElse("none");
      // What does not exist is told to those only who might look at everything.
      access = operation.map(Operation::access).orElse(Access.READ);
      Verdict verdict =
          gatekeeper.judge(
              name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)), access);
      if (verdict instanceof Verdict.Admitted admitted) {
        who = admitted.who();
        answer = answer(exchange, found);
      } else {
        answer = ((Verdict.Refused) verdict).answer();
      }
    } catch (ComplaintException complaint) {
      answer = complaint.answer();
    }
    audit.write(who, exchange.getRemoteAddress(), method, path, access, answer);
    watch.answered(method, label, answer.status());
    return answer;
  }

  private Answer answer(HttpExchange exchange, Found found) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (found instanceof Found.Match match) {
      return answer(exchange, match);
    }
    if (found instanceof Found.WrongMethod wrong) {
      return Answer.error(
              405, "The path " + path + " takes no " + exchange.getRequestMethod() + ".")
          .with("Allow", wrong.allow());
    }
    return Answer.json(404, operations.listing().put("error", "There is no page " + path + "."));
  }

  private Answer answer(HttpExchange exchange, Found.Match match) throws IOException {
    Operation operation = match.operation();
    try {
      return operation
          .handler()
          .answer(
              new Request(
                  match.values(),
                  Operations.query(
                      operation, Optional.ofNullable(exchange.getRequestURI().getRawQuery())),
                  body(exchange)));
    } catch (ComplaintException complaint) {
      return complaint.answer();
    } catch (RuntimeException fault) {
      log.error(
          "{} {} of the admin listener failed. This is a fault of the bridge.",
          operation.method(),
          operation.path(),
          fault);
      return Answer.error(500, "The page " + operation.path() + " failed; the log says why.");
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
      if (bytes.length > LARGEST_BODY) {
        throw new ComplaintException(413, "A body has at most " + LARGEST_BODY + " bytes.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
