package io.invitebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.source.ConfigError;
import io.invitebridge.config.source.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is reported once, at its place, with what was expected. */
class MistakesTest {
  @ParameterizedTest(name = "{2}")
  @MethodSource("io.invitebridge.config.Mistakes#all")
  void isNamedWithItsPlace(String yaml, String place, String message) {
    List<ConfigError> errors = errors(yaml);
    assertThat(errors)
        .as(yaml)
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.message()).contains(message);
              assertThat(error).asString().startsWith("bridge.yaml:" + place + ": ");
            });
  }

  @Test
  void allMistakesComeInOneRunInTheOrderOfTheText() {
    List<ConfigError> errors =
        errors(
            """
            apps: [{id: a}]
            listen:
              rtm: ws://127.0.0.1:8080/rtm
              leagcy: ws://127.0.0.1:8002/
            routes:
              - name: one
                when: {to: {user: "2(\\\\d{3"}}
                ring: [{rtm: "user-$1"}]
                for: 45
            """);
    assertThat(errors)
        .extracting(ConfigError::toString)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("bridge.yaml:4:3: Unknown key \"leagcy\""),
            second -> assertThat(second).startsWith("bridge.yaml:7:23: \"2(\\d{3\": The regular"),
            third -> assertThat(third).startsWith("bridge.yaml:9:10: \"45\": The unit"));
  }

  @Test
  void whatIsAllowedAndProbablyNotMeantIsAdvice() {
    LoadResult result =
        load(
            """
            apps: [{id: a}]
            listen: {rtm: "ws://0.0.0.0:8080/rtm", sip: "udp://127.0.0.1:5060"}
            admin: {token: hush}
            trunks: {pbx: {uri: "sip:pbx.example.com"}}
            routes:
              - {name: one, when: {to: {user: x}}, ring: [{rtm: x}], for: 90s}
              - {name: two, ring: [{trunk: pbx, for: 56s}]}
            """);
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    assertThat(((LoadResult.Loaded) result).advice())
        .extracting(ConfigError::toString)
        .containsExactly(
            "bridge.yaml:1:7: The app a has neither certificate nor jwt: whoever reaches the listener can log in"
                + " under any name.",
            "bridge.yaml:3:16: This secret stands in the file for all to read; better as ${NAME} or"
                + " ${file:path}.",
            "bridge.yaml:4:21: Calls from pbx.example.com are not recognised as this trunk's:"
                + " accept-from names no address.",
            "bridge.yaml:6:5: The route \"one\" is to ring for 90s, but its timer ring ends that"
                + " after 60s.",
            "bridge.yaml:7:5: The route \"two\" is to ring for 56s, but its timer sip-ring ends that"
                + " after 55s.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: r, ring: [{rtm: x}], login-window: 0s}                           | true",
        "{name: r, when: {from: {network: sip}}, ring: [{rtm: x}]}               | true",
        "{name: r, when: {from: {trunk: pbx}}, ring: [{rtm: x}]}                 | true",
        "{name: r, ring: [{trunk: pbx}]}                                         | true",
        "{name: r, ring: [{rtm: x}]}                                             | false",
        "{name: r, when: {from: {trunk: pbx}}, ring: [{rtm: x}], login-window: 1m} | false"
      })
  void aWakeUpThatIsNeverUsedIsAdvised(String route, boolean advised) {
    LoadResult result =
        load(
            """
            apps: [{id: a, wake-up: {url: "https://b.example/", secret: "${SECRET}"}}]
            listen: {rtm: "ws://127.0.0.1:8080/rtm", sip: "udp://127.0.0.1:5060"}
            trunks: {pbx: {uri: "sip:192.0.2.1"}}
            routes: [%s]
            """
                .formatted(route));
    assertThat(((LoadResult.Loaded) result).advice().toString().contains("is never used"))
        .isEqualTo(advised);
  }

  /** A silent target takes its try-for, and the clock of the route runs over all of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1500ms | {name: r, ring: [{trunk: pbx}]}                              | -",
        "2s     | {name: r, ring: [{trunk: pbx}]}"
            + " | trunk-probe ends that after 4s: only the first 2 are tried",
        "2s     | {name: r, ring: [{trunk: pbx}], timers: {trunk-probe: 5s}}   | -",
        "1s     | {name: r, ring: [{trunk: pbx}], timers: {trunk-probe: 1s}}"
            + " | trunk-probe ends that after 1s: only the first one is tried",
        "1500ms | {name: r, ring: [{trunk: pbx, for: 3s}, {trunk: pbx}]}"
            + " | for ends that after 3s: only the first 2 are tried",
        "2s     | {name: r, when: {to: {user: x}}, ring: [{rtm: x}]}           | -"
      })
  void targetsThatAreNeverTriedAreAdvised(String tryFor, String route, String advice) {
    LoadResult result =
        load(
            """
            apps: [{id: a, certificate: "${SECRET}"}]
            listen: {rtm: "ws://127.0.0.1:8080/rtm", sip: "udp://127.0.0.1:5060"}
            trunks:
              pbx:
                targets: [{uri: "sip:192.0.2.1"}, {uri: "sip:192.0.2.2"}, {uri: "sip:192.0.2.3"}]
                try-for: %s
            routes: [%s]
            """
                .formatted(tryFor, route));
    List<ConfigError> given = ((LoadResult.Loaded) result).advice();
    if (advice.equals("-")) {
      assertThat(given.toString()).doesNotContain("try-for");
    } else {
      assertThat(given.toString()).containsOnlyOnce(advice).contains("has 3 targets");
    }
  }

  @Test
  void aWebhookOnThisMachineNeedsNoTls() {
    String app = "{id: a, wake-up: {url: 'http://[::1]:8090/w', secret: '${SECRET}'}}";
    LoadResult result =
        load("apps: [" + app + "]\nlisten: {rtm: 'ws://[::1]:1/'}\n" + Mistakes.ROUTES);
    assertThat(result)
        .asString()
        .contains("http://[::1]:8090/w", "secret=***")
        .doesNotContain("hush-hush");
  }

  @Test
  void aSecretIsInNoMessage() {
    assertThat(errors(Mistakes.HEAD + Mistakes.ROUTES + "node: ${SECRET}\n").toString())
        .doesNotContain("hush-hush");
  }

  private static List<ConfigError> errors(String yaml) {
    return load(yaml) instanceof LoadResult.Invalid invalid ? invalid.errors() : List.of();
  }

  private static LoadResult load(String yaml) {
    Map<String, String> variables =
        Map.of("SECRET", "hush-".repeat(7), "SHORT", "hush", "EMPTY", "");
    Environment environment =
        new Environment(name -> Optional.ofNullable(variables.get(name)), Path.of("target"));
    return ConfigLoader.load(yaml, "bridge.yaml", environment);
  }
}
