package io.invitebridge.legacy.session;

import io.invitebridge.legacy.LegacyRate;
import java.time.Duration;
import java.time.Instant;

/** Lets things happen at a rate. One thread. */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final LegacyRate rate;
  private double tokens;
  private Instant filledAt;

  TokenBucket(LegacyRate rate, Instant now) {
    this.rate = rate;
    this.tokens = rate.burst();
    this.filledAt = now;
  }

  /** True: it may happen, and has been counted. */
  boolean take(Instant now) {
    Duration since = Duration.between(filledAt, now);
    if (!since.isNegative()) {
      double gained = since.toNanos() / NANOS_PER_SECOND * rate.perSecond();
      tokens = Math.min(rate.burst(), tokens + gained);
      filledAt = now;
    }
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
