package io.invitebridge.sip.trunk;

import io.invitebridge.sip.Tokens;
import java.time.Duration;

/** How long to wait after failures in a row (RFC 5626 section 4.5). */
final class Backoff {
  private static final long BASE_SECONDS = 30;
  private static final long MOST_SECONDS = 1_800;

  private Backoff() {}

  /**
   * Between half of the bound and the bound, which doubles with each failure.
   *
   * @param failures in a row, from 1
   */
  static Duration after(int failures, Tokens tokens) {
    long bound = Math.min(MOST_SECONDS, BASE_SECONDS << Math.min(failures, 10));
    long half = bound / 2;
    return Duration.ofSeconds(half + tokens.below((int) half + 1));
  }
}
