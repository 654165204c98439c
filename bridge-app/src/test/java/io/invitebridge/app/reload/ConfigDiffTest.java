package io.invitebridge.app.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigDiffTest {
  private static final String TEXT =
      """
      node: n1
      apps: [{id: one, certificate: "0123456789abcdef0123456789abcdef"}]
      listen: {sip: "udp://127.0.0.1:5060", rtm: "ws://127.0.0.1:8080/rtm", admin: "http://127.0.0.1:9090"}
      trunks: {pbx: {uri: "sip:192.0.2.1"}, other: {uri: "sip:192.0.2.2"}}
      timers: {ring: 50s}
      lists: {vip: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]}
      routes:
        - name: a
          when: {to: {user: {list: vip}}}
          ring: [{rtm: "{to.user}"}]
        - name: b
          when: {to: {user: '2(\\d+)'}}
          ring: [{trunk: pbx, user: "$1"}, {trunk: other, user: "$1"}]
          content: {who: "{from.user}"}
      """;

  static Stream<Path> examples() throws IOException {
    return Files.list(Path.of("../config/examples"))
        .filter(file -> file.toString().endsWith(".yaml"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_same_text_differs_in_nothing_wherever_it_stands(Path example) throws IOException {
    String text = Files.readString(example);
    Environment environment =
        new Environment(name -> Optional.of("value".repeat(7)), example.getParent());
    BridgeConfig once = load(text, environment).orElseThrow();
    BridgeConfig again = load("# moved down\n\n" + text, environment).orElseThrow();
    assertThat(new ConfigDiff(once, again).changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ring: 50s               | ring: 40s              | timers changed
          "10"]                   | "11"]                  | route "a" changed
          $1"}, {trunk: other     | 9$1"}, {trunk: other   | route "b" changed
          who: "{from.user}"      | who: "{to.user}"       | route "b" changed
          2(\\d+)                  | 3(\\d+)                 | route "b" changed
          name: a                 | name: c                | route "a" gone;route "c" new
          192.0.2.2               | 192.0.2.3              | trunk "other" changed
          ab: 1                   | ab: 1                  | ''
          id: one                 | id: two                | app "one" gone;app "two" new
          "0123456789abcdef       | "f123456789abcdef      | app "one" changed
          udp://127.0.0.1:5060    | udp://127.0.0.1:5070   | listener udp://127.0.0.1:5060 gone;listener udp://127.0.0.1:5070 new
          8080/rtm                | 8081/rtm               | listen.rtm is now ws://127.0.0.1:8081/rtm
          127.0.0.1:9090          | 127.0.0.1:9091         | listen.admin is now http://127.0.0.1:9091
          node: n1                | node: n2               | node changed
          """)
  void what_differs_is_named(String old, String now, String changes) {
    BridgeConfig before = load(TEXT).orElseThrow();
    BridgeConfig after = load(TEXT.replace(old, now)).orElseThrow();
    assertThat(String.join(";", new ConfigDiff(before, after).changes())).isEqualTo(changes);
  }

  @Test
  void the_order_of_routes_counts() {
    String swapped = TEXT.replace("name: a", "name: x").replace("name: b", "name: a");
    assertThat(
            new ConfigDiff(
                    load(TEXT).orElseThrow(),
                    load(swapped.replace("name: x", "name: b")).orElseThrow())
                .changes())
        .contains("order of the routes changed");
  }

  @Test
  void the_place_of_texts_is_named() {
    String with =
        TEXT.replace("listen: {", "listen: {texts: 'http://127.0.0.1:8443', ")
            + "sip: {texts: {url: 'http://127.0.0.1:8443/texts/'}}\n";
    assertThat(new ConfigDiff(load(TEXT).orElseThrow(), load(with).orElseThrow()).changes())
        .containsExactly("listen.texts is now http://127.0.0.1:8443", "sip changed");
  }

  @Test
  void what_needs_a_restart_is_said() {
    BridgeConfig before = load(TEXT).orElseThrow();
    BridgeConfig renamed = load(TEXT.replace("node: n1", "node: n2")).orElseThrow();
    assertThat(new ConfigDiff(before, renamed).needRestart())
        .containsExactly("node: ids of calls in progress carry the present one");
    assertThat(new ConfigDiff(before, before).needRestart()).isEmpty();
  }

  @Test
  void no_secret_is_named() {
    String other = TEXT.replace("0123456789abcdef", "fedcba9876543210");
    List<String> changes =
        new ConfigDiff(load(TEXT).orElseThrow(), load(other).orElseThrow()).changes();
    assertThat(changes).containsExactly("app \"one\" changed");
  }

  private static Optional<BridgeConfig> load(String text) {
    return load(text, Environment.empty());
  }

  private static Optional<BridgeConfig> load(String text, Environment environment) {
    LoadResult result = ConfigLoader.load(text, "test.yaml", environment);
    return result instanceof LoadResult.Loaded loaded
        ? Optional.of(loaded.config())
        : Optional.empty();
  }
}
