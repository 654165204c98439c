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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/interop.md tells people to write is what the bridge reads. */
class InteropDocumentTest {
  private static final Path PAGE = Path.of("..", "docs", "interop.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SECRET = Pattern.compile("\\$\\{[A-Z_]+}");
  private static final String APPS =
      """
      apps:
        - id: trial
      """;

  private static final String LISTEN =
      """
      listen:
        sip: [udp://127.0.0.1:5060, tcp://127.0.0.1:5060]
        rtm: ws://127.0.0.1:8080/rtm
      """;

  private static final String ROUTES =
      """
      routes:
        - name: everybody rings the app
          ring: [{rtm: "{to.user}", app: trial}]
      """;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @MethodSource("configurations")
  void everyConfigurationOfTheBridgeLoads(String yaml) throws Exception {
    assertThat(ConfigLoader.load(whole(yaml), "interop.md", Environment.empty()))
        .isInstanceOf(LoadResult.Loaded.class);
  }

  /** What the page leaves out because the reader has it already, and files that are there. */
  private String whole(String yaml) throws Exception {
    PemFiles files = new PemFiles.Authority(folder).forAddress("192.0.2.10");
    String text =
        SECRET
            .matcher(yaml)
            .replaceAll("secret")
            .replace("/etc/invite-bridge/chain.pem", files.certificate().toString())
            .replace("/etc/invite-bridge/key.pem", files.key().toString())
            .replace("/etc/invite-bridge/authorities.pem", files.authority().toString());
    return APPS
        + (text.startsWith("listen:") ? "" : LISTEN)
        + text
        + (text.contains("\nroutes:") || text.startsWith("routes:") ? "" : ROUTES);
  }

  @Test
  void thePageHasOneForEachPeer() throws IOException {
    assertThat(configurations()).hasSizeGreaterThanOrEqualTo(8);
    String page = Files.readString(PAGE);
    for (String peer :
        List.of(
            "## Kamailio",
            "## Asterisk (chan_pjsip)",
            "## FreeSWITCH",
            "## A PBX that wants a registration",
            "## A carrier trunk")) {
      String section = page.substring(page.indexOf("\n" + peer) + 1).split("\n## ", 2)[0];
      assertThat(section).startsWith(peer).contains("```yaml\n");
    }
  }

  @Test
  void theFilesThatThePageNamesAreThere() throws IOException {
    assertThat(Files.readString(PAGE)).contains("](../config/interop/kamailio/kamailio.cfg)");
    assertThat(Kamailio.CONFIGURATION)
        .isEqualTo(PAGE.resolveSibling("../config/interop/kamailio/kamailio.cfg").toRealPath());
  }

  static List<String> configurations() throws IOException {
    try (Stream<MatchResult> found = YAML.matcher(Files.readString(PAGE)).results()) {
      return found.map(match -> match.group(1)).toList();
    }
  }
}
