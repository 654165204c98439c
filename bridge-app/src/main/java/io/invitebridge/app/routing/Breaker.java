package io.invitebridge.app.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a backend alone that has failed again and again, and then tries it with one request. Any
 * thread.
 */
final class Breaker {
  private static final int FAILURES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Clock clock;
  private int failures;
  private Instant closedUntil = Instant.MIN;

  Breaker(Clock clock) {
    this.clock = clock;
  }

  /** Whether a request may go; after a pause to one only, until it is known what came of it. */
  synchronized boolean lets() {
    if (failures < FAILURES) {
      return true;
    }
    Instant now = clock.instant();
    if (now.isBefore(closedUntil)) {
      return false;
    }
    closedUntil = now.plus(PAUSE);
    return true;
  }

  synchronized void good() {
    failures = 0;
  }

  /** True: from now on the backend is left alone. */
  synchronized boolean bad() {
    failures++;
    if (failures >= FAILURES) {
      closedUntil = clock.instant().plus(PAUSE);
    }
    return failures == FAILURES;
  }
}
