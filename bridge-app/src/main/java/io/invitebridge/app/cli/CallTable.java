package io.invitebridge.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls in comma-separated values (RFC 4180). The first line names the columns: from, to and, as
 * wanted, name, app, channel, content, source, online (users with spaces between), at,
 * header.X-Name. A quoted value keeps its commas; none spans lines.
 */
final class CallTable {
  private static final List<String> COLUMNS =
      List.of("from", "to", "name", "app", "channel", "content", "source", "online", "at");

  private static final String HEADER = "header.";

  /** One line of the table. */
  record Row(int line, SampleCall call) {}

  private CallTable() {}

  /** Throws {@link IllegalArgumentException} with a sentence that names the line. */
  static List<Row> read(List<String> lines) {
    List<String> header =
        lines.isEmpty() ? List.of() : values(lines.get(0)).stream().map(String::strip).toList();
    if (!header.contains("from")
        || !header.contains("to")
        || !header.stream().allMatch(CallTable::isColumn)) {
      throw new IllegalArgumentException(
          "Line 1 must name the columns: from, to and, as wanted, name, app, channel, content,"
              + " source, online, at, header.<name>.");
    }
    List<Row> rows = new ArrayList<>();
    for (int line = 2; line <= lines.size(); line++) {
      String text = lines.get(line - 1);
      if (text.isBlank()) {
        continue;
      }
      List<String> values = values(text);
      if (values.size() != header.size()) {
        throw new IllegalArgumentException(
            "Line %d has %d values, and there are %d columns."
                .formatted(line, values.size(), header.size()));
      }
      rows.add(new Row(line, call(header, values)));
    }
    return rows;
  }

  private static SampleCall call(List<String> header, List<String> values) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isEmpty()) {
        row.put(header.get(i), values.get(i));
      }
    }
    Map<String, String> headers = new HashMap<>();
    row.forEach(
        (column, value) -> {
          if (column.startsWith(HEADER)) {
            headers.put(column.substring(HEADER.length()), value);
          }
        });
    return new SampleCall(
        row.getOrDefault("from", ""),
        row.getOrDefault("to", ""),
        Optional.ofNullable(row.get("name")),
        Optional.ofNullable(row.get("app")),
        Optional.ofNullable(row.get("channel")),
        Optional.ofNullable(row.get("content")),
        Optional.ofNullable(row.get("source")),
        headers,
        List.of(row.getOrDefault("online", "").split(" ")),
        Optional.ofNullable(row.get("at")));
  }

  private static boolean isColumn(String name) {
    return COLUMNS.contains(name) || (name.startsWith(HEADER) && name.length() > HEADER.length());
  }

  private static List<String> values(String line) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        value.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString());
    return values;
  }
}
