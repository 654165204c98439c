package io.invitebridge.tests.interop;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole chain: a phone that registers at Kamailio, Kamailio, the bridge, an app. */
class BaresipBehindKamailioTest {
  private static final String PHONE = "1003";

  private static InteropBridge bridge;
  private static Kamailio kamailio;
  private static Baresip phone;
  private AppPhone alice;

  @BeforeAll
  static void start() throws Exception {
    Kamailio.isNeeded();
    Baresip.isNeeded();
    List<Integer> ports = FreePorts.udpAndTcp(3);
    int proxy = ports.get(1);
    bridge =
        new InteropBridge(
            KamailioTest.listen(ports.get(0)), KamailioTest.behind("kamailio", proxy));
    kamailio = Kamailio.start(proxy, List.of("sip:127.0.0.1:" + ports.get(0)));
    phone =
        Baresip.start(
            ports.get(2),
            "<sip:%1$s@127.0.0.1:%2$d;transport=udp>;auth_user=%1$s;auth_pass=%3$s;regint=60"
                .formatted(PHONE, proxy, Kamailio.passwordOf(PHONE)));
    phone.awaitRegistered();
  }

  @AfterAll
  static void stop() {
    if (phone != null) {
      phone.close();
    }
    if (kamailio != null) {
      kamailio.close();
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
  void theAppCallsAndHangsUp() throws Exception {
    LocalInvitation call = rings();
    phone.does("accept");
    alice.hears(Kind.LOCAL_ACCEPTED);
    phone.hears("CALL_ESTABLISHED");
    alice.hangsUp(call);
    phone.hears("CALL_CLOSED");
  }

  @Test
  void theAppCallsAndGivesUp() throws Exception {
    LocalInvitation call = rings();
    alice.cancels(call);
    phone.hears("CALL_CLOSED");
  }

  @Test
  void theAppCallsAndThePhoneRefuses() throws Exception {
    rings();
    phone.does("hangup");
    alice.hears(Kind.LOCAL_REFUSED);
  }

  @Test
  void thePhoneCallsHoldsAndHangsUp() throws Exception {
    phone.does("dial", alice.name());
    RemoteInvitation call = alice.rings();
    alice.accepts(call);
    phone.hears("CALL_ESTABLISHED");
    phone.does("hold");
    phone.does("resume");
    phone.does("hangup");
    alice.hears(Kind.CALL_ENDED);
  }

  @Test
  void thePhoneCallsAndGivesUp() throws Exception {
    phone.does("dial", alice.name());
    alice.rings();
    phone.does("hangup");
    alice.hears(Kind.REMOTE_CANCELED);
  }

  private LocalInvitation rings() throws Exception {
    LocalInvitation call = alice.invites(PHONE);
    phone.hears("CALL_INCOMING");
    alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
    return call;
  }
}
