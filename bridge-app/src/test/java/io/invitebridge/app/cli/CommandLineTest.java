package io.invitebridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void the_help_names_every_command_and_the_way_in() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.allOut())
        .contains("serve", "demo", "check", "route", "user", "call", "test", "bridge user alice");
    assertThat(run.out()).hasSizeLessThan(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "demo", "check", "route", "user", "call"})
  void every_command_has_a_short_help(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.allOut()).contains("Usage: bridge " + command);
    assertThat(run.out()).hasSizeLessThan(35);
  }

  @Test
  void the_version_says_what_runs() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().get(0)).startsWith("invitation bridge ");
  }

  static Stream<Arguments> wrongUses() {
    return Stream.of(
        Arguments.of("", "Which command?"),
        Arguments.of("sirve", "sirve"),
        Arguments.of("serve --colour", "--colour"),
        Arguments.of("check", "FILE"),
        Arguments.of("user", "NAME"),
        Arguments.of("user alice --accept --refuse", "mutually exclusive"),
        Arguments.of("user alice --refuse tired", "declined, busy, unavailable"),
        Arguments.of("user alice --hang-up-after soon", "such as 2s"),
        Arguments.of("call --from alice", "--to"),
        Arguments.of("call --to 1001", "--from"),
        Arguments.of("route --from rtm:alice", "--to"),
        Arguments.of("test", "./bridge test"));
  }

  @ParameterizedTest
  @MethodSource("wrongUses")
  void wrong_use_is_exit_code_2_and_says_what_is_wrong(String line, String words) {
    CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.allErr()).contains(words);
  }

  @Test
  void a_bridge_that_is_not_there_is_named_with_what_to_start() {
    CommandRun run = CommandRun.of("user", "alice", "--url", "ws://127.0.0.1:1/rtm");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.allErr()).contains("ws://127.0.0.1:1/rtm", "bridge serve", "--url");
  }

  @Test
  void an_address_that_is_none_is_refused() {
    CommandRun run = CommandRun.of("call", "--from", "a", "--to", "b", "--url", "sip:somewhere");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.allErr()).contains("sip:somewhere");
  }
}
