package io.invitebridge.config.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How the bridge behaves in SIP calls.
 *
 * @param reliable when provisional responses are acknowledged (RFC 3262)
 * @param sessionExpires the session interval that the bridge asks for (RFC 4028); empty: none
 * @param leastInterval the shortest session interval that it agrees to
 * @param offerWait how long an app may take to answer a change of the media
 * @param gatewayWait how long a media gateway may take to answer
 * @param redirects how often a call follows a 3xx
 * @param transfer what becomes of REFER
 */
public record CallOptions(
    Reliable reliable,
    Optional<Duration> sessionExpires,
    Duration leastInterval,
    Duration offerWait,
    Duration gatewayWait,
    int redirects,
    Transfer transfer) {
  public static final CallOptions DEFAULT =
      new CallOptions(
          Reliable.WHEN_REQUIRED,
          Optional.empty(),
          Duration.ofSeconds(90),
          Duration.ofSeconds(8),
          Duration.ofSeconds(10),
          0,
          Transfer.REFUSE);

  /** What becomes of REFER. */
  public enum Transfer {
    REFUSE,
    FOLLOW
  }

  /** When ringing is reliable. */
  public enum Reliable {
    NEVER,
    WHEN_REQUIRED,
    WHEN_SUPPORTED,
    REQUIRE
  }
}
