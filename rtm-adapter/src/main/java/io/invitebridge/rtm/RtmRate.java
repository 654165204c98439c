package io.invitebridge.rtm;

import java.time.Duration;

/** At most this many calls within any span of this length. */
public record RtmRate(int calls, Duration within) {
  public RtmRate {
    if (calls < 1 || within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException("A rate needs at least one call in a time above zero.");
    }
  }

  static RtmRate perSeconds(int calls, int seconds) {
    return new RtmRate(calls, Duration.ofSeconds(seconds));
  }
}
