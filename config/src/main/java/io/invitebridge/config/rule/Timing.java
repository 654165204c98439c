package io.invitebridge.config.rule;

import io.invitebridge.config.source.Position;
import io.invitebridge.core.invitation.TimerPolicy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The clocks that a section of the configuration sets; the others keep what they had.
 *
 * @param values the clocks that were set
 * @param places where they were set
 */
public record Timing(Map<CallClock, Duration> values, Map<CallClock, Position> places) {
  public static final Timing NONE = new Timing(Map.of(), Map.of());

  public Timing {
    values = Map.copyOf(values);
    places = Map.copyOf(places);
  }

  /** These clocks, and the general ones where these say nothing; the places are these. */
  public Timing over(Timing general) {
    Map<CallClock, Duration> merged = new EnumMap<>(CallClock.class);
    merged.putAll(general.values);
    merged.putAll(values);
    return new Timing(merged, places);
  }

  /** The clock's value; one that was not set keeps its order with those that were. */
  public Duration get(CallClock clock) {
    Duration set = values.get(clock);
    if (set != null) {
      return set;
    }
    return switch (clock) {
      case LOGIN_WINDOW -> longer(clock.fallback(), get(CallClock.DELIVERY));
      case SIP_RING ->
          shorter(clock.fallback(), get(CallClock.RING).multipliedBy(11).dividedBy(12));
      default -> clock.fallback();
    };
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** The policy for a caller on an app network. */
  public TimerPolicy forAppCaller(Optional<Duration> loginWindow) {
    return policy(loginWindow.orElse(get(CallClock.LOGIN_WINDOW)), get(CallClock.CONFIRM));
  }

  /** The policy for a SIP caller: an offline callee fails at once unless the route waits. */
  public TimerPolicy forSipCaller(Optional<Duration> loginWindow) {
    return policy(loginWindow.orElse(Duration.ZERO), get(CallClock.ACK));
  }

  private TimerPolicy policy(Duration offlineWait, Duration confirm) {
    return new TimerPolicy(
        get(CallClock.ROUTING),
        get(CallClock.TRUNK_PROBE),
        get(CallClock.DELIVERY),
        offlineWait,
        get(CallClock.RING),
        get(CallClock.SIP_RING),
        confirm,
        get(CallClock.PROVISIONAL),
        get(CallClock.SESSION));
  }
}
