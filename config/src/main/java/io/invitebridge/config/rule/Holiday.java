package io.invitebridge.config.rule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;

/**
 * A day on which things are different.
 *
 * @param year empty for every year
 */
public record Holiday(Optional<Integer> year, MonthDay day) implements Comparable<Holiday> {
  /** Parses {@code 2026-12-25}, or {@code 12-25} for every year. */
  public static Holiday parse(String text) {
    try {
      if (text.matches("\\d\\d-\\d\\d")) {
        return new Holiday(Optional.empty(), MonthDay.parse("--" + text));
      }
      LocalDate date = LocalDate.parse(text);
      return new Holiday(Optional.of(date.getYear()), MonthDay.from(date));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("There is no such date.", e);
    }
  }

  boolean is(LocalDate date) {
    return day.equals(MonthDay.from(date)) && year.map(y -> y == date.getYear()).orElse(true);
  }

  @Override
  public int compareTo(Holiday other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    String inYear = day.toString().substring(2);
    return year.map(y -> "%04d-%s".formatted(y, inYear)).orElse(inYear);
  }
}
