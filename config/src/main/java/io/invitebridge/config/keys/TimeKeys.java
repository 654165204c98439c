package io.invitebridge.config.keys;

import io.invitebridge.config.rule.TimeWindow;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** A window of {@code when.time}. */
final class TimeKeys {
  private static final Key<List<EnumSet<DayOfWeek>>> DAYS =
      Key.optional(
          "days",
          Shapes.oneOrMore(
              Text.of(
                  "a day or a span of days such as mon or mon-fri",
                  "(?:[A-Za-z]{3})(-[A-Za-z]{3})?",
                  TimeKeys::days)),
          "The days of the week on which the window begins.",
          "every day");

  private static final Key<LocalTime> FROM =
      Key.optional("from", time(), "When the window begins.", "00:00");

  private static final Key<LocalTime> TO =
      Key.optional(
          "to",
          time(),
          "When it ends, this minute not included. Not after from: on the next day.",
          "00:00, midnight");

  private static final Key<ZoneId> ZONE =
      Key.required(
          "zone",
          Text.of("a time zone such as Europe/Berlin or UTC", TimeKeys::zone),
          "The place whose clocks count.");

  private static final Key<List<HolidaysShape.Days>> EXCEPT =
      Key.optional(
          "except",
          Shapes.oneOrMore(HolidaysShape.DAYS),
          "Days on which the window does not begin, such as holidays.",
          "none");

  private static final Key<List<HolidaysShape.Days>> ONLY =
      Key.optional(
          "only",
          Shapes.oneOrMore(HolidaysShape.DAYS),
          "The only days on which the window begins.",
          "all of days");

  static final Section<TimeWindow> SECTION =
      Section.of("a time window", List.of(DAYS, FROM, TO, ZONE, EXCEPT, ONLY), TimeKeys::make);

  private TimeKeys() {}

  private static TimeWindow make(Fields fields) {
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    fields.get(DAYS, List.of(EnumSet.allOf(DayOfWeek.class))).forEach(days::addAll);
    return new TimeWindow(
        days,
        fields.get(FROM, LocalTime.MIDNIGHT),
        fields.get(TO, LocalTime.MIDNIGHT),
        fields.require(ZONE),
        HolidaysShape.all(fields.get(EXCEPT, List.of())),
        fields.get(ONLY).map(HolidaysShape::all));
  }

  private static EnumSet<DayOfWeek> days(String text) {
    String[] ends = text.split("-", -1);
    DayOfWeek day = day(ends[0]);
    DayOfWeek last = day(ends[ends.length - 1]);
    if (ends.length > 2) {
      throw new IllegalArgumentException("This is not a span of two days.");
    }
    EnumSet<DayOfWeek> days = EnumSet.of(day);
    while (day != last) {
      day = day.plus(1);
      days.add(day);
    }
    return days;
  }

  private static DayOfWeek day(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equals(text.toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    throw new IllegalArgumentException("A day is one of mon, tue, wed, thu, fri, sat, sun.");
  }

  private static Text<LocalTime> time() {
    return Text.of(
        "a time of day such as 08:30",
        "\\d\\d:\\d\\d",
        text -> {
          if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
            throw new IllegalArgumentException("This is not a time of day.");
          }
          return LocalTime.parse(text);
        });
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("This time zone is not known.", e);
    }
  }
}
