package io.invitebridge.config.keys;

import io.invitebridge.config.rule.CallClock;
import io.invitebridge.config.rule.Timing;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Reading;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.source.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code timers:}, for all calls and for one route. */
final class TimerKeys {
  /** RFC 3261 section 16.6 step 11: proxies give up a call that rings for three minutes. */
  private static final Duration TIMER_C = Duration.ofSeconds(180);

  /** A route is not known yet, or says it in a key of its own. */
  private static final EnumSet<CallClock> GENERAL_ONLY =
      EnumSet.of(CallClock.ROUTING, CallClock.LOGIN_WINDOW);

  static final Section<Timing> GENERAL = section(List.of(CallClock.values())).filled();

  static final Section<Timing> OF_ROUTE =
      section(Arrays.stream(CallClock.values()).filter(c -> !GENERAL_ONLY.contains(c)).toList());

  /** The clocks that follow from others as long as they are not set (see {@link Timing#get}). */
  private static final EnumSet<CallClock> DERIVED =
      EnumSet.of(CallClock.SIP_RING, CallClock.LOGIN_WINDOW);

  private TimerKeys() {}

  /** What a general clock that is not set follows from the others. */
  static Optional<String> derived(Key<?> key, Timing general) {
    return DERIVED.stream()
        .filter(clock -> clock.key().equals(key.name()))
        .findFirst()
        .map(clock -> Shapes.inWords(general.get(clock)));
  }

  /**
   * Reports clocks that are out of order.
   *
   * @param own the clocks that were set in the place that is checked; only they are reported
   * @param all the same together with those that hold anyway
   */
  static void checkOrder(Timing own, Timing all, Reading reading) {
    shorter(CallClock.TRUNK_PROBE, CallClock.DELIVERY, own, all, reading);
    shorter(CallClock.SIP_RING, CallClock.RING, own, all, reading);
    if (all.get(CallClock.LOGIN_WINDOW).compareTo(all.get(CallClock.DELIVERY)) < 0
        && !all.get(CallClock.LOGIN_WINDOW).isZero()) {
      report(
          CallClock.DELIVERY, CallClock.LOGIN_WINDOW, "must not be longer than", own, all, reading);
    }
  }

  private static void shorter(
      CallClock low, CallClock high, Timing own, Timing all, Reading reading) {
    if (all.get(low).compareTo(all.get(high)) >= 0) {
      report(low, high, "must be shorter than", own, all, reading);
    }
  }

  private static void report(
      CallClock low, CallClock high, String must, Timing own, Timing all, Reading reading) {
    Optional<Position> at =
        Optional.ofNullable(own.places().get(low))
            .or(() -> Optional.ofNullable(own.places().get(high)));
    at.ifPresent(
        place ->
            reading.problem(
                place,
                "The clocks are out of order: "
                    + in(low, all)
                    + " "
                    + must
                    + " "
                    + in(high, all)
                    + "."));
  }

  private static String in(CallClock clock, Timing all) {
    return clock.key() + " (" + Shapes.inWords(all.get(clock)) + ")";
  }

  private static Section<Timing> section(List<CallClock> clocks) {
    Map<CallClock, Key<Duration>> keys = new EnumMap<>(CallClock.class);
    for (CallClock clock : clocks) {
      keys.put(
          clock,
          Key.optional(
              clock.key(), duration(clock), clock.meaning(), Shapes.inWords(clock.fallback())));
    }
    return Section.of("timers", new ArrayList<>(keys.values()), fields -> make(fields, keys));
  }

  private static Timing make(Fields fields, Map<CallClock, Key<Duration>> keys) {
    Map<CallClock, Duration> values = new EnumMap<>(CallClock.class);
    Map<CallClock, Position> places = new EnumMap<>(CallClock.class);
    keys.forEach(
        (clock, key) ->
            fields
                .get(key)
                .ifPresent(
                    value -> {
                      values.put(clock, value);
                      places.put(clock, fields.at(key));
                    }));
    return new Timing(values, places);
  }

  private static Shape<Duration> duration(CallClock clock) {
    Duration second = Duration.ofSeconds(1);
    return switch (clock) {
      case LOGIN_WINDOW -> Shapes.duration(Duration.ZERO, Duration.ofMinutes(10));
      case RING, SIP_RING -> Shapes.duration(second, TIMER_C.minusSeconds(1));
      case SESSION -> Shapes.duration(second, Duration.ofHours(24 * 7));
      case PROVISIONAL -> Shapes.duration(second, TIMER_C.minusSeconds(1));
      case ROUTING, TRUNK_PROBE, CONFIRM, ACK ->
          Shapes.duration(Duration.ofMillis(100), Duration.ofMinutes(2));
      case DELIVERY -> Shapes.duration(second, Duration.ofMinutes(10));
    };
  }
}
