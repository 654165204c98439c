package io.invitebridge.config.keys;

import io.invitebridge.config.rule.Holiday;
import io.invitebridge.config.shape.Reading;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import io.invitebridge.config.source.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code holidays:}, which time windows refer to by name. */
final class HolidaysShape implements Shape<Map<String, List<Holiday>>> {
  private static final String KEPT = "holidays ";
  private static final Pattern DATE = Pattern.compile("\\d.*");

  private static final Shape<Map<String, List<Holiday>>> LISTS =
      Shapes.mapping(
          "names of calendars to their days",
          Names.NEW_HOLIDAYS,
          Shapes.oneOrMore(
              Text.of(
                  "a date such as 2026-12-25, or 12-25 for every year",
                  "(\\d{4}-)?\\d\\d-\\d\\d",
                  Holiday::parse)));

  /** What a window names. */
  record Days(Set<Holiday> days) {}

  /** A day, or all days of a calendar; names begin with a letter. */
  static final Shape<Days> DAYS =
      new Shape<>() {
        private final Shape<Holiday> day =
            Text.of(
                "a date such as 2026-12-25, 12-25 for every year, or the name of a calendar of"
                    + " holidays",
                Holiday::parse);

        @Override
        public Optional<Days> read(YamlNode node, Reading reading) {
          if (node instanceof YamlNode.Scalar scalar && !DATE.matcher(scalar.text()).matches()) {
            return Names.KNOWN_HOLIDAYS
                .read(node, reading)
                .map(name -> find(name, reading).orElse(new Days(Set.of())));
          }
          return day.read(node, reading).map(one -> new Days(Set.of(one)));
        }

        @Override
        public Map<String, Object> schema() {
          return day.schema();
        }

        @Override
        public String expected() {
          return day.expected();
        }
      };

  private static Optional<Days> find(String name, Reading reading) {
    return reading.kept(KEPT + name, Days.class);
  }

  /** All days of several. */
  static Set<Holiday> all(List<Days> several) {
    Set<Holiday> all = new HashSet<>();
    several.forEach(days -> all.addAll(days.days()));
    return all;
  }

  @Override
  public Optional<Map<String, List<Holiday>>> read(YamlNode node, Reading reading) {
    Optional<Map<String, List<Holiday>>> lists = LISTS.read(node, reading);
    lists
        .orElse(Map.of())
        .forEach((name, days) -> reading.keep(KEPT + name, new Days(Set.copyOf(days))));
    return lists;
  }

  @Override
  public Map<String, Object> schema() {
    return LISTS.schema();
  }

  @Override
  public String expected() {
    return LISTS.expected();
  }
}
