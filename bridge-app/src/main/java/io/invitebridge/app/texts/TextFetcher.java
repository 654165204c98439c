package io.invitebridge.app.texts;

import io.invitebridge.app.routing.LimitedBody;
import io.invitebridge.core.model.Content;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches texts by GET with the JDK's client. Follows no redirection. Any thread; never blocks. */
public final class TextFetcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TextFetcher.class);

  /** With a route's own question of 4 s it stays within the time that routing may take. */
  private static final Duration TIMEOUT = Duration.ofMillis(900);

  private static final String COUNTER = "bridge.texts.fetched";
  private static final List<String> COUNTED =
      List.of("fetched", "failed", "status", "not_text", "too_many");
  private static final int AT_ONCE = 64;
  private static final int THREADS = 2;

  private final MeterRegistry registry;
  private final ThreadPoolExecutor threads;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Optional<String> trust = Optional.empty();
  private volatile HttpClient client;

  /** Believes the authorities of the Java platform. */
  public TextFetcher(MeterRegistry registry) {
    this.registry = registry;
    COUNTED.forEach(this::counter);
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "text-http");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    this.client = client(Optional.empty());
  }

  /**
   * Other authorities.
   *
   * @param others in PEM; empty: those of the Java platform
   * @return makes them the present ones
   * @throws IllegalArgumentException when they cannot be used; nothing has changed then
   */
  public Runnable prepare(Optional<String> others) {
    HttpClient next = others.equals(trust) ? client : client(others);
    return () -> {
      client = next;
      trust = others;
    };
  }

  /**
   * Fetches a text of at most 8 KB.
   *
   * @param url checked by the SIP side against what the trunk's may be
   * @return completes within a second, never exceptionally; empty when there is no such text
   */
  public CompletableFuture<Optional<String>> fetch(URI url) {
    if (underWay.incrementAndGet() > AT_ONCE) {
      underWay.decrementAndGet();
      count("too_many");
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return get(url)
        .handle(
            (response, failure) -> {
              underWay.decrementAndGet();
              return take(url, response, failure);
            });
  }

  /** Where what waits for a text goes on. */
  Executor threads() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private CompletableFuture<HttpResponse<byte[]>> get(URI url) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .version(tls ? Version.HTTP_2 : Version.HTTP_1_1)
            .header("Accept", "application/json, text/plain")
            .header("User-Agent", "invitation-bridge")
            .GET()
            .build();
    try {
      CompletableFuture<HttpResponse<byte[]>> exchange =
          client.sendAsync(request, info -> new LimitedBody(Content.MAX_BYTES));
      CompletableFuture<HttpResponse<byte[]>> limited = exchange.copy();
      limited.whenComplete((response, failure) -> exchange.cancel(true));
      // The request's own timeout ends with the headers; a body may drip for ever.
      return limited.orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      return CompletableFuture.failedFuture(stopped);
    }
  }

  /** The log never has the URL: its end is as good as the text. */
  private Optional<String> take(
      URI url, @Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
    if (response == null) {
      return missing(url, "failed", String.valueOf(failure));
    }
    if (response.statusCode() != 200) {
      return missing(url, "status", "it answered " + response.statusCode());
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(response.body())).toString();
      count("fetched");
      return Optional.of(text).filter(found -> !found.isEmpty());
    } catch (CharacterCodingException notText) {
      return missing(url, "not_text", "it is not UTF-8");
    }
  }

  private Optional<String> missing(URI url, String what, String why) {
    count(what);
    log.info("A text of the peer at {} cannot be had: {}", url.getHost(), why);
    return Optional.empty();
  }

  private void count(String what) {
    counter(what).increment();
  }

  private Counter counter(String what) {
    return Counter.builder(COUNTER)
        .description("What came of fetching texts that SIP peers refer to")
        .tag("what", what)
        .register(registry);
  }

  private HttpClient client(Optional<String> authorities) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().followRedirects(Redirect.NEVER).executor(threads);
    authorities.map(TextFetcher::believing).ifPresent(builder::sslContext);
    return builder.build();
  }

  private static SSLContext believing(String pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
        store.setCertificateEntry("authority-" + ++number, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("The trust of sip.tls cannot be used: " + e, e);
    }
  }
}
