package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.LoginFailedException;
import io.invitebridge.app.party.PhoneCall;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;
import io.invitebridge.app.reload.ReloadReport.Cause;
import io.invitebridge.app.reload.ReloadReport.Result;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A running bridge whose file changes. */
@Tag("loopback")
@Timeout(120)
class ReloadTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path directory = Path.of("");
  private Optional<ReloadingBridge> running = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    running = Optional.of(ReloadingBridge.start(directory));
  }

  @AfterEach
  void stop() {
    running.ifPresent(ReloadingBridge::close);
  }

  @Test
  void new_calls_go_by_the_new_rules_and_open_ones_go_on() throws Exception {
    try (SipPhone phone = new SipPhone(sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(rtmUrl(1), "trial", "alice");
        ScriptedUser bob = new ScriptedUser(rtmUrl(1), "trial", "bob")) {
      alice.login();
      bob.login();
      PhoneCall before = phone.dial("desk");
      alice.hears(Kind.REMOTE_RECEIVED);
      before.hears("180");

      write(text().replace("rtm: alice", "rtm: bob"));
      HttpResponse<String> answer = admin().send("POST", "/reload", "");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("\"result\" : \"applied\"", "route \\\"everybody\\\" changed");
      PhoneCall after = phone.dial("desk");
      bob.hears(Kind.REMOTE_RECEIVED);
      after.hears("180");
      alice.accepts();
      before.hears("200");
      before.hangsUp();
      before.hears("200 BYE");
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(server().runtime().figures().open()).isOne());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rout: x", "apps: [", ""})
  void a_broken_file_changes_nothing_and_is_reported(String broken) throws Exception {
    write(broken.isEmpty() ? "" : text() + broken);

    HttpResponse<String> answer = admin().send("POST", "/reload", "");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("\"result\" : \"refused\"", "bridge.yaml:", "\"changes\" : [ ]");
    assertThat(admin().get("/reload")).contains("refused");
    assertThat(admin().get("/metrics"))
        .contains(
            "bridge_config_reloads_total{result=\"refused\"} 1.0",
            "bridge_config_reloads_total{result=\"applied\"} 0.0",
            "bridge_config_good 0.0");
    try (SipPhone phone = new SipPhone(sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(rtmUrl(1), "trial", "alice")) {
      alice.login();
      phone.dial("desk").hears("180");
    }
    write(text());
    assertThat(admin().send("POST", "/reload", "").body()).contains("\"unchanged\"");
    assertThat(admin().get("/metrics")).contains("bridge_config_good 1.0");
  }

  @Test
  void a_listener_that_cannot_be_opened_refuses_the_whole_file() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(port(3), loopback())) {
      write(
          text()
              .replace("rtm: alice", "rtm: bob")
              .replace(rtmUrl(1), rtmUrl(4))
              .replace("udp://127.0.0.1:" + sip(), "udp://127.0.0.1:" + taken.getLocalPort()));

      HttpResponse<String> answer = admin().send("POST", "/reload", "");

      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("The sip listener cannot use", "another program");
    }
    try (SipPhone phone = new SipPhone(sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(rtmUrl(1), "trial", "alice")) {
      alice.login();
      phone.dial("desk").hears("180");
    }
    assertNobodyListens(4);
  }

  @Test
  void listeners_move_and_calls_on_the_old_ones_go_on() throws Exception {
    try (SipPhone phone = new SipPhone(sip(), (isSent, name) -> {});
        SipPhone newcomer = new SipPhone(port(3), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(rtmUrl(1), "trial", "alice");
        ScriptedUser bob = new ScriptedUser(rtmUrl(4), "trial", "bob")) {
      alice.login();
      PhoneCall call = phone.dial("desk");
      call.hears("180");

      write(
          text()
              .replace("rtm: alice", "rtm: bob")
              .replace(rtmUrl(1), rtmUrl(4))
              .replace("udp://127.0.0.1:" + sip(), "udp://127.0.0.1:" + port(3)));
      assertThat(admin().send("POST", "/reload", "").body())
          .contains("listener udp://127.0.0.1:" + sip() + " gone", "listen.rtm is now");

      bob.login();
      newcomer.dial("desk").hears("180");
      alice.accepts();
      call.hears("200");
      call.hangsUp();
      call.hears("200 BYE");
      assertNobodyListens(1);
      await()
          .atMost(LONG)
          .ignoreExceptions()
          .untilAsserted(() -> new DatagramSocket(sip(), loopback()).close());
    }
  }

  @Test
  void listeners_come_and_go() throws Exception {
    write(
        text()
            .replace("rtm: ws://", "legacy: ws://127.0.0.1:" + port(5) + "/\n  rtm: ws://")
            .replace("  sip: [", "  sip: [tcp://127.0.0.1:" + port(3) + ", "));
    assertThat(admin().send("POST", "/reload", "").statusCode()).isEqualTo(200);
    new Socket(loopback(), port(5)).close();
    new Socket(loopback(), port(3)).close();
    assertThat(admin().get("/metrics")).contains("bridge_legacy_sessions 0.0");

    write(text());
    assertThat(admin().send("POST", "/reload", "").body()).contains("listen.legacy is now nowhere");
    assertNobodyListens(5);
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(() -> new ServerSocket(port(3), 1, loopback()).close());
  }

  @Test
  void apps_tokens_trunks_and_limits_follow_the_file() throws Exception {
    write(
        text()
                .replace("apps: [{id: trial}]", "apps: [{id: trial}, {id: second}]")
                .replace("routes:", "trunks: {pbx: {uri: 'sip:192.0.2.1'}}\nroutes:")
                .replace("rtm: alice", "rtm: alice, app: trial")
            + "admin: {token: opensesame}\nlimits: {open-invitations: 1}\n");
    assertThat(admin().send("POST", "/reload", "").body())
        .contains("app \\\"second\\\" new", "trunk \\\"pbx\\\" new", "admin changed", "limits");

    assertThat(admin().send("GET", "/trunks", "").statusCode()).isEqualTo(401);
    assertThat(server().config().trunks()).hasSize(1);
    try (SipPhone phone = new SipPhone(sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(rtmUrl(1), "trial", "alice");
        ScriptedUser other = new ScriptedUser(rtmUrl(1), "second", "other")) {
      other.login();
      alice.login();
      phone.dial("desk").hears("180");
      phone.dial("desk").hears("503");
    }
    write(text());
    assertThat(server().reloader().orElseThrow().reload(Cause.SIGNAL).get(20, TimeUnit.SECONDS))
        .satisfies(report -> assertThat(report.result()).isEqualTo(Result.APPLIED));
    assertThat(admin().send("GET", "/trunks", "").statusCode()).isEqualTo(200);
    try (ScriptedUser late = new ScriptedUser(rtmUrl(1), "second", "late")) {
      assertThatThrownBy(late::login).isInstanceOf(LoginFailedException.class);
    }
  }

  @Test
  void the_admin_listener_moves_and_still_answers_who_asked() throws Exception {
    write(text().replace(":" + port(2), ":" + port(4)));
    assertThat(admin().send("POST", "/reload", "").statusCode()).isEqualTo(200);
    assertThat(new AdminClient(port(4)).get("/health/ready")).contains("ready");
    await().atMost(LONG).ignoreExceptions().untilAsserted(() -> assertNobodyListens(2));
  }

  @Test
  void a_node_keeps_its_name_until_a_restart() throws Exception {
    write("node: n7\n" + text());
    assertThat(admin().send("POST", "/reload", "").body())
        .contains("node changed", "node: ids of calls in progress");
    assertThat(server().config().node()).hasToString("n1");
  }

  @Test
  void a_file_that_changes_is_read_without_being_asked() throws Exception {
    server().reloader().orElseThrow().watch(List.of(bridge().file()), Duration.ofMillis(50));
    write(text().replace("rtm: alice", "rtm: bob"));
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(server().reloader().orElseThrow().last())
                    .map(report -> report.cause() + " " + report.result())
                    .contains("FILE APPLIED"));
    write(text() + "oops: 1\n");
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(server().reloader().orElseThrow().last())
                    .map(report -> report.cause() + " " + report.result())
                    .contains("FILE REFUSED"));
  }

  private ReloadingBridge bridge() {
    return running.orElseThrow();
  }

  private String text() {
    return bridge().text();
  }

  private void write(String text) throws IOException {
    bridge().write(text);
  }

  private BridgeServer server() {
    return bridge().server();
  }

  private AdminClient admin() {
    return bridge().admin();
  }

  private int sip() {
    return bridge().port(0);
  }

  private int port(int index) {
    return bridge().port(index);
  }

  private String rtmUrl(int port) {
    return bridge().rtmUrl(port);
  }

  private void assertNobodyListens(int port) throws IOException {
    bridge().assertNobodyListens(port);
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }
}
