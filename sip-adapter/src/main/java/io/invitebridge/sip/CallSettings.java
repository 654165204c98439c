package io.invitebridge.sip;

import java.time.Duration;
import java.util.Optional;

/**
 * How the bridge behaves in the calls of one trunk, or of callers who come from none.
 *
 * @param reliable when our provisional responses are acknowledged
 * @param timers whether calls must be refreshed
 * @param offerWait how long an app may take to answer a peer's change of the media
 * @param gatewayWait how long a media gateway may take to answer; below 64 x T1, the ACK clock
 * @param redirects how often a call of ours follows a 3xx; 0: a 3xx is final
 * @param transfer what becomes of REFER
 */
public record CallSettings(
    ReliableRinging reliable,
    SessionTimers timers,
    Duration offerWait,
    Duration gatewayWait,
    int redirects,
    Transfer transfer) {
  public static final CallSettings DEFAULT =
      new CallSettings(
          ReliableRinging.WHEN_REQUIRED,
          SessionTimers.DEFAULT,
          Duration.ofSeconds(8),
          Duration.ofSeconds(10),
          0,
          Transfer.REFUSE);

  /** Call transfer (RFC 3515, RFC 5589). */
  public enum Transfer {
    /** REFER gets 405, and none is sent. */
    REFUSE,
    /** The other party of the call is asked to call the target; a peer is asked by REFER. */
    FOLLOW
  }

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

  /**
   * Session timers (RFC 4028).
   *
   * @param wanted the interval that we ask for; empty: a call is refreshed only if the peer wishes
   * @param least the shortest interval that we agree to, 90 s or more
   */
  public record SessionTimers(Optional<Duration> wanted, Duration least) {
    /** RFC 4028 section 5. */
    public static final Duration LEAST = Duration.ofSeconds(90);

    public static final SessionTimers DEFAULT = new SessionTimers(Optional.empty(), LEAST);

    public SessionTimers {
      if (least.compareTo(LEAST) < 0) {
        throw new IllegalArgumentException("A session interval must not be shorter than 90 s.");
      }
      if (wanted.filter(interval -> interval.compareTo(least) < 0).isPresent()) {
        throw new IllegalArgumentException("The wanted interval is shorter than the least one.");
      }
    }
  }

  public CallSettings {
    if (offerWait.isNegative() || offerWait.isZero()) {
      throw new IllegalArgumentException("An app needs some time to answer an offer.");
    }
    if (gatewayWait.isNegative() || gatewayWait.isZero()) {
      throw new IllegalArgumentException("A media gateway needs some time to answer.");
    }
    if (redirects < 0 || redirects > 10) {
      throw new IllegalArgumentException("A call follows 0 to 10 redirections.");
    }
  }

  public CallSettings withReliable(ReliableRinging other) {
    return new CallSettings(other, timers, offerWait, gatewayWait, redirects, transfer);
  }

  public CallSettings withTimers(SessionTimers other) {
    return new CallSettings(reliable, other, offerWait, gatewayWait, redirects, transfer);
  }

  public CallSettings withRedirects(int most) {
    return new CallSettings(reliable, timers, offerWait, gatewayWait, most, transfer);
  }

  public CallSettings withGatewayWait(Duration other) {
    return new CallSettings(reliable, timers, offerWait, other, redirects, transfer);
  }

  public CallSettings withTransfer(Transfer other) {
    return new CallSettings(reliable, timers, offerWait, gatewayWait, redirects, other);
  }

  public boolean followsTransfers() {
    return transfer == Transfer.FOLLOW;
  }
}
