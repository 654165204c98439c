package io.invitebridge.legacy;

/**
 * How often something may happen.
 *
 * @param perSecond in the long run
 * @param burst at once, after a time of rest
 */
public record LegacyRate(int perSecond, int burst) {
  public LegacyRate {
    if (perSecond < 1 || burst < 1) {
      throw new IllegalArgumentException("A rate and its burst must be at least 1.");
    }
  }
}
