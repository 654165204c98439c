package io.invitebridge.tests.interop;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.tests.testkit.SipSteps;
import io.invitebridge.tests.testkit.Sipp;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kamailio and the bridge speak TLS with each other, and each believes the other's certificate
 * only; the phones stay on UDP. Over TLS a bridge calls from any port, so that it is known by its
 * address, which no phone shares.
 */
class KamailioTlsTest {
  private static final String BRIDGE = "127.0.0.2";

  @TempDir private static Path folder;

  private static Kamailio kamailio;
  private static InteropBridge bridge;

  @BeforeAll
  static void start() throws Exception {
    Kamailio.isNeeded();
    Sipp.isNeeded();
    List<Integer> ports = FreePorts.udpAndTcp(3);
    int bridgePort = ports.get(0);
    int secure = ports.get(1);
    PemFiles.Authority authority = new PemFiles.Authority(folder);
    bridge =
        new InteropBridge(
            "tls://" + BRIDGE + ":" + bridgePort,
            authority.forAddress(BRIDGE),
            KamailioTest.behind("kamailio", secure)
                .replace(secure + "'}", secure + ";transport=tls', connection-ping: 1s}"));
    PemFiles own = authority.forAddress("127.0.0.1");
    kamailio =
        Kamailio.start(
            ports.get(2),
            List.of("sip:" + BRIDGE + ":" + bridgePort + ";transport=tls"),
            List.of(
                "-A",
                "WITH_TLS",
                "-A",
                "TLS_KEY=\"" + own.key() + "\"",
                "-A",
                "TLS_CERTIFICATE=\"" + own.certificate() + "\"",
                "-A",
                "TLS_CA=\"" + own.authority() + "\"",
                "-l",
                "tls:127.0.0.1:" + secure));
  }

  @AfterEach
  void nothingIsLeft() {
    if (bridge != null) {
      bridge.awaitQuiet();
    }
  }

  @AfterAll
  static void stop() {
    if (kamailio != null) {
      kamailio.close();
    }
    if (bridge != null) {
      bridge.close();
    }
  }

  @Test
  void aPhoneRingsAnAppOverTls() throws Exception {
    try (AppPhone alice = bridge.app("alice");
        Sipp phone =
            KamailioTest.phone(
                "1001",
                Kamailio.passwordOf("1001"),
                ProxySteps.callsAndHangsUp("1001"),
                alice.name(),
                kamailio)) {
      RemoteInvitation call = alice.rings();
      alice.accepts(call);
      alice.hears(Kind.CALL_ENDED);
      KamailioTest.succeeds(phone);
      alice.heardNothingElse();
    }
  }

  @Test
  void anAppRingsAPhoneOverTlsAndHangsUp() throws Exception {
    int port = Kamailio.freePort();
    KamailioTest.register("1002", port, kamailio);
    String answers =
        Sipp.scenario(
            "phone", SipSteps.INVITED + SipSteps.ANSWER + SipSteps.request("BYE") + SipSteps.OK);
    try (AppPhone alice = bridge.app("alice");
        Sipp phone = Sipp.startPhone(port, "-sf", answers, "-m", "1")) {
      LocalInvitation call = alice.invites("1002");
      alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
      alice.hears(Kind.LOCAL_ACCEPTED);
      alice.hangsUp(call);
      KamailioTest.succeeds(phone);
    }
  }
}
