package io.invitebridge.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A desk phone that is a program: baresip, on the bridge without a proxy. */
class BaresipTest {
  private static int bridgePort;
  private static InteropBridge bridge;
  private static Baresip phone;
  private AppPhone alice;

  @BeforeAll
  static void start() throws Exception {
    Baresip.isNeeded();
    List<Integer> ports = FreePorts.udpAndTcp(2);
    bridgePort = ports.get(0);
    bridge =
        new InteropBridge(
            KamailioTest.listen(bridgePort), KamailioTest.behind("phone", ports.get(1)));
    phone =
        Baresip.start(
            ports.get(1),
            "<sip:1001@127.0.0.1;transport=udp>;regint=0;answermode=manual;audio_codecs=PCMU");
  }

  @AfterAll
  static void stop() {
    if (phone != null) {
      phone.close();
    }
    if (bridge != null) {
      bridge.close();
    }
  }

  @BeforeEach
  void logIn() throws Exception {
    phone.forgets();
    alice = bridge.app("alice");
  }

  @AfterEach
  void nothingIsLeft() {
    if (alice != null) {
      alice.heardNothingElse();
      bridge.awaitQuiet();
      alice.close();
    }
  }

  @Test
  void thePhoneAnswersAndTheAppHangsUp() throws Exception {
    LocalInvitation call = answered();
    alice.hangsUp(call);
    phone.hears("CALL_CLOSED");
  }

  @Test
  void thePhoneAnswersAndHangsUp() throws Exception {
    answered();
    phone.does("hangup");
    alice.hears(Kind.CALL_ENDED);
  }

  @Test
  void thePhoneRefuses() throws Exception {
    rings();
    phone.does("hangup");
    AppCallback refused = alice.hears(Kind.LOCAL_REFUSED);
    assertThat(refused.field("response")).contains("\"status\":486").contains("busy");
  }

  @Test
  void thePhoneIsCancelled() throws Exception {
    LocalInvitation call = rings();
    alice.cancels(call);
    phone.hears("CALL_CLOSED");
  }

  @Test
  void thePhoneHoldsResumesAndHangsUp() throws Exception {
    answered();
    phone.does("hold");
    phone.does("resume");
    phone.does("hangup");
    phone.hears("CALL_CLOSED");
    alice.hears(Kind.CALL_ENDED);
  }

  @Test
  void thePhoneCallsAndHangsUp() throws Exception {
    RemoteInvitation call = dials();
    alice.accepts(call);
    phone.hears("CALL_ESTABLISHED");
    phone.does("hangup");
    alice.hears(Kind.CALL_ENDED);
  }

  @Test
  void thePhoneCallsAndTheAppHangsUp() throws Exception {
    RemoteInvitation call = dials();
    alice.accepts(call);
    phone.hears("CALL_ESTABLISHED");
    alice.hangsUp(call);
    phone.hears("CALL_CLOSED");
  }

  @Test
  void thePhoneCallsAndIsRefused() throws Exception {
    RemoteInvitation call = dials();
    alice.user().refuse(call, "busy", Optional.empty());
    alice.hears(Kind.REMOTE_REFUSED);
    assertThat(phone.hears("CALL_CLOSED").path("param").asText()).contains("486");
  }

  @Test
  void thePhoneCallsAndGivesUp() throws Exception {
    dials();
    phone.does("hangup");
    alice.hears(Kind.REMOTE_CANCELED);
  }

  private LocalInvitation rings() throws Exception {
    LocalInvitation call = alice.invites("1001");
    phone.hears("CALL_INCOMING");
    alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
    return call;
  }

  private LocalInvitation answered() throws Exception {
    LocalInvitation call = rings();
    phone.does("accept");
    alice.hears(Kind.LOCAL_ACCEPTED);
    phone.hears("CALL_ESTABLISHED");
    return call;
  }

  private RemoteInvitation dials() throws Exception {
    phone.does("dial", "sip:" + alice.name() + "@127.0.0.1:" + bridgePort);
    RemoteInvitation call = alice.rings();
    phone.hears("CALL_RINGING");
    return call;
  }
}
