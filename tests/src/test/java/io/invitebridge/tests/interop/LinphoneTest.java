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

/** Linphone's library as a phone, on the bridge without a proxy. */
class LinphoneTest {
  private static int bridgePort;
  private static InteropBridge bridge;
  private static Linphone phone;
  private AppPhone alice;

  @BeforeAll
  static void start() throws Exception {
    Linphone.isNeeded();
    List<Integer> ports = FreePorts.udpAndTcp(2);
    bridgePort = ports.get(0);
    bridge =
        new InteropBridge(
            KamailioTest.listen(bridgePort), KamailioTest.behind("phone", ports.get(1)));
    phone = Linphone.start(ports.get(1), "1001");
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
    phone.hears("Released");
  }

  @Test
  void thePhoneAnswersAndHangsUp() throws Exception {
    answered();
    phone.does("terminate");
    alice.hears(Kind.CALL_ENDED);
    phone.hears("Released");
  }

  @Test
  void thePhoneRefuses() throws Exception {
    rings();
    phone.does("terminate");
    AppCallback refused = alice.hears(Kind.LOCAL_REFUSED);
    assertThat(refused.field("response")).contains("\"status\":603").contains("declined");
    phone.hears("Released");
  }

  @Test
  void thePhoneIsCancelled() throws Exception {
    LocalInvitation call = rings();
    alice.cancels(call);
    phone.hears("Released");
  }

  @Test
  void thePhoneCallsAndHangsUp() throws Exception {
    RemoteInvitation call = dials();
    alice.accepts(call);
    phone.hears("Connected");
    phone.does("terminate");
    alice.hears(Kind.CALL_ENDED);
    phone.hears("Released");
  }

  @Test
  void thePhoneCallsAndTheAppHangsUp() throws Exception {
    RemoteInvitation call = dials();
    alice.accepts(call);
    phone.hears("Connected");
    alice.hangsUp(call);
    phone.hears("Released");
  }

  @Test
  void thePhoneCallsAndIsRefused() throws Exception {
    RemoteInvitation call = dials();
    alice.user().refuse(call, "busy", Optional.empty());
    alice.hears(Kind.REMOTE_REFUSED);
    phone.hears("Released");
  }

  @Test
  void thePhoneCallsAndGivesUp() throws Exception {
    dials();
    phone.does("terminate");
    alice.hears(Kind.REMOTE_CANCELED);
    phone.hears("Released");
  }

  private LocalInvitation rings() throws Exception {
    LocalInvitation call = alice.invites("1001");
    phone.hears("IncomingReceived");
    alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
    return call;
  }

  private LocalInvitation answered() throws Exception {
    LocalInvitation call = rings();
    phone.does("answer");
    alice.hears(Kind.LOCAL_ACCEPTED);
    phone.hears("Connected");
    return call;
  }

  private RemoteInvitation dials() throws Exception {
    phone.does("call sip:" + alice.name() + "@127.0.0.1:" + bridgePort);
    RemoteInvitation call = alice.rings();
    phone.hears("OutgoingRinging");
    return call;
  }
}
