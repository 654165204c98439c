package io.invitebridge.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.Main;
import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.tests.testkit.ChildProcess;
import io.invitebridge.tests.testkit.SipSteps;
import io.invitebridge.tests.testkit.Sipp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One of two is killed, a bridge or a Kamailio: the next call goes by the other. */
class KamailioFailoverTest {
  @BeforeEach
  void programs() {
    Kamailio.isNeeded();
    Sipp.isNeeded();
  }

  @Test
  void aBridgeIsKilledAndCallsGoToTheOther() throws Exception {
    List<Integer> ports = FreePorts.udpAndTcp(3);
    int first = ports.get(0);
    int second = ports.get(1);
    int proxy = ports.get(2);
    String routes = KamailioTest.behind("kamailio", proxy);
    Path file = Files.createTempFile("first-bridge", ".yaml");
    Files.writeString(file, InteropBridge.configuration(KamailioTest.listen(first), 0, routes));
    try (ChildProcess firstBridge =
            ChildProcess.start(
                ChildProcess.java(Main.class.getName(), "serve", "--config", file.toString()),
                line -> line.startsWith("Ready."));
        InteropBridge bridge = new InteropBridge(KamailioTest.listen(second), routes);
        Kamailio kamailio =
            Kamailio.start(proxy, List.of("sip:127.0.0.1:" + first, "sip:127.0.0.1:" + second));
        AppPhone alice = bridge.app("alice")) {
      // The first bridge does not know her, so that its answer shows who was asked.
      calls(ProxySteps.callsInVain("1001", 480), alice, kamailio);
      alice.heardNothingElse();

      firstBridge.kill();
      String scenario = ProxySteps.callsAndHangsUp("1001");
      String password = Kamailio.passwordOf("1001");
      try (Sipp phone = KamailioTest.phone("1001", password, scenario, alice.name(), kamailio)) {
        alice.accepts(alice.rings());
        alice.hears(Kind.CALL_ENDED);
        KamailioTest.succeeds(phone);
      }
      bridge.awaitQuiet();
    }
  }

  @Test
  void aKamailioIsKilledAndCallsGoByTheOther() throws Exception {
    List<Integer> ports = FreePorts.udpAndTcp(4);
    int bridgePort = ports.get(0);
    int phonePort = ports.get(3);
    String routes =
        """
        trunks:
          first: {uri: 'sip:127.0.0.1:%d'}
          second: {uri: 'sip:127.0.0.1:%d'}
        routes:
          - name: apps ring phones
            ring: [{trunk: first, user: '{to.user}'}, {trunk: second, user: '{to.user}'}]
        """
            .formatted(ports.get(1), ports.get(2));
    String answers =
        Sipp.scenario(
            "phone", SipSteps.INVITED + SipSteps.ANSWER + SipSteps.request("BYE") + SipSteps.OK);
    List<String> bridges = List.of("sip:127.0.0.1:" + bridgePort);
    try (InteropBridge bridge = new InteropBridge(KamailioTest.listen(bridgePort), routes);
        Kamailio first = Kamailio.start(ports.get(1), bridges);
        Kamailio second = Kamailio.start(ports.get(2), bridges);
        AppPhone alice = bridge.app("alice")) {
      KamailioTest.register("1005", phonePort, first);
      KamailioTest.register("1005", phonePort, second);
      try (Sipp phone = Sipp.startPhone(phonePort, "-sf", answers, "-m", "2")) {
        talks(alice);
        // The first call's BYE has been answered through the first Kamailio.
        bridge.awaitQuiet();
        first.kill();
        talks(alice);
        KamailioTest.succeeds(phone);
        assertThat(phone.successful()).isEqualTo(2);
      }
      bridge.awaitQuiet();
    }
  }

  private static void talks(AppPhone alice) throws Exception {
    LocalInvitation call = alice.invites("1005");
    alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
    alice.hears(Kind.LOCAL_ACCEPTED);
    alice.hangsUp(call);
  }

  private static void calls(String scenario, AppPhone callee, Kamailio through) throws Exception {
    String password = Kamailio.passwordOf("1001");
    try (Sipp phone = KamailioTest.phone("1001", password, scenario, callee.name(), through)) {
      KamailioTest.succeeds(phone);
    }
  }
}
