package io.invitebridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.source.ConfigError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that include one another are one configuration; mistakes are named where they stand. */
class IncludesTest {
  private static final String HEAD =
      """
      apps: [{id: a}]
      listen: {rtm: "ws://127.0.0.1:8080/rtm", sip: "udp://127.0.0.1:5060"}
      """;

  private static final String LAST = "routes: [{name: last, ring: [{rtm: bob}]}]\n";

  @TempDir private Path directory;

  @Test
  void listsAreJoinedWhereTheIncludeStandsAndMappingsHaveTheKeysOfAll() throws IOException {
    file("tenants/one.yaml", "trunks: {one: {uri: 'sip:192.0.2.1'}}\n" + route("one"));
    file("tenants/two.yaml", "trunks: {two: {uri: 'sip:192.0.2.2'}}\n" + route("two"));
    BridgeConfig config =
        loaded(
            HEAD
                + "trunks: {zero: {uri: 'sip:192.0.2.9'}}\n"
                + "include: [tenants/two.yaml, tenants/one.yaml]\n"
                + "routes: [{name: own, when: {to: {user: own}}, ring: [{rtm: bob}]}]\n"
                + "lists: {x: [y]}\n");
    assertThat(config.routes()).extracting(Route::name).containsExactly("two", "one", "own");
    assertThat(config.trunks().keySet().toString()).isEqualTo("[zero, two, one]");
  }

  @Test
  void aKeyAfterTheOwnRoutesPutsTheOthersBehindThem() throws IOException {
    file("late.yaml", LAST);
    BridgeConfig config = loaded(HEAD + route("own") + "include: late.yaml\n");
    assertThat(config.routes()).extracting(Route::name).containsExactly("own", "last");
  }

  @Test
  void aStarTakesAllFilesInTheOrderOfTheirNames() throws IOException {
    file("tenants/20.yaml", route("b"));
    file("tenants/10.yaml", route("a"));
    file("tenants/30.txt", "no yaml: [");
    file("tenants/40.yaml", "# nothing yet\n");
    BridgeConfig config = loaded(HEAD + "include: tenants/*.yaml\n" + LAST);
    assertThat(config.routes()).extracting(Route::name).containsExactly("a", "b", "last");
    assertThat(loaded(HEAD + "include: tenants/*.yml\n" + LAST).routes()).hasSize(1);
  }

  @Test
  void pathsBeginAtTheFileThatTheyStandIn() throws IOException {
    file("sub/secret", "from the sub directory\n");
    file("sub/deeper/rules.yaml", route("deep"));
    file("sub/app.yaml", "include: deeper/rules.yaml\nadmin: {token: '${file:secret}'}\n");
    LoadResult.Loaded result = (LoadResult.Loaded) load(HEAD + "include: sub/app.yaml\n" + LAST);
    assertThat(result.config().admin().token().map(token -> token.value()))
        .contains("from the sub directory");
    assertThat(result.files())
        .extracting(path -> directory.relativize(path).toString())
        .containsExactly("bridge.yaml", "sub/app.yaml", "sub/deeper/rules.yaml", "sub/secret");
  }

  @Test
  void mistakesAreNamedInTheIncludedFile() throws IOException {
    file("tenants/one.yaml", "\nroutes:\n  - {name: one, rnig: [{rtm: bob}], refuse: busy}\n");
    assertThat(errors(HEAD + "include: tenants/one.yaml\ntimer: {}\n" + LAST))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("bridge.yaml:4:1: Unknown key \"timer\""),
            second ->
                assertThat(second)
                    .startsWith("tenants/one.yaml:3:17: Unknown key \"rnig\"")
                    .contains("Did you mean \"ring\"?"));
  }

  @Test
  void whatCanBeGivenOnceIsRefusedTwice() throws IOException {
    file("a.yaml", "node: n2\ntimers: {ring: 40s}\ntrunks: {pbx: {uri: 'sip:192.0.2.1'}}\n");
    String own = "node: n1\ntimers: {ring: 50s, ack: 5s}\ntrunks: {pbx: {uri: 'sip:192.0.2.2'}}\n";
    assertThat(errors(HEAD + own + "include: a.yaml\n" + LAST))
        .containsExactly(
            "a.yaml:1:1: The key \"node\" was already given on line 3 of bridge.yaml; expected it"
                + " in one file only.",
            "a.yaml:2:10: The key \"ring\" was already given on line 4 of bridge.yaml; expected it"
                + " in one file only.",
            "a.yaml:3:10: The key \"pbx\" was already given on line 5 of bridge.yaml; expected it"
                + " in one file only.");
  }

  @Test
  void namesAreUniqueAcrossFilesAndUnreachableRoutesAreFound() throws IOException {
    file("a.yaml", "apps: [{id: a}]\n" + route("own"));
    assertThat(errors("include: a.yaml\n" + HEAD + route("own")))
        .filteredOn(e -> !e.contains("there are 2 apps"))
        .satisfiesExactly(
            e ->
                assertThat(e)
                    .startsWith(
                        "bridge.yaml:2:13: There is already an app \"a\" on line 1 of a.yaml"),
            e ->
                assertThat(e)
                    .startsWith(
                        "bridge.yaml:4:10: The route \"own\" can never be reached: \"own\" on")
                    .contains("line 2 of a.yaml takes all of its calls"),
            e ->
                assertThat(e)
                    .startsWith(
                        "bridge.yaml:4:17: There is already a route \"own\" on line 2 of a"));
  }

  @Test
  void cyclesAreRefusedWhereTheyClose() throws IOException {
    file("a.yaml", "lists: {}\ninclude: [b/b.yaml]\n");
    file("b/b.yaml", "include: ../a.yaml\n");
    assertThat(errors(HEAD + "include: a.yaml\n" + LAST))
        .containsExactly(
            "b/b.yaml:1:10: A file cannot include itself: bridge.yaml includes a.yaml includes"
                + " b/b.yaml includes a.yaml.");
    file("c.yaml", "include: bridge.yaml\n");
    assertThat(errors(HEAD + "include: c.yaml\n" + LAST))
        .containsExactly(
            "c.yaml:1:10: A file cannot include itself: bridge.yaml includes c.yaml includes"
                + " bridge.yaml.");
  }

  @Test
  void trouble() throws IOException {
    file("list.yaml", "- a\n- b\n");
    file("broken.yaml", "routes: [\n");
    file("latin.yaml", "");
    Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', (byte) 0xe4});
    String items =
        "[nope.yaml, list.yaml, broken.yaml, latin.yaml, {a: b}, list.yaml, none/*.yaml]";
    assertThat(errors(HEAD + "include: " + items + "\n" + LAST))
        .satisfiesExactly(
            e -> assertThat(e).isEqualTo("bridge.yaml:3:11: nope.yaml: There is no such file."),
            e -> assertThat(e).startsWith("bridge.yaml:3:46: latin.yaml: The file is not UTF-8"),
            e -> assertThat(e).startsWith("bridge.yaml:3:58: Expected the path of a file, such as"),
            e -> assertThat(e).contains("list.yaml was already included on line 3; expected each"),
            e -> assertThat(e).contains("The directory of \"none/*.yaml\" cannot be read."),
            e -> assertThat(e).startsWith("list.yaml:1:1: Expected keys of the configuration"),
            e -> assertThat(e).startsWith("broken.yaml:2:1: This is not YAML"));
  }

  @Test
  void aPipeOrADeviceIsNotWaitedFor() throws Exception {
    int made =
        new ProcessBuilder("mkfifo", directory.resolve("pipe.yaml").toString()).start().waitFor();
    assumeTrue(made == 0, "skipped: mkfifo does not work here");
    String main = HEAD + "include: [pipe.yaml, /dev/zero]\nadmin: {token: '${file:pipe.yaml}'}\n";
    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> errors(main + LAST)))
        .satisfiesExactly(
            e ->
                assertThat(e)
                    .endsWith(": pipe.yaml: The file cannot be read: it is no regular file."),
            e ->
                assertThat(e)
                    .endsWith(": /dev/zero: The file cannot be read: it is no regular file."),
            e ->
                assertThat(e)
                    .contains("The file \"pipe.yaml\" cannot be read (it is no regular file)"));
  }

  @Test
  void theFilesOfABrokenConfigurationAreKnownToo() throws IOException {
    file("a.yaml", "routes: [\n");
    assertThat(load(HEAD + "include: [a.yaml, later.yaml]\n").files())
        .extracting(path -> directory.relativize(path).toString())
        .containsExactly("bridge.yaml", "a.yaml", "later.yaml");
  }

  private static String route(String name) {
    return "routes: [{name: " + name + ", when: {to: {user: " + name + "}}, ring: [{rtm: bob}]}]\n";
  }

  private void file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private BridgeConfig loaded(String main) throws IOException {
    LoadResult result = load(main);
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    return ((LoadResult.Loaded) result).config();
  }

  private List<String> errors(String main) throws IOException {
    LoadResult result = load(main);
    assertThat(result).isInstanceOf(LoadResult.Invalid.class);
    return ((LoadResult.Invalid) result)
        .errors().stream().map(ConfigError::toString).map(this::relative).toList();
  }

  private String relative(String text) {
    return text.replace(directory + "/", "");
  }

  private LoadResult load(String main) throws IOException {
    file("bridge.yaml", main);
    return ConfigLoader.load(directory.resolve("bridge.yaml"), name -> Optional.empty());
  }
}
