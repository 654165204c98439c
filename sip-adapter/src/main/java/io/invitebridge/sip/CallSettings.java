package io.invitebridge.sip;

/**
 * How the bridge behaves in the calls of one trunk, or of callers who come from none.
 *
 * @param reliable when our provisional responses are acknowledged
 */
public record CallSettings(ReliableRinging reliable) {
  public static final CallSettings DEFAULT = new CallSettings(ReliableRinging.WHEN_REQUIRED);

  /** Reliable provisional responses (RFC 3262), as the called side and as the calling side. */
  public enum ReliableRinging {
    /** A caller who requires them gets 420; we do not offer them. */
    NEVER,
    /** A caller who requires them gets them; a callee may use them. */
    WHEN_REQUIRED,
    /** A caller who supports them gets them too. */
    WHEN_SUPPORTED,
    /** As {@link #WHEN_SUPPORTED}; a callee must use them. */
    REQUIRE
  }

  public CallSettings withReliable(ReliableRinging other) {
    return new CallSettings(other);
  }
}
