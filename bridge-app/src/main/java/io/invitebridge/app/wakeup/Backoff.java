package io.invitebridge.app.wakeup;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is tried again: twice as long each time, and not all at the
 * same moment.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 8_000;
  private static final int DOUBLINGS = 4;

  private final RandomGenerator chance;

  Backoff(RandomGenerator chance) {
    this.chance = chance;
  }

  /**
   * Between half and all of 0.5 s, 1 s, 2 s, 4 s, 8 s, 8 s...
   *
   * @param tries how many have failed, at least one
   */
  Duration after(int tries) {
    long full = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(tries - 1, DOUBLINGS));
    return Duration.ofMillis(full / 2 + chance.nextLong(full / 2 + 1));
  }
}
