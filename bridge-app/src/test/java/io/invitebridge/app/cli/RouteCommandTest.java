package io.invitebridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the embedded configuration. */
class RouteCommandTest {
  @TempDir private Path directory = Path.of("");

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

  @Test
  void a_trunk_or_an_app_that_is_not_there_is_wrong_use() {
    CommandRun trunk = CommandRun.of("route", "--from", "sip:1001@locl", "--to", "alice");
    assertThat(trunk.exitCode()).isEqualTo(2);
    assertThat(trunk.allErr())
        .contains(
            "There is no trunk \"locl\"; expected one of: local, or sip:1001 for a caller of");

    CommandRun app = CommandRun.of("route", "--from", "amy", "--app", "zz", "--to", "alice");
    assertThat(app.exitCode()).isEqualTo(2);
    assertThat(app.allErr()).contains("There is no app \"zz\"; expected one of: trial.");
  }

  @Test
  void what_a_terminal_would_obey_is_written_out() {
    assertThat(
            CommandRun.of(
                    "route", "--from", "amy", "--to", "bob", "--content", "\u001b[31mred\r\n\u202e")
                .allOut())
        .contains("content    \\u001b[31mred\\u000d\\u000a\\u202e");
  }

  @Test
  void a_backend_is_not_asked() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("ask.yaml"),
            """
            apps: [{id: trial}]
            listen: {rtm: "ws://127.0.0.1:8080/rtm"}
            routes:
              - {name: duty, ask: {url: "http://127.0.0.1:1/", secret: 0123456789abcdef0123456789abcdef}}
              - {name: desk, ring: [{rtm: desk}]}
            """);
    CommandRun run =
        CommandRun.of("route", "--config", file.toString(), "--from", "amy", "--to", "bob");
    assertThat(run.exitCode()).isZero();
    assertThat(run.allOut())
        .contains("Route \"duty\": its backend is not asked here", "rings      [rtm:desk]");
  }

  @Test
  void says_what_each_leg_would_be_told() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("bridge.yaml"),
            """
            apps: [{id: trial}]
            listen: {rtm: "ws://127.0.0.1:8080/rtm"}
            routes:
              - name: desk
                when: {time: {from: "08:00", to: "18:00", zone: UTC}, content: {kind: video}}
                ring: [{rtm: x, for: 5s}, {rtm: y}]
                caller: {user: desk, name: The desk}
                content: {room: "{call.channelId}"}
                on-busy: {ring: [{rtm: z}]}
                on-offline: {refuse: unavailable}
            """);
    String[] command = {
      "route",
      "--config",
      file.toString(),
      "--from",
      "alice",
      "--to",
      "bob",
      "--content",
      "{\"kind\":\"video\"}",
      "--channel",
      "room-1",
      "--at",
      "2026-11-20T09:00:00Z"
    };
    assertThat(CommandRun.of(command).out())
        .containsExactly(
            "takes it   line 4  desk",
            "rings      [rtm:x] for 5 s",
            "then rings [rtm:y]",
            "if offline, the caller hears unavailable",
            "if busy, rings [rtm:z]",
            "caller     rtm:desk \"The desk\"",
            "channel    room-1",
            "content    {\"room\":\"room-1\"}");

    command[command.length - 1] = "2026-11-20T19:00:00Z";
    assertThat(CommandRun.of(command).exitCode()).isEqualTo(1);
  }

  @Test
  void a_time_that_cannot_be_read_is_wrong_use() {
    CommandRun run = CommandRun.of("route", "--from", "a", "--to", "b", "--at", "noon");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.allErr()).contains("2026-12-24T18:30:00+01:00");
  }

  @Test
  void sip_calls_have_headers_and_a_source() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("queues.yaml"),
            """
            apps: [{id: trial}]
            listen: {rtm: "ws://127.0.0.1:8080/rtm", sip: "udp://127.0.0.1:5060"}
            trunks: {pbx: {uri: "sip:192.0.2.1"}}
            routes:
              - name: queues
                when: {header: {X-Queue: sales}, from: {address: 192.0.2.0/24}}
                ring: [{rtm: x}]
            """);
    String[] command = {
      "route",
      "--config",
      file.toString(),
      "--from",
      "sip:1@pbx",
      "--to",
      "2",
      "--header",
      "X-Queue: sales",
      "--source",
      "192.0.2.1"
    };
    assertThat(CommandRun.of(command).allOut()).contains("takes it   line 5  queues");

    command[command.length - 3] = "X-Queue";
    assertThat(CommandRun.of(command).allErr()).contains("has no colon");
  }

  @Test
  void says_what_a_sip_callee_gets() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("carrier.yaml"),
            """
            apps: [{id: trial}]
            listen: {rtm: "ws://127.0.0.1:8080/rtm", sip: "udp://127.0.0.1:5060"}
            trunks: {carrier: {uri: "sip:203.0.113.5:5070;transport=tcp"}}
            routes:
              - name: out
                ring: [{trunk: carrier}]
                headers: {set: {X-Who: "{from.user}"}, remove: [User-Agent]}
                media: {via: "sip:room-{channelId}@gw.example"}
            """);
    String[] command = {
      "route", "--config", file.toString(), "--from", "amy", "--to", "+49", "--channel", "r1"
    };
    assertThat(CommandRun.of(command).out())
        .endsWith(
            "INVITE     sip:+49@203.0.113.5:5070;transport=tcp for sip:+49@carrier",
            "header     X-Who: amy",
            "header     User-Agent is left out",
            "media      via sip:room-r1@gw.example");
  }

  @Test
  void says_who_is_offline() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("online.yaml"),
            """
            apps: [{id: trial}]
            listen: {rtm: "ws://127.0.0.1:8080/rtm"}
            routes:
              - {name: app, when: {online: "{to.user}"}, ring: [{rtm: "{to.user}"}]}
              - {name: box, ring: [{rtm: box}]}
            """);
    String[] command = {
      "route", "--config", file.toString(), "--from", "alice", "--to", "bob", "--online", "zoe,eve"
    };
    assertThat(CommandRun.of(command).out())
        .startsWith(
            "passes it  line 4  app",
            "             bob is offline, wanted online",
            "takes it   line 5  box");

    command[command.length - 1] = "zoe,rtm:bob";
    assertThat(CommandRun.of(command).out()).startsWith("takes it   line 4  app");
  }

  @Test
  void print_config_shows_what_holds_and_no_secret() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("bridge.yaml"),
            """
            apps: [{id: trial, certificate: hush-hush}]
            listen: {rtm: "ws://127.0.0.1:8080/rtm"}
            routes: [{name: r, ring: [{rtm: x}]}]
            """);
    CommandRun run = CommandRun.of("print-config", "--config", file.toString());
    assertThat(run.out()).contains("  ring: 60s  # default", "    certificate: \"***\"");
    assertThat(run.allOut()).doesNotContain("hush");

    Files.writeString(file, "apps: []\n");
    assertThat(CommandRun.of("print-config", "--config", file.toString()).exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("print-config", "--resolve").allOut()).contains("node: n1  # default");
  }

  @Test
  void schema_prints_what_editors_need() {
    assertThat(CommandRun.of("schema").allOut())
        .startsWith("{")
        .contains("\"on-busy\"", "json-schema.org/draft/2020-12");
  }
}
