package io.invitebridge.sip.translate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One forwarding of a call: RFC 5806 section 4, RFC 7044.
 *
 * @param from who had the call before
 * @param why what made it go on
 */
public record Diversion(Person from, Why why) {

  /** RFC 5806 section 4.2, with the causes of RFC 4458 section 2. */
  public enum Why {
    UNKNOWN(404),
    USER_BUSY(486),
    NO_ANSWER(408),
    UNAVAILABLE(503),
    UNCONDITIONAL(302),
    DEFLECTION(480);

    private final int cause;

    Why(int cause) {
      this.cause = cause;
    }

    /** As Diversion writes it. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As a History-Info's URI writes it. */
    int cause() {
      return cause;
    }

    static Why of(String word) {
      return Arrays.stream(values())
          .filter(why -> why.word().equalsIgnoreCase(word.strip()))
          .findFirst()
          .orElse(UNKNOWN);
    }

    static Optional<Why> of(int cause) {
      return Arrays.stream(values()).filter(why -> why.cause == cause).findFirst();
    }
  }
}
