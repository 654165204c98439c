package io.invitebridge.tests.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** docs/call-flows: one page a story, written by the tests and compared by them. */
public final class CallFlowPages {
  /** Tests run in their module's folder. */
  private static final Path FOLDER = Path.of("..", "docs", "call-flows");

  private CallFlowPages() {}

  /** True when this run writes the pages instead of comparing them. */
  static boolean isWriting() {
    return Boolean.getBoolean("update.docs");
  }

  static void check(String page, String title, String picture) {
    checkFile(page + ".md", "# " + title + "\n\n```\n" + picture + "```\n");
  }

  /** The table of contents: every page with its title. */
  public static void checkIndex() {
    StringBuilder index =
        new StringBuilder(
            """
            # Call flows

            Written by the ladder tests: the real machine, runtime, rules and adapters, in virtual \
            time. Times are seconds.

            """);
    for (Path page : pages()) {
      String name = FOLDER.relativize(page).toString().replace('\\', '/');
      index.append("- [").append(title(page)).append("](").append(name).append(")\n");
    }
    checkFile("README.md", index.toString());
  }

  private static void checkFile(String name, String expected) {
    Path file = FOLDER.resolve(name);
    try {
      if (isWriting()) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, expected);
      }
      assertThat(file)
          .as("%s is written by a ladder test; -Dupdate.docs=true writes it anew", file)
          .exists()
          .hasContent(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> pages() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".md") && !file.endsWith("README.md"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String title(Path page) {
    try (Stream<String> lines = Files.lines(page)) {
      return lines.findFirst().orElseThrow().substring(2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
