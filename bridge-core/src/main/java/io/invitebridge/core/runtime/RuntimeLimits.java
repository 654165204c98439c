package io.invitebridge.core.runtime;

import java.time.Duration;

/**
 * What bounds the engine.
 *
 * @param maxOpen open invitations and sessions together; beyond it {@code open} answers Overloaded
 * @param tombstone how long an ended invitation still answers late messages; at least 32 s, 64 x T1
 * @param routing how long the directory may take to answer
 */
public record RuntimeLimits(int maxOpen, Duration tombstone, Duration routing) {
  /** 64 x T1 (RFC 3261 section 17) for the default T1 of 500 ms. */
  private static final Duration SHORTEST_TOMBSTONE = Duration.ofSeconds(32);

  public static final RuntimeLimits DEFAULT =
      new RuntimeLimits(100_000, Duration.ofSeconds(40), Duration.ofSeconds(5));

  public RuntimeLimits {
    if (maxOpen < 1) {
      throw new IllegalArgumentException("At least one open invitation must be allowed.");
    }
    if (tombstone.compareTo(SHORTEST_TOMBSTONE) < 0) {
      throw new IllegalArgumentException("The tombstone time must be at least 32 s (64 x T1).");
    }
    if (routing.isZero() || routing.isNegative()) {
      throw new IllegalArgumentException("The routing time must be longer than zero.");
    }
  }
}
