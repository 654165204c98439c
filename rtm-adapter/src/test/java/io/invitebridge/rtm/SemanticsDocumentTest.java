package io.invitebridge.rtm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of docs/semantics.md names a test that is there. */
class SemanticsDocumentTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern PROOF = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");

  @Test
  void everyRowNamesATestThatIsThere() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/semantics.md"))) {
      if (line.startsWith("| ") && !line.startsWith("| what happens")) {
        check(line).ifPresent(wrong::add);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Optional<String> check(String row) throws IOException {
    Matcher proof = PROOF.matcher(row);
    if (!proof.find()) {
      return Optional.of("no proof: " + row);
    }
    do {
      if (!source(proof.group(1)).contains(" " + proof.group(2) + "(")) {
        return Optional.of("no such test: " + proof.group());
      }
    } while (proof.find());
    return Optional.empty();
  }

  private static String source(String testClass) throws IOException {
    for (String room : List.of("rtm-adapter", "tests", "bridge-app", "clients/java")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(room).resolve("src/test/java"))) {
        Optional<Path> file = files.filter(path -> path.endsWith(testClass + ".java")).findFirst();
        if (file.isPresent()) {
          return Files.readString(file.get());
        }
      }
    }
    return "";
  }
}
