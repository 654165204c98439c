package io.invitebridge.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.tests.testkit.Sipp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A PBX that wants a registration: to Kamailio the bridge is the phone 1007, and nothing else. */
class KamailioRegistrationTest {
  @Test
  void callsToTheRegisteredNumberRingAnAppUntilTheBridgeStops() throws Exception {
    Kamailio.isNeeded();
    Sipp.isNeeded();
    List<Integer> ports = FreePorts.udpAndTcp(2);
    int proxy = ports.get(1);
    try (Kamailio kamailio = Kamailio.start(proxy, List.of("sip:127.0.0.1:9"))) {
      InteropBridge bridge = bridge(ports.get(0), proxy);
      try (AppPhone reception = bridge.appCalled("reception")) {
        bridge.awaitRegistered();
        try (Sipp phone = calls(ProxySteps.callsAndHangsUp("1001"), kamailio)) {
          RemoteInvitation call = reception.rings();
          assertThat(call.getCallerId()).isEqualTo("1001");
          reception.accepts(call);
          reception.hears(Kind.CALL_ENDED);
          KamailioTest.succeeds(phone);
        }
        bridge.awaitQuiet();
        bridge.stops();
      } finally {
        bridge.close();
      }
      // The bridge has taken its registration back: Kamailio knows nobody under the number.
      try (Sipp phone = calls(ProxySteps.callsInVain("1001", 480), kamailio)) {
        KamailioTest.succeeds(phone);
      }
    }
  }

  private static Sipp calls(String scenario, Kamailio through) throws Exception {
    return KamailioTest.phone("1001", Kamailio.passwordOf("1001"), scenario, "1007", through);
  }

  private static InteropBridge bridge(int port, int proxy) throws Exception {
    String rest =
        """
        trunks:
          hosted:
            uri: sip:127.0.0.1:%d
            register: {username: '1007', password: '%s'}
        routes:
          - name: whoever calls the registered number rings the reception
            when: {from: {trunk: hosted}}
            ring: [{rtm: reception}]
        """
            .formatted(proxy, Kamailio.passwordOf("1007"));
    return new InteropBridge(KamailioTest.listen(port), rest);
  }
}
