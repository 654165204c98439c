package io.invitebridge.app.wakeup;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** POST by the JDK's client: no redirects, no cookies, answers' bodies thrown away as they come. */
final class HttpTransport implements Transport {
  private static final int THREADS = 4;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final Clock wall;
  private final ThreadPoolExecutor threads;
  private final HttpClient client;

  HttpTransport(Clock wall) {
    this.wall = wall;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "wake-up-http");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    this.client =
        HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT_LIMIT)
            .executor(threads)
            .build();
  }

  @Override
  public CompletableFuture<Reply> post(Request request) {
    boolean tls = "https".equalsIgnoreCase(request.url().getScheme());
    HttpRequest.Builder post =
        HttpRequest.newBuilder(request.url())
            .version(tls ? Version.HTTP_2 : Version.HTTP_1_1)
            .POST(BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
    request.headers().forEach(post::header);
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    CompletableFuture<HttpResponse<Void>> exchange = exchange(post.build());
    reply.whenComplete(
        (done, failure) -> {
          if (reply.isCancelled()) {
            exchange.cancel(true);
          }
        });
    exchange.whenComplete(
        (response, failure) -> {
          if (failure != null) {
            reply.completeExceptionally(failure);
          } else {
            reply.complete(
                new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").flatMap(this::retryAfter)));
          }
        });
    return reply;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** After the stop the client refuses by an exception. */
  private CompletableFuture<HttpResponse<Void>> exchange(HttpRequest request) {
    try {
      return client.sendAsync(request, BodyHandlers.discarding());
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Seconds or a date; anything else counts as not given. */
  Optional<Duration> retryAfter(String value) {
    String text = value.trim();
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Duration wait =
          Duration.between(
              wall.instant(),
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
