package io.invitebridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
  private static final String HEAD =
      """
      apps: [{id: trial}]
      listen: {rtm: "ws://127.0.0.1:8080/rtm"}
      routes:
      """;

  @TempDir private Path directory = Path.of("");

  @Test
  void names_the_calls_that_change_with_both_decisions() throws IOException {
    CommandRun run =
        diff(
            "- {name: all, ring: [{rtm: '{to.user}'}]}",
            """
            - name: evenings
              when: {time: {from: "18:00", to: "23:00", zone: UTC}}
              refuse: unavailable
            - {name: all, ring: [{rtm: '{to.user}'}]}
            """,
            """
            from,to,name,at
            rtm:amy,bob,"Pond, Amy",2026-11-20T19:00:00Z
            rtm:amy,bob,,2026-11-20T09:00:00Z
            """);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .containsExactly(
            "line 2  rtm:amy to bob",
            "  - route      all",
            "  - rings      [rtm:bob]",
            "  - caller     rtm:amy \"Pond, Amy\"",
            "  + answer     nobody rings: unavailable",
            "1 of 2 calls would be routed differently");
  }

  @Test
  void calls_that_stay_as_they_are_are_not_shown() throws IOException {
    String routes = "- {name: all, ring: [{rtm: '{to.user}'}]}";

    CommandRun run = diff(routes, routes, "from,to\nrtm:amy,bob\n");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsExactly("0 of 1 calls would be routed differently");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "who,to|Line 1 must name the columns",
        "from,to;rtm:amy|Line 2 has 1 values, and there are 2 columns",
        "from,to;fax:amy,bob|Line 2: The network fax is unknown",
        "from,to,at;rtm:amy,bob,noon|Line 2: The time noon cannot be read"
      })
  void a_table_that_cannot_be_read_is_wrong_use(String table, String message) throws IOException {
    String routes = "- {name: all, ring: [{rtm: '{to.user}'}]}";

    CommandRun run = diff(routes, routes, table.replace(';', '\n'));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.allErr()).contains("calls.csv: " + message);
  }

  @Test
  void a_bad_configuration_is_named_with_its_place() throws IOException {
    CommandRun run = diff("- {name: all, rnig: []}", "- {name: all, refuse: busy}", "from,to\n");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.allErr()).contains("old.yaml:4:17: Unknown key");
  }

  private CommandRun diff(String before, String after, String calls) throws IOException {
    return CommandRun.of(
        "diff",
        write("old.yaml", HEAD + before.indent(2)),
        write("new.yaml", HEAD + after.indent(2)),
        write("calls.csv", calls));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
