package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.PhoneCall;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The listings of a bridge with a call on it. */
@Tag("loopback")
class PagesTest {
  @Test
  void an_open_call_and_its_parties_are_listed_without_their_texts() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY);
        SipPhone phone = new SipPhone(config.sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(config.rtmUrl(), "trial", "alice")) {
      alice.login();
      PhoneCall call = phone.dial("alice");
      alice.hears(Kind.REMOTE_RECEIVED);
      call.hears("180");

      assertThat(get(config, "/calls"))
          .contains(
              "\"open\" : 1",
              "\"state\" : \"RINGING\"",
              "\"route\" : \"everybody\"",
              "\"caller\" : \"sip:1001\"",
              "\"called\" : \"alice\"",
              "\"address\" : \"rtm:alice\"",
              "\"state\" : \"RANG\"",
              "\"ageSeconds\" : 0")
          .doesNotContain("sdp", "v=0");
      assertThat(get(config, "/users"))
          .contains("\"user\" : \"alice\"", "\"app\" : \"trial\"", "\"status\" : \"ONLINE\"");
      assertThat(get(config, "/metrics"))
          .contains(
              "bridge_invitations_open 1.0", "bridge_rtm_sessions 1.0", "bridge_sip_legs 1.0");
      assertThat(server.isReady()).isTrue();
    }
  }

  private static String get(TestConfig config, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + config.admin() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }
}
