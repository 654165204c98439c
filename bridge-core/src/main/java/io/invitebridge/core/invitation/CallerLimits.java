package io.invitebridge.core.invitation;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits that the caller's protocol carried with this one invitation; they win over the route's.
 *
 * @param delivery legacy {@code _timeout}
 * @param offlineWait zero for legacy {@code _require_peer_online}
 * @param overall SIP {@code Expires} (RFC 3261 section 13.3.1): from the invitation's birth
 */
public record CallerLimits(
    Optional<Duration> delivery, Optional<Duration> offlineWait, Optional<Duration> overall) {
  public static final CallerLimits NONE =
      new CallerLimits(Optional.empty(), Optional.empty(), Optional.empty());

  public CallerLimits {
    if (delivery.filter(CallerLimits::isNotPositive).isPresent()
        || overall.filter(CallerLimits::isNotPositive).isPresent()
        || offlineWait.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("A caller's limits must be longer than zero.");
    }
  }

  private static boolean isNotPositive(Duration value) {
    return value.isZero() || value.isNegative();
  }
}
