package io.invitebridge.app.wakeup;

import io.invitebridge.app.wakeup.Transport.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What one try came to.
 *
 * @param words for the log: whose fault, without the URL, which may hold a key
 */
record Outcome(Verdict verdict, String words, Optional<Duration> retryAfter) {
  enum Verdict {
    TAKEN,
    REFUSED,
    TRY_AGAIN
  }

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  /** Exactly one of answer and failure is given. */
  static Outcome of(@Nullable Reply answer, @Nullable Throwable failure, Duration timeout) {
    return answer == null ? ofFailure(failure, timeout) : ofAnswer(answer);
  }

  private static Outcome ofAnswer(Reply answer) {
    int status = answer.status();
    String words = "it answered " + status;
    if (status >= 200 && status < 300) {
      return new Outcome(Verdict.TAKEN, words, Optional.empty());
    }
    if (status >= 300 && status < 400) {
      return new Outcome(
          Verdict.REFUSED, words + ", and redirects are not followed", Optional.empty());
    }
    boolean isPassing = status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
    return isPassing
        ? new Outcome(Verdict.TRY_AGAIN, words, answer.retryAfter())
        : new Outcome(Verdict.REFUSED, words, Optional.empty());
  }

  private static Outcome ofFailure(@Nullable Throwable failure, Duration timeout) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    String words =
        cause instanceof CancellationException
            ? "no answer within " + timeout.toMillis() + " ms"
            : "no answer (" + String.valueOf(cause) + ")";
    return new Outcome(Verdict.TRY_AGAIN, words, Optional.empty());
  }
}
