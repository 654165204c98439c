package io.invitebridge.core.invitation;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits that the caller's protocol carried with this one invitation; they win over the route's.
 *
 * @param delivery legacy {@code _timeout}, rtm {@code deliverySeconds}
 * @param offlineWait zero for legacy {@code _require_peer_online}
 * @param ring rtm {@code ringSeconds}: from the receipt, on app networks and SIP alike; shorter
 *     than Timer C (RFC 3261 section 16.6)
 * @param overall SIP {@code Expires} (RFC 3261 section 13.3.1): from the invitation's birth
 */
public record CallerLimits(
    Optional<Duration> delivery,
    Optional<Duration> offlineWait,
    Optional<Duration> ring,
    Optional<Duration> overall) {
  public static final CallerLimits NONE =
      new CallerLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public CallerLimits {
    if (delivery.filter(CallerLimits::isNotPositive).isPresent()
        || overall.filter(CallerLimits::isNotPositive).isPresent()
        || ring.filter(CallerLimits::isNotPositive).isPresent()
        || offlineWait.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("A caller's limits must be longer than zero.");
    }
    if (ring.filter(time -> time.compareTo(TimerPolicy.TIMER_C) >= 0).isPresent()) {
      throw new IllegalArgumentException("A caller's ring limit must be shorter than Timer C.");
    }
  }

  /** Without a limit of its own for the ring. */
  public CallerLimits(
      Optional<Duration> delivery, Optional<Duration> offlineWait, Optional<Duration> overall) {
    this(delivery, offlineWait, Optional.empty(), overall);
  }

  private static boolean isNotPositive(Duration value) {
    return value.isZero() || value.isNegative();
  }
}
