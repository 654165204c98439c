package io.invitebridge.config.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/routing.md teaches by problems, and each problem is a file of examples/. */
class RoutingPageTest {
  private static final Pattern LINK =
      Pattern.compile("\\[([a-z-]+\\.yaml)]\\(\\.\\./config/examples/([a-z-]+\\.yaml)\\)");

  private static final Pattern SNIPPET = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyExampleIsAProblemOfThePageAndTheOtherWayRound() throws IOException {
    List<String> linked =
        LINK.matcher(problems()).results().map(link -> link.group(2)).sorted().toList();
    try (Stream<Path> files = Files.list(directory())) {
      assertThat(linked)
          .containsExactlyElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml"))
                  .sorted()
                  .toList());
    }
    assertThat(LINK.matcher(problems()).results())
        .allMatch(link -> link.group(1).equals(link.group(2)));
  }

  static Stream<String> sections() throws IOException {
    return Stream.of(problems().split("\n### ")).skip(1);
  }

  @ParameterizedTest
  @MethodSource("sections")
  void aProblemHasOneFileAndShowsPartsOfIt(String section) throws IOException {
    List<MatchResult> links = LINK.matcher(section).results().toList();
    assertThat(links).as(section).hasSize(1);
    String file = plain(Files.readString(directory().resolve(links.get(0).group(2))));
    assertThat(SNIPPET.matcher(section).results().map(shown -> plain(shown.group(1))))
        .as(section)
        .allMatch(file::contains);
  }

  /** Without indentation, so that a part can stand by itself. */
  private static String plain(String yaml) {
    return yaml.replaceAll("(?m)^ +", "").replaceAll("(?m) +#.*$", "");
  }

  private static String problems() throws IOException {
    String page = Files.readString(directory().resolve("../../docs/routing.md"));
    int begin = page.indexOf("\n## Problems and their files\n");
    return page.substring(begin, page.indexOf("\n## ", begin + 4));
  }

  private static Path directory() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("examples"))
        ? here.resolve("examples")
        : here.resolve("config/examples");
  }
}
