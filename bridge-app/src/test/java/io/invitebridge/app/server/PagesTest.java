package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.PhoneCall;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages of a bridge with a call on it. */
@Tag("loopback")
class PagesTest {
  private static final Pattern ID = Pattern.compile("\"id\" : \"([^\"]+)\"");

  @Test
  void an_open_call_and_its_parties_are_listed_without_their_texts() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    AdminClient admin = new AdminClient(config.admin());
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY);
        SipPhone phone = new SipPhone(config.sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(config.rtmUrl(), "trial", "alice")) {
      alice.login();
      PhoneCall call = phone.dial("alice");
      alice.hears(Kind.REMOTE_RECEIVED);
      call.hears("180");

      assertThat(admin.get("/calls"))
          .contains(
              "\"open\" : 1",
              "\"state\" : \"RINGING\"",
              "\"route\" : \"everybody\"",
              "\"caller\" : \"sip:1001\"",
              "\"called\" : \"alice\"",
              "\"address\" : \"rtm:alice\"",
              "\"state\" : \"RANG\"")
          .containsPattern("\"ageSeconds\" : [0-9]")
          .doesNotContain("sdp", "v=0");
      assertThat(admin.get("/calls?state=ringing&user=alice")).contains("\"id\"");
      assertThat(admin.get("/calls?state=established")).contains("\"open\" : 1", "\"calls\" : [ ]");
      assertThat(admin.get("/calls?user=bob")).contains("\"calls\" : [ ]");
      assertThat(admin.get("/users"))
          .contains("\"user\" : \"alice\"", "\"app\" : \"trial\"", "\"status\" : \"ONLINE\"");
      assertThat(admin.get("/users?network=legacy")).contains("\"users\" : [ ]");
      assertThat(admin.get("/metrics"))
          .contains(
              "bridge_invitations_open 1.0",
              "bridge_rtm_sessions 1.0",
              "bridge_sip_legs 1.0",
              "bridge_sip_connections 0.0",
              "bridge_session_request_delay_seconds_count{from=\"sip\",result=\"successful\","
                  + "to=\"rtm\"} 1",
              "bridge_lanes_delay_seconds_bucket");
      assertThat(server.isReady()).isTrue();
    }
  }

  @Test
  void a_call_is_shown_as_a_ladder_and_ended_with_a_final_word_on_every_side() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    AdminClient admin = new AdminClient(config.admin());
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY);
        SipPhone phone = new SipPhone(config.sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(config.rtmUrl(), "trial", "alice")) {
      alice.login();
      PhoneCall call = phone.dial("alice");
      alice.hears(Kind.REMOTE_RECEIVED);
      call.hears("180");
      Matcher id = ID.matcher(admin.get("/calls"));
      assertThat(id.find()).isTrue();
      String page = "/calls/" + id.group(1);
      assertThat(admin.get(page)).contains("\"state\" : \"RINGING\"", page + "/ladder");

      HttpResponse<String> ended = admin.send("DELETE", page, "");

      assertThat(ended.statusCode()).isEqualTo(202);
      assertThat(ended.body()).contains("\"ending\"");
      call.hears("503");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(server.runtime().figures().open()).isZero());
      assertThat(admin.send("DELETE", page, "").statusCode()).isEqualTo(409);
      assertThat(admin.get(page)).contains("\"state\" : \"ENDED\"", "\"end\" : \"SHUT_DOWN\"");
      assertThat(admin.get(page + "/ladder").lines().map(line -> line.replaceAll("\\d", "#")))
          .anyMatch(line -> line.contains("ENDED (SHUT_DOWN)  route \"everybody\""))
          .anyMatch(line -> line.contains("sip:#### calls alice at "))
          .anyMatch(line -> line.matches(".*sip:####.*bridge.*#=rtm:alice"))
          .anyMatch(line -> line.contains("- invite -"))
          .anyMatch(line -> line.contains("- received -"))
          .anyMatch(line -> line.contains("withdrawn (shut down)"))
          .anyMatch(line -> line.contains("failed (shut down)"));
      assertThat(admin.get("/metrics"))
          .containsPattern("bridge_invitations_finished_total\\{.*reason=\"shut_down\".*} 1");
    }
  }

  @Test
  void a_sip_call_is_traced_on_demand_and_its_messages_are_counted() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    AdminClient admin = new AdminClient(config.admin());
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY);
        SipPhone phone = new SipPhone(config.sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(config.rtmUrl(), "trial", "alice")) {
      alice.login();
      assertThat(admin.send("POST", "/traces", "{\"party\":\"alice\"}").body())
          .contains("\"id\" : 1", "\"callsLeft\" : 1");
      PhoneCall call = phone.dial("alice");
      call.hears("180");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(admin.get("/traces"))
                      .contains("INVITE sip:alice@", "SIP/2.0 180 Ringing", "(body of ")
                      .doesNotContain("v=0"));
      assertThat(admin.get("/metrics"))
          .containsPattern(
              "bridge_sip_messages_total\\{direction=\"in\",kind=\"request\",method=\"INVITE\",trunk=\"[^\"]*\"} 1");
      assertThat(admin.send("DELETE", "/traces/1", "").statusCode()).isEqualTo(200);
      assertThat(admin.get("/traces")).contains("\"calls\" : [ ]");
      assertThat(admin.send("DELETE", "/traces/1", "").statusCode()).isEqualTo(404);
      assertThat(admin.send("POST", "/traces", "{\"calls\":0}").statusCode()).isEqualTo(400);
      assertThat(server.isReady()).isTrue();
    }
  }

  @Test
  void what_does_not_exist_is_said_in_a_sentence() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    AdminClient admin = new AdminClient(config.admin());
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY)) {
      assertThat(server.isReady()).isTrue();
      assertError(admin.send("GET", "/calls/n1-gone", ""), 404, "There is no call n1-gone");
      assertError(admin.send("GET", "/calls/n1-gone/ladder", ""), 404, "There is no call n1-gone");
      assertError(admin.send("DELETE", "/calls/n1-gone", ""), 404, "There is no call n1-gone");
      assertError(admin.send("GET", "/calls/gone", ""), 400, "This is no id of a call");
      assertError(admin.send("GET", "/calls?state=up", ""), 400, "There is no state");
      assertError(admin.send("GET", "/trunks/pbx", ""), 404, "There is no trunk");
      assertError(admin.send("GET", "/loggers/no.such", ""), 404, "Nothing has logged as");
      assertError(admin.send("PUT", "/loggers/ROOT", "{\"level\":\"LOUD\"}"), 400, "one of OFF");
      assertError(admin.send("PUT", "/loggers/ROOT", "{\"level\":3}"), 400, "one of OFF");
      assertError(admin.send("DELETE", "/loggers/ROOT", ""), 409, "ROOT");
      assertError(admin.send("POST", "/users", ""), 405, "takes no POST");
    }
  }

  @Test
  void a_drained_bridge_takes_no_new_calls_and_no_logins_until_it_is_undrained() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    AdminClient admin = new AdminClient(config.admin());
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY);
        SipPhone phone = new SipPhone(config.sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(config.rtmUrl(), "trial", "alice")) {
      alice.login();
      PhoneCall before = phone.dial("alice");
      before.hears("180");

      assertThat(admin.send("POST", "/drain", "").body())
          .contains("\"draining\" : true", "\"open\" : 1");
      assertThat(admin.send("GET", "/health/ready", "").statusCode()).isEqualTo(503);
      assertThat(admin.get("/metrics")).contains("bridge_ready 0.0");
      phone.dial("alice").hears("503");
      assertThat(options(config.sip())).startsWith("SIP/2.0 503 ").contains("\r\nRetry-After: ");
      assertThat(server.runtime().figures().open()).isOne();

      assertThat(admin.send("POST", "/undrain", "").body()).contains("\"draining\" : false");
      assertThat(admin.send("GET", "/health/ready", "").statusCode()).isEqualTo(200);
      phone.dial("alice").hears("180");
      assertThat(options(config.sip())).startsWith("SIP/2.0 200 ");

      server.drain(Duration.ofMillis(1));
      assertThat(admin.send("POST", "/undrain", "").statusCode()).isEqualTo(409);
      assertThat(admin.get("/drain")).contains("\"draining\" : true", "\"open\" : 0");
    }
  }

  @Test
  void a_loggers_level_is_changed_and_taken_back() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    AdminClient admin = new AdminClient(config.admin());
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY)) {
      assertThat(server.isReady()).isTrue();
      String page = "/loggers/io.invitebridge.sip";
      assertThat(admin.get("/loggers")).contains("\"name\" : \"io.invitebridge.sip\"");
      assertThat(admin.send("PUT", page, "{\"level\":\"DEBUG\"}").body())
          .contains("\"level\" : \"DEBUG\"", "\"effective\" : \"DEBUG\"");
      assertThat(admin.send("DELETE", page, "").body()).doesNotContain("\"level\"", "DEBUG");
      assertThat(admin.get(page)).doesNotContain("DEBUG");
    }
  }

  /** What a PBX hears that asks whether the bridge is there. */
  private static String options(int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(10_000);
      String id = "o" + socket.getLocalPort();
      byte[] request =
          String.join(
                  "\r\n",
                  "OPTIONS sip:127.0.0.1 SIP/2.0",
                  "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bK" + id,
                  "Max-Forwards: 70",
                  "From: <sip:pbx@127.0.0.1>;tag=" + id,
                  "To: <sip:127.0.0.1>",
                  "Call-ID: " + id,
                  "CSeq: 1 OPTIONS",
                  "Content-Length: 0",
                  "",
                  "")
              .getBytes(StandardCharsets.UTF_8);
      socket.send(
          new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), port));
      DatagramPacket answer = new DatagramPacket(new byte[4_000], 4_000);
      socket.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }
  }

  private static void assertError(HttpResponse<String> answer, int status, String words) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"error\"").contains(words);
  }
}
