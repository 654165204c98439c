package io.invitebridge.config.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Some hours of some days, by the clocks on the wall of a place.
 *
 * @param days on which the window begins
 * @param from when it begins
 * @param to when it ends, itself not included; not after {@code from}: on the next day
 * @param zone the place
 * @param except days on which it does not begin
 * @param only the only days on which it begins; empty: all of {@code days}
 */
public record TimeWindow(
    Set<DayOfWeek> days,
    LocalTime from,
    LocalTime to,
    ZoneId zone,
    Set<Holiday> except,
    Optional<Set<Holiday>> only) {
  public TimeWindow {
    days = Set.copyOf(days);
    except = Set.copyOf(except);
    only = only.map(Set::copyOf);
  }

  boolean contains(Instant instant) {
    ZonedDateTime local = instant.atZone(zone);
    LocalTime time = local.toLocalTime();
    LocalDate today = local.toLocalDate();
    if (from.isBefore(to)) {
      return begins(today) && !time.isBefore(from) && time.isBefore(to);
    }
    return (begins(today) && !time.isBefore(from))
        || (begins(today.minusDays(1)) && time.isBefore(to));
  }

  private boolean begins(LocalDate date) {
    return days.contains(date.getDayOfWeek())
        && except.stream().noneMatch(day -> day.is(date))
        && only.map(some -> some.stream().anyMatch(day -> day.is(date))).orElse(true);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (DayOfWeek day : EnumSet.copyOf(days)) {
      out.append(day.name(), 0, 3).append(' ');
    }
    out.append(from).append('-').append(to).append(' ').append(zone);
    only.ifPresent(some -> out.append(" only ").append(new TreeSet<>(some)));
    return except.isEmpty() ? out.toString() : out + " except " + new TreeSet<>(except);
  }
}
