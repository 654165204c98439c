package io.invitebridge.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/mapping.md names for each duty and each race of the SIP side the tests that prove it, and
 * {@code @Row} names for each such test the duties: the two agree, and no row is without a test.
 */
class RowTableTest {
  private static final Path DOC = Path.of("..", "docs", "mapping.md");
  private static final String HEADING = "## Duties and races";
  private static final List<Path> SOURCES =
      List.of(Path.of("..", "sip-adapter", "src", "test"), Path.of("src", "test"));

  private static final Pattern ANNOTATED =
      Pattern.compile("@Row\\(([^)]*)\\)(?:.*?)\\bvoid (\\w+)\\(", Pattern.DOTALL);

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern ROW =
      Pattern.compile("\\| ([A-Z]+\\d+[a-z]?) \\| (.*) \\| (.*) \\|");

  @Test
  void everyRowHasItsTests() throws IOException {
    Map<String, TreeSet<String>> tests = annotated();
    List<String> written = Files.readAllLines(DOC);
    List<String> expected = withTests(written, tests);
    if (Boolean.getBoolean("update.docs")) {
      Files.write(DOC, expected);
    }
    assertThat(Files.readAllLines(DOC))
        .as("%s is written by this test; -Dupdate.docs=true writes it anew", DOC)
        .isEqualTo(expected);
    assertThat(tests.keySet()).as("rows that tests name").isEqualTo(rows(written));
  }

  private static TreeSet<String> rows(List<String> lines) {
    TreeSet<String> rows = new TreeSet<>();
    section(lines).map(ROW::matcher).filter(Matcher::matches).forEach(m -> rows.add(m.group(1)));
    return rows;
  }

  private static List<String> withTests(List<String> lines, Map<String, TreeSet<String>> tests) {
    List<String> out = new ArrayList<>(lines.subList(0, lines.indexOf(HEADING)));
    section(lines).forEach(line -> out.add(withTests(line, tests)));
    return out;
  }

  private static String withTests(String line, Map<String, TreeSet<String>> tests) {
    Matcher row = ROW.matcher(line);
    return row.matches()
        ? "| "
            + row.group(1)
            + " | "
            + row.group(2)
            + " | "
            + String.join(", ", tests.getOrDefault(row.group(1), new TreeSet<>()))
            + " |"
        : line;
  }

  private static Stream<String> section(List<String> lines) {
    assertThat(lines).contains(HEADING);
    return lines.subList(lines.indexOf(HEADING), lines.size()).stream();
  }

  private static Map<String, TreeSet<String>> annotated() throws IOException {
    Map<String, TreeSet<String>> found = new TreeMap<>();
    for (Path folder : SOURCES) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
          collect(file, found);
        }
      }
    }
    return found;
  }

  private static void collect(Path file, Map<String, TreeSet<String>> found) throws IOException {
    String type = file.getFileName().toString().replace(".java", "");
    Matcher method = ANNOTATED.matcher(Files.readString(file));
    while (method.find()) {
      Matcher row = QUOTED.matcher(method.group(1));
      while (row.find()) {
        found
            .computeIfAbsent(row.group(1), id -> new TreeSet<>())
            .add("`" + type + "." + method.group(2) + "`");
      }
    }
  }
}
