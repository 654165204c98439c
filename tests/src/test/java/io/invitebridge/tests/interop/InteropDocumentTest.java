package io.invitebridge.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.source.Environment;
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

/** What docs/interop.md tells people to write is what the bridge reads. */
class InteropDocumentTest {
  private static final Path PAGE = Path.of("..", "docs", "interop.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SECRET = Pattern.compile("\\$\\{[A-Z_]+}");
  private static final String HEAD =
      """
      apps:
        - id: trial
      listen:
        sip: [udp://127.0.0.1:5060, tcp://127.0.0.1:5060]
        rtm: ws://127.0.0.1:8080/rtm
      """;

  @ParameterizedTest
  @MethodSource("configurations")
  void everyConfigurationOfTheBridgeLoads(String yaml) {
    String text = HEAD + SECRET.matcher(yaml).replaceAll("secret");
    assertThat(ConfigLoader.load(text, "interop.md", Environment.empty()))
        .isInstanceOf(LoadResult.Loaded.class);
  }

  @Test
  void thePageHasOneForEachPeer() throws IOException {
    assertThat(configurations()).hasSizeGreaterThanOrEqualTo(6);
  }

  static List<String> configurations() throws IOException {
    try (Stream<MatchResult> found = YAML.matcher(Files.readString(PAGE)).results()) {
      return found.map(match -> match.group(1)).toList();
    }
  }
}
