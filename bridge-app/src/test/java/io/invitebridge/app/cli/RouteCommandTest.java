package io.invitebridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** On the embedded configuration. */
class RouteCommandTest {
  @Test
  void says_which_rule_takes_the_call_and_whom_it_rings() {
    CommandRun run = CommandRun.of("route", "--from", "rtm:alice", "--to", "1001");

    assertThat(run.exitCode()).isZero();
    assertThat(run.allOut())
        .contains("passes it")
        .contains("takes it")
        .contains("app users dial digits out")
        .contains("sip:1001@local");
  }

  @Test
  void a_bare_name_is_an_app_user() {
    assertThat(CommandRun.of("route", "--from", "alice", "--to", "bob").allOut())
        .contains("rtm:bob");
  }

  @Test
  void sip_callers_come_with_or_without_a_trunk() {
    assertThat(CommandRun.of("route", "--from", "sip:1001", "--to", "alice").allOut())
        .contains("rtm:alice");
    assertThat(CommandRun.of("route", "--from", "sip:1001@local", "--to", "alice").allOut())
        .contains("rtm:alice");
  }

  @Test
  void a_caller_that_cannot_be_is_wrong_use() {
    CommandRun run = CommandRun.of("route", "--from", "fax:1", "--to", "alice");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.allErr()).contains("fax", "rtm:, legacy: or sip:");
  }
}
