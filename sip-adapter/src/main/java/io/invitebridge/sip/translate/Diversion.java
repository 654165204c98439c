package io.invitebridge.sip.translate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One forwarding of a call: RFC 5806 section 4, RFC 7044.
 *
 * @param from who had the call before
 * @param why what made it go on
 * @param count how many forwardings this one stands for, 1 or more (RFC 5806 section 4)
 * @param isHidden whether only a trusted peer may be told who it was
 */
public record Diversion(Person from, Why why, int count, boolean isHidden) {
  /** A single forwarding that is no secret. */
  public Diversion(Person from, Why why) {
    this(from, why, 1, false);
  }

  /** RFC 5806 section 4.2, with the causes of RFC 4458 section 2. */
  public enum Why {
    UNKNOWN(404),
    USER_BUSY(486),
    NO_ANSWER(408),
    UNAVAILABLE(503),
    UNCONDITIONAL(302),
    DEFLECTION(480);

    /** RFC 4458 section 2 knows two deflections, RFC 5806 one. */
    private static final int DEFLECTED_WHILE_ALERTING = 487;

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
      if (cause == DEFLECTED_WHILE_ALERTING) {
        return Optional.of(DEFLECTION);
      }
      return Arrays.stream(values()).filter(why -> why.cause == cause).findFirst();
    }
  }

  Diversion withUser(String user) {
    return new Diversion(from.withUser(user), why, count, isHidden);
  }

  Diversion withCount(int other) {
    return new Diversion(from, why, other, isHidden);
  }

  /** Without the name and the user, which are not everybody's business. */
  Diversion anonymous() {
    return new Diversion(new Person(Privacy.ANONYMOUS, Optional.empty()), why, count, isHidden);
  }
}
