package io.invitebridge.app.routing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.invitebridge.app.wakeup.Signature;
import io.invitebridge.config.routing.BackendAnswer;
import io.invitebridge.config.routing.RouteBackend;
import io.invitebridge.config.rule.Ask;
import io.invitebridge.core.model.InvalidValueException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backends that routes ask, by POST with the JDK's client. Any thread; never blocks. */
public final class RouteWebhooks implements RouteBackend, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RouteWebhooks.class);

  private static final ObjectReader JSON =
      new ObjectMapper()
          .reader()
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final List<String> COUNTED =
      List.of(
          "answered",
          "passed",
          "cached",
          "timeout",
          "unreachable",
          "status",
          "bad_answer",
          "too_many",
          "left_alone");

  private static final int THREADS = 4;
  private static final int LARGEST_ANSWER = 64 * 1024;
  private static final int MOST_CACHED = 10_000;

  private final MeterRegistry registry;
  private final Clock clock;
  private final ThreadPoolExecutor threads;
  private final HttpClient client;
  private final Map<Ask, Backend> backends = new ConcurrentHashMap<>();

  /** Of one configuration: a request that outlives it keeps its answer in the cache of then. */
  private volatile Cache<Asked, BackendAnswer> known = cache();

  /** A question to a backend, without what is of one call alone. */
  private record Asked(Ask ask, String question) {}

  /** What is kept about one backend. */
  private record Backend(Signature signature, AtomicInteger underWay, Breaker breaker) {}

  /**
   * @param clock what other machines go by
   */
  public RouteWebhooks(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    COUNTED.forEach(this::counter);
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "route-http");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    this.client = HttpClient.newBuilder().followRedirects(Redirect.NEVER).executor(threads).build();
  }

  @Override
  public void ask(
      Ask ask,
      ObjectNode question,
      Function<JsonNode, BackendAnswer> read,
      Consumer<Optional<BackendAnswer>> answer) {
    Cache<Asked, BackendAnswer> cache = known;
    Asked asked = new Asked(ask, question.deepCopy().without("invitationId").toString());
    Optional<BackendAnswer> cached = Optional.ofNullable(cache.getIfPresent(asked));
    if (cached.isPresent()) {
      count("cached");
      answer.accept(cached);
      return;
    }
    Backend backend = backends.computeIfAbsent(ask, this::backend);
    if (backend.underWay().incrementAndGet() > ask.atOnce()) {
      backend.underWay().decrementAndGet();
      count("too_many");
      answer.accept(Optional.empty());
    } else if (!backend.breaker().lets()) {
      backend.underWay().decrementAndGet();
      count("left_alone");
      answer.accept(Optional.empty());
    } else {
      send(ask, backend, question)
          .whenComplete(
              (response, failure) -> {
                backend.underWay().decrementAndGet();
                answer.accept(take(asked, cache, backend, read, response, failure));
              });
    }
  }

  /** Answers are of the configuration that they were checked against. */
  public void forget() {
    known = cache();
    backends.clear();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Cache<Asked, BackendAnswer> cache() {
    return Caffeine.newBuilder()
        .maximumSize(MOST_CACHED)
        .executor(Runnable::run)
        .expireAfter(Expiry.creating((Asked key, BackendAnswer answer) -> answer.life()))
        .build();
  }

  private Backend backend(Ask ask) {
    return new Backend(
        new Signature(ask.secret().value()), new AtomicInteger(), new Breaker(clock));
  }

  private CompletableFuture<HttpResponse<byte[]>> send(
      Ask ask, Backend backend, ObjectNode question) {
    question.put("sentAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    String body = question.toString();
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    boolean tls = "https".equalsIgnoreCase(ask.url().getScheme());
    HttpRequest request =
        HttpRequest.newBuilder(ask.url())
            .version(tls ? Version.HTTP_2 : Version.HTTP_1_1)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("Accept", "application/json")
            .header("User-Agent", "invitation-bridge")
            .header("X-Bridge-Timestamp", timestamp)
            .header("X-Bridge-Signature", backend.signature().of(timestamp, body))
            .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    try {
      CompletableFuture<HttpResponse<byte[]>> exchange =
          client.sendAsync(request, info -> new LimitedBody(LARGEST_ANSWER));
      CompletableFuture<HttpResponse<byte[]>> limited = exchange.copy();
      limited.whenComplete((response, failure) -> exchange.cancel(true));
      // The request's own timeout ends with the headers; a body may drip for ever.
      return limited.orTimeout(ask.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      return CompletableFuture.failedFuture(stopped);
    }
  }

  private Optional<BackendAnswer> take(
      Asked asked,
      Cache<Asked, BackendAnswer> cache,
      Backend backend,
      Function<JsonNode, BackendAnswer> read,
      @Nullable HttpResponse<byte[]> response,
      @Nullable Throwable failure) {
    if (response == null) {
      return failed(asked, backend, isTimeout(failure) ? "timeout" : "unreachable", words(failure));
    }
    if (response.statusCode() != 200) {
      return failed(asked, backend, "status", "it answered " + response.statusCode());
    }
    try {
      BackendAnswer answer = read.apply(JSON.readTree(response.body()));
      backend.breaker().good();
      if (answer.life().compareTo(Duration.ZERO) > 0) {
        cache.put(asked, answer);
      }
      count(answer.action().isPresent() ? "answered" : "passed");
      return Optional.of(answer);
    } catch (InvalidValueException e) {
      return failed(asked, backend, "bad_answer", String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      return failed(asked, backend, "bad_answer", "it is not JSON");
    }
  }

  /** Never with the URL or the answer: they may hold what is private. */
  private Optional<BackendAnswer> failed(Asked asked, Backend backend, String what, String why) {
    count(what);
    boolean isLeftAlone = backend.breaker().bad();
    log.warn(
        "The backend at {} did not say where a call goes: {}.{}",
        asked.ask().url().getHost(),
        why,
        isLeftAlone ? " It is left alone for a while." : "");
    return Optional.empty();
  }

  private void count(String what) {
    counter(what).increment();
  }

  private Counter counter(String what) {
    return Counter.builder("bridge.route.asks")
        .description("What came of asking backends for routes")
        .tag("what", what)
        .register(registry);
  }

  private static boolean isTimeout(@Nullable Throwable failure) {
    return cause(failure) instanceof TimeoutException;
  }

  private static String words(@Nullable Throwable failure) {
    return isTimeout(failure) ? "no answer in time" : "no answer (" + cause(failure) + ")";
  }

  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
