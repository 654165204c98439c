package io.invitebridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String GOOD =
      """
      apps: [{id: trial}]
      listen:
        rtm: ws://127.0.0.1:8080/rtm
      routes:
        - name: everybody
          ring: [{rtm: "{to.user}"}]
      """;

  private static final String THREE_MISTAKES =
      """
      apps: [{id: trial}]
      listen:
        rtm: ws://127.0.0.1:8080/rtm
      rutes: []
      timers:
        ring: soon
      routes:
        - name: digits
          when: {to: {user: "(\\\\d{3"}}
          ring: [{rtm: "{to.user}"}]
      """;

  @TempDir private Path directory = Path.of("");

  @Test
  void every_mistake_is_named_with_its_line_and_column_in_one_run() throws IOException {
    Path file = write("bad.yaml", THREE_MISTAKES);

    CommandRun run = CommandRun.of("check", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out())
        .anySatisfy(line -> assertThat(line).startsWith(file + ":4:1: ").contains("rutes"))
        .anySatisfy(line -> assertThat(line).startsWith(file + ":6:9: ").contains("soon"))
        .anySatisfy(line -> assertThat(line).startsWith(file + ":9:23: "));
    assertThat(run.out().get(3)).contains("3 mistakes");
  }

  @Test
  void a_good_file_is_summed_up() throws IOException {
    Path file = write("good.yaml", GOOD);

    CommandRun run = CommandRun.of("check", file.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.allOut()).contains(file + ": 1 route, 0 trunks, 1 app");
  }

  @Test
  void one_bad_file_among_several_is_enough() throws IOException {
    Path good = write("good.yaml", GOOD);
    Path missing = directory.resolve("missing.yaml");

    CommandRun run = CommandRun.of("check", good.toString(), missing.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.allOut())
        .contains("good.yaml: 1 route")
        .contains("missing.yaml:1:1: There is no such file");
  }

  @Test
  void serve_refuses_the_same_file_and_starts_nothing() throws IOException {
    CommandRun run =
        CommandRun.of("serve", "--config", write("bad.yaml", THREE_MISTAKES).toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.allErr()).contains(":4:1:", ":6:9:", "3 mistakes", "nothing was started");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
