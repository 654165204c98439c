package io.invitebridge.app.wakeup;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way to backends. Any thread; never blocks. */
interface Transport extends AutoCloseable {

  /**
   * Sends a POST.
   *
   * @return fails with an {@link java.io.IOException} when there was no answer; cancelling it gives
   *     the request up
   */
  CompletableFuture<Reply> post(Request request);

  /** Gives up what is open. */
  @Override
  void close();

  /** One POST; the body goes as UTF-8. */
  record Request(URI url, Map<String, String> headers, String body) {}

  /**
   * The answer; its body is of no interest.
   *
   * @param retryAfter how long the backend wants to be left alone (RFC 9110 section 10.2.3)
   */
  record Reply(int status, Optional<Duration> retryAfter) {}
}
