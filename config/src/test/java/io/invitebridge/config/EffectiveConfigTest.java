package io.invitebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.source.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration as it holds can be read by people and by the loader. */
class EffectiveConfigTest {
  private static final Map<String, String> VARIABLES =
      Map.of("SECRET", "hush-".repeat(8), "PORT", "5070");

  @TempDir private Path directory;

  static Stream<Path> examples() throws IOException {
    return Files.list(Written.module().resolve("examples"))
        .filter(file -> file.toString().endsWith(".yaml"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleMeansTheSameWhenItIsLoadedAgain(Path example) throws IOException {
    Environment environment =
        new Environment(name -> Optional.of("value".repeat(7)), example.getParent());
    String text = Files.readString(example);
    String printed =
        EffectiveConfig.of(text, example.toString(), Optional.empty(), environment, false)
            .orElseThrow();
    assertThat(meaning(ConfigLoader.load(printed, "printed.yaml", environment)))
        .isEqualTo(meaning(ConfigLoader.load(text, "example.yaml", environment)));
  }

  @Test
  void theDefaultIsWhole() {
    String printed = printed(ConfigLoader.defaultText(), false);
    assertThat(printed.lines())
        .contains(
            "node: n1  # default",
            "  t1: 500ms  # default",
            "  ring: 60s  # default",
            "  # sip-ring: 55s  # default",
            "  open-invitations: 100000  # default",
            "  next-on: [unknown, offline, no-response, no-answer]  # default",
            "  decline: per-user  # default",
            "  media: inactive  # default");
  }

  @Test
  void secretsAreMaskedAndReferencesStay() {
    String printed =
        printed(
            """
            apps:
              - id: a
                certificate: "${SECRET}"
              - {id: b, certificate: hush-hush-1}
              - {id: c, certificate: "x${NOPE:-hush-hush-2}y"}
            listen: {rtm: "ws://127.0.0.1:${PORT}/"}
            admin: {token: hush-hush-3}
            routes: [{name: "r: é", when: {from: {network: rtm}}, ring: [{rtm: bob}]}]
            """,
            false);
    assertThat(printed)
        .doesNotContain("hush")
        .contains(
            "certificate: \"${SECRET}\"",
            "certificate: \"***\"",
            "certificate: \"***${NOPE:-***}***\"",
            "rtm: \"ws://127.0.0.1:${PORT}/\"",
            "token: \"***\"",
            "name: \"r: é\"");
  }

  @Test
  void referencesCanBeResolvedButForSecrets() {
    String printed =
        printed(
            """
            apps: [{id: a, certificate: "${SECRET}"}]
            listen: {rtm: "ws://127.0.0.1:${PORT}/"}
            routes: [{name: "$${x", ring: [{rtm: bob}]}]
            """,
            true);
    assertThat(printed)
        .doesNotContain("hush")
        .contains("rtm: \"ws://127.0.0.1:5070/\"", "${SECRET}", "name: \"$${x\"");
  }

  @Test
  void includedFilesAreOneText() throws IOException {
    Files.createDirectories(directory.resolve("sub"));
    Files.writeString(directory.resolve("sub/key"), "hush-hush");
    Files.writeString(directory.resolve("sub/a.yaml"), "admin: {token: '${file:key}'}\nnode: n7\n");
    String text =
        "include: sub/a.yaml\napps: [{id: a}]\nlisten: {rtm: 'ws://[::1]:1/'}\n"
            + "routes: [{name: r, ring: [{rtm: b}]}]\n";
    String printed = printed(text, false);
    assertThat(printed)
        .doesNotContain("include", "hush")
        .contains("node: n7", "${file:" + directory.resolve("sub/key").toAbsolutePath() + "}");
    assertThat(load(printed)).isInstanceOf(LoadResult.Loaded.class);
  }

  @Test
  void clocksThatFollowOthersAreNotFixed() {
    String text =
        """
        apps: [{id: a}]
        listen: {rtm: "ws://127.0.0.1:1/"}
        timers: {ring: 30s, delivery: 45s}
        routes: [{name: r, ring: [{rtm: b}], timers: {ring: 20s}}]
        """;
    String printed = printed(text, false);
    assertThat(printed.lines())
        .contains("  # sip-ring: 27500ms  # default", "  # login-window: 45s  # default");
    assertThat(meaning(load(printed))).isEqualTo(meaning(load(text)));
  }

  @Test
  void whatCannotBeLoadedIsNotPrinted() {
    assertThat(
            EffectiveConfig.of(
                "apps: []\n", "x.yaml", Optional.empty(), Environment.empty(), false))
        .isEmpty();
  }

  /** Everything but where it stands in the text. */
  private static String meaning(LoadResult result) {
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    return ((LoadResult.Loaded) result)
        .config()
        .toString()
        .replaceAll("at=\\d+:\\d+", "")
        .replaceAll("Timing\\[values=\\{[^}]*}, places=\\{[^}]*}]", "Timing")
        .replaceAll("@[0-9a-f]{4,8}", "");
  }

  private String printed(String text, boolean resolved) {
    return EffectiveConfig.of(text, "bridge.yaml", Optional.empty(), environment(), resolved)
        .orElseThrow();
  }

  private LoadResult load(String text) {
    return ConfigLoader.load(text, "bridge.yaml", environment());
  }

  private Environment environment() {
    return new Environment(name -> Optional.ofNullable(VARIABLES.get(name)), directory);
  }
}
