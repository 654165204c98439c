package io.invitebridge.core.model;

/**
 * Keys that a party pressed during a call, in their order: 1 to 32 of 0-9, *, #, A-D. People type
 * PINs so: {@link #toString} gives only the number of keys, so that they cannot reach a log.
 */
public record Dtmf(String digits) {
  /** The most keys that travel at once. */
  public static final int MAX_DIGITS = 32;

  private static final String KEYS = "0123456789*#ABCD";

  public Dtmf {
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      throw new InvalidValueException("Key presses must be 1 to " + MAX_DIGITS + " at once.");
    }
    if (digits.chars().anyMatch(key -> KEYS.indexOf(key) < 0)) {
      throw new InvalidValueException("Key presses may be only 0-9, *, # and A-D.");
    }
  }

  @Override
  public String toString() {
    return digits.length() + " key presses";
  }
}
