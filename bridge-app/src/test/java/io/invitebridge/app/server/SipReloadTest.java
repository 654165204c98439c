package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.PhoneCall;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;
import io.invitebridge.sip.SipAdapter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The SIP side as a whole, and its trunks, come and go with the file. */
@Tag("loopback")
@Timeout(120)
class SipReloadTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path directory = Path.of("");

  @Test
  void the_gauges_of_trunks_follow_the_file() throws Exception {
    try (ReloadingBridge bridge = ReloadingBridge.start(directory)) {
      assertThat(trunkGauges(bridge)).isEmpty();

      bridge.reload(withTrunks(bridge, "pbx: {uri: 'sip:127.0.0.1:5999'}"));
      assertThat(trunkGauges(bridge))
          .containsExactlyInAnyOrder(
              "bridge_trunk_calls{trunk=\"pbx\"} 0.0",
              "bridge_trunk_target_up{target=\"sip:127.0.0.1:5999\",trunk=\"pbx\"} 1.0");

      bridge.reload(
          withTrunks(
              bridge,
              "pbx: {targets: [{uri: 'sip:127.0.0.1:5998'}, {uri: 'sip:127.0.0.1:5997'}]},"
                  + " second: {uri: 'sip:127.0.0.1:5996', register: {username: u, password: p}}"));
      assertThat(trunkGauges(bridge))
          .containsExactlyInAnyOrder(
              "bridge_trunk_calls{trunk=\"pbx\"} 0.0",
              "bridge_trunk_calls{trunk=\"second\"} 0.0",
              "bridge_trunk_registered{trunk=\"second\",user=\"u\"} 0.0",
              "bridge_trunk_target_up{target=\"sip:127.0.0.1:5998\",trunk=\"pbx\"} 1.0",
              "bridge_trunk_target_up{target=\"sip:127.0.0.1:5997\",trunk=\"pbx\"} 1.0",
              "bridge_trunk_target_up{target=\"sip:127.0.0.1:5996\",trunk=\"second\"} 1.0");

      bridge.reload(bridge.text());
      assertThat(trunkGauges(bridge)).isEmpty();
    }
  }

  @Test
  void the_last_listener_goes_when_its_calls_are_over_and_the_first_one_comes() throws Exception {
    try (ReloadingBridge bridge = ReloadingBridge.start(directory);
        SipPhone phone = phone(bridge);
        ScriptedUser alice = new ScriptedUser(bridge.rtmUrl(1), "trial", "alice")) {
      alice.login();
      PhoneCall call = phone.dial("desk");
      alice.hears(Kind.REMOTE_RECEIVED);
      call.hears("180");

      assertThat(bridge.reload(withoutSip(bridge)))
          .contains(
              "listener udp://127.0.0.1:" + bridge.port(0) + " gone", "\"needRestart\" : [ ]");
      phone.dial("desk").hears("503");
      alice.accepts();
      call.hears("200");
      call.hangsUp();
      call.hears("200 BYE");
      await().atMost(LONG).until(() -> bridge.server().sip().isEmpty());
      assertThat(bridge.admin().get("/metrics"))
          .contains("bridge_rtm_sessions 1.0")
          .doesNotContain("bridge_sip_legs", "bridge_sip_messages_total");
      new DatagramSocket(bridge.port(0), loopback()).close();

      assertThat(bridge.reload(bridge.text()))
          .contains("listener udp://127.0.0.1:" + bridge.port(0) + " new");
      phone.dial("desk").hears("180");
      assertThat(bridge.admin().get("/metrics")).contains("bridge_sip_legs 1.0");
    }
  }

  @Test
  void a_side_that_is_wanted_again_while_its_calls_last_stays() throws Exception {
    try (ReloadingBridge bridge = ReloadingBridge.start(directory);
        SipPhone phone = phone(bridge);
        ScriptedUser alice = new ScriptedUser(bridge.rtmUrl(1), "trial", "alice")) {
      alice.login();
      PhoneCall call = phone.dial("desk");
      alice.hears(Kind.REMOTE_RECEIVED);
      call.hears("180");
      alice.accepts();
      call.hears("200");
      Optional<SipAdapter> before = bridge.server().sip();
      bridge.reload(withoutSip(bridge));
      try (DatagramSocket taken = new DatagramSocket(bridge.port(3), loopback())) {
        bridge.write(bridge.text().replace(":" + bridge.port(0), ":" + taken.getLocalPort()));
        assertThat(bridge.admin().send("POST", "/reload", "").statusCode()).isEqualTo(422);
      }
      phone.dial("desk").hears("503");

      bridge.reload(bridge.text());
      phone.dial("desk").hears("180");
      assertThat(bridge.server().sip()).isEqualTo(before);
      call.hangsUp();
      call.hears("200 BYE");
    }
  }

  @Test
  void a_call_that_may_yet_ring_a_phone_keeps_the_side() throws Exception {
    try (ReloadingBridge bridge = ReloadingBridge.start(directory);
        SipPhone desk = phone(bridge);
        ScriptedUser alice = new ScriptedUser(bridge.rtmUrl(1), "trial", "alice");
        ScriptedUser bob = new ScriptedUser(bridge.rtmUrl(1), "trial", "bob")) {
      alice.login();
      bob.login();
      bridge.reload(
          withTrunks(bridge, "pbx: {uri: 'sip:127.0.0.1:" + desk.port() + "'}")
              .replace("[{rtm: alice}]", "[{rtm: alice}]\n    on-refused: {ring: [{trunk: pbx}]}"));
      bob.calls("7");
      alice.hears(Kind.REMOTE_RECEIVED);

      bridge.reload(withoutSip(bridge));
      alice.refuses("declined");
      PhoneCall call = desk.nextCall();
      call.answers();
      call.hears("ACK");
      call.hangsUp();
      call.hears("200 BYE");
      await().atMost(LONG).until(() -> bridge.server().sip().isEmpty());
    }
  }

  @Test
  void a_listener_that_comes_while_the_bridge_is_drained_is_drained() throws Exception {
    try (ReloadingBridge bridge = ReloadingBridge.start(directory);
        SipPhone phone = phone(bridge);
        ScriptedUser alice = new ScriptedUser(bridge.rtmUrl(1), "trial", "alice")) {
      bridge.reload(withoutSip(bridge));
      await().atMost(LONG).until(() -> bridge.server().sip().isEmpty());
      bridge.admin().send("POST", "/drain", "");
      bridge.reload(bridge.text());
      phone.dial("desk").hears("503");
      bridge.admin().send("POST", "/undrain", "");
      alice.login();
      phone.dial("desk").hears("180");
    }
  }

  private static SipPhone phone(ReloadingBridge bridge) {
    return new SipPhone(bridge.port(0), (isSent, name) -> {});
  }

  private static String withTrunks(ReloadingBridge bridge, String trunks) {
    return bridge.text().replace("routes:", "trunks: {" + trunks + "}\nroutes:");
  }

  private static String withoutSip(ReloadingBridge bridge) {
    return bridge.text().replaceAll("(?m)^  sip: \\[.*\\R", "");
  }

  private static List<String> trunkGauges(ReloadingBridge bridge) throws Exception {
    return bridge
        .admin()
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith("bridge_trunk_"))
        .toList();
  }

  private static InetAddress loopback() throws Exception {
    return InetAddress.getByName("127.0.0.1");
  }
}
