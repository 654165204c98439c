package io.invitebridge.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/conformance.md names, for each row, the tests that show it, and no test names another. */
class ConformanceDocumentTest {
  private static final Path ROOT = Path.of("..");
  private static final Path JAVA =
      Path.of("src", "test", "java", "io", "invitebridge", "tests", "conformance");
  private static final Path SCRIPT = ROOT.resolve("clients/js/test/bridge/conformance.test.mjs");

  private static final Pattern KEY =
      Pattern.compile("1\\.10 row \\d+[a-c]?|2\\.[23] row \\d+|3\\.1 (?:local|remote|api) [A-Z_]+");
  private static final Pattern NAMED_METHOD =
      Pattern.compile("@DisplayName\\(\\s*\"([^:\"]+):[^\"]*\"\\)\\s*void (\\w+)\\(");
  private static final Pattern TITLE = Pattern.compile("it\\(\"([^:\"]+):");
  private static final Pattern ROW =
      Pattern.compile("\\| ([123]\\.\\d+ [^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern REASON = Pattern.compile("- \\S.*");

  @Test
  void eachRowNamesItsTests() throws IOException {
    Map<String, Set<String>> java = javaTests();
    Set<String> script = keysOf(Files.readString(SCRIPT), TITLE);
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, List<String>> row : rows().entrySet()) {
      String inJava = row.getValue().get(0);
      String inScript = row.getValue().get(1);
      Set<String> shown = java.getOrDefault(row.getKey(), Set.of());
      boolean javaIsRight =
          shown.isEmpty() ? REASON.matcher(inJava).matches() : inJava.equals(cell(shown));
      boolean scriptIsRight =
          script.contains(row.getKey())
              ? inScript.equals("yes")
              : REASON.matcher(inScript).matches();
      if (!javaIsRight) {
        wrong.add(row.getKey() + ": the Java column must be " + cell(shown));
      }
      if (!scriptIsRight) {
        wrong.add(row.getKey() + ": the JavaScript column is wrong");
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void eachTestNamesARow() throws IOException {
    Set<String> named = new TreeSet<>(javaTests().keySet());
    named.addAll(keysOf(Files.readString(SCRIPT), TITLE));
    assertThat(rows().keySet()).containsAll(named);
  }

  @Test
  void noRowIsMissing() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int row = 1; row <= 18; row++) {
      expected.add("1.10 row " + row);
    }
    expected.addAll(List.of("1.10 row 14a", "1.10 row 14b", "1.10 row 14c"));
    for (int row = 1; row <= 13; row++) {
      expected.add("2.2 row " + row);
    }
    for (int row = 1; row <= 10; row++) {
      expected.add("2.3 row " + row);
    }
    assertThat(rows().keySet()).containsAll(expected);
  }

  private static Map<String, List<String>> rows() throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/conformance.md")));
    while (row.find()) {
      rows.put(row.group(1), List.of(row.group(3), row.group(4)));
    }
    return rows;
  }

  /** The tests of each row, as {@code Class.method}. */
  private static Map<String, Set<String>> javaTests() throws IOException {
    Map<String, Set<String>> tests = new TreeMap<>();
    for (Class<?> suite :
        List.of(CallerTransitionsTest.class, CalleeTransitionsTest.class, RelianceTest.class)) {
      Path source = JAVA.resolve(suite.getSimpleName() + ".java");
      Matcher method = NAMED_METHOD.matcher(Files.readString(source));
      while (method.find()) {
        String test = suite.getSimpleName() + "." + method.group(2);
        keys(method.group(1))
            .forEach(key -> tests.computeIfAbsent(key, none -> new TreeSet<>()).add(test));
      }
    }
    return tests;
  }

  private static Set<String> keysOf(String text, Pattern title) {
    Set<String> keys = new TreeSet<>();
    title.matcher(text).results().forEach(found -> keys.addAll(keys(found.group(1))));
    return keys;
  }

  private static List<String> keys(String title) {
    return KEY.matcher(title).results().map(MatchResult::group).toList();
  }

  private static String cell(Set<String> tests) {
    return String.join(", ", tests.stream().map(test -> "`" + test + "`").toList());
  }
}
