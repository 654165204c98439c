package io.invitebridge.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.tests.testkit.SipSteps;
import io.invitebridge.tests.testkit.Sipp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Kamailio stands in front of the bridge: phones register and authenticate there. */
class KamailioTest {
  private static int bridgePort;
  private static Kamailio kamailio;
  private static InteropBridge bridge;

  @BeforeAll
  static void start() throws Exception {
    Kamailio.isNeeded();
    Sipp.isNeeded();
    List<Integer> ports = FreePorts.udpAndTcp(2);
    bridgePort = ports.get(0);
    bridge = new InteropBridge(listen(bridgePort), behind("kamailio", ports.get(1)));
    kamailio = Kamailio.start(ports.get(1), List.of("sip:127.0.0.1:" + bridgePort));
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
  void aPhoneWithItsPasswordRingsAnApp() throws Exception {
    try (AppPhone alice = bridge.app("alice");
        Sipp phone = phone("1001", ProxySteps.callsAndHangsUp("1001"), alice.name())) {
      RemoteInvitation call = alice.rings();
      assertThat(call.getCallerId()).isEqualTo("1001");
      alice.accepts(call);
      alice.hears(Kind.CALL_ENDED);
      succeeds(phone);
      alice.heardNothingElse();
    }
  }

  @Test
  void aPhoneWithAWrongPasswordRingsNobody() throws Exception {
    try (AppPhone alice = bridge.app("alice");
        Sipp phone =
            phone("1001", "wrong", ProxySteps.callsInVain("1001", 407), alice.name(), kamailio)) {
      succeeds(phone);
      alice.heardNothingElse();
    }
  }

  @Test
  void aPhoneGivesUpWhileItRings() throws Exception {
    try (AppPhone alice = bridge.app("alice");
        Sipp phone = phone("1001", ProxySteps.callsAndCancels("1001"), alice.name())) {
      alice.rings();
      alice.hears(Kind.REMOTE_CANCELED);
      succeeds(phone);
      alice.heardNothingElse();
    }
  }

  @Test
  void anAppThatIsBusyOrAway() throws Exception {
    try (AppPhone alice = bridge.app("alice");
        Sipp phone = phone("1001", ProxySteps.callsInVain("1001", 486), alice.name())) {
      alice.user().refuse(alice.rings(), "busy", Optional.empty());
      alice.hears(Kind.REMOTE_REFUSED);
      succeeds(phone);
    }
    try (Sipp phone = phone("1001", ProxySteps.callsInVain("1001", 480), "nobody")) {
      succeeds(phone);
    }
  }

  @Test
  void anAppRingsARegisteredPhoneAndHangsUp() throws Exception {
    try (AppPhone alice = bridge.app("alice");
        Sipp phone = registered("1002", SipSteps.ANSWER + SipSteps.request("BYE") + SipSteps.OK)) {
      LocalInvitation call = alice.invites("1002");
      alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
      alice.hears(Kind.LOCAL_ACCEPTED);
      alice.hangsUp(call);
      succeeds(phone);
    }
  }

  @Test
  void anAppRingsARegisteredPhoneThatHangsUp() throws Exception {
    try (AppPhone alice = bridge.app("alice");
        Sipp phone = registered("1003", SipSteps.ANSWER + SipSteps.BYE_OF_CALLEE)) {
      alice.invites("1003");
      alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
      alice.hears(Kind.LOCAL_ACCEPTED);
      alice.hears(Kind.CALL_ENDED);
      succeeds(phone);
    }
  }

  @Test
  void anAppGivesUpWhileThePhoneRings() throws Exception {
    String ringsUntilCancelled =
        SipSteps.RINGING
            + SipSteps.request("CANCEL")
            + SipSteps.OK
            + SipSteps.refuseCancelledThroughProxy();
    try (AppPhone alice = bridge.app("alice");
        Sipp phone = registered("1004", ringsUntilCancelled)) {
      LocalInvitation call = alice.invites("1004");
      alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
      alice.cancels(call);
      succeeds(phone);
    }
  }

  @Test
  void aPhoneThatIsNotRegisteredIsOffline() throws Exception {
    try (AppPhone alice = bridge.app("alice")) {
      alice.invites("1009");
      assertThat(alice.hears(Kind.LOCAL_FAILURE).field("error")).contains("PEER_OFFLINE");
    }
  }

  static String listen(int port) {
    return "udp://127.0.0.1:%1$d, tcp://127.0.0.1:%1$d".formatted(port);
  }

  /** The trunk and the routes of docs/interop.md. */
  static String behind(String trunk, int port) {
    return """
        trunks:
          %1$s: {uri: 'sip:127.0.0.1:%2$d'}
        routes:
          - name: phones ring apps
            when: {from: {trunk: %1$s}}
            ring: [{rtm: '{to.user}'}]
          - name: apps ring phones
            when: {to: {user: '1\\d{3}'}}
            ring: [{trunk: %1$s, user: '{to.user}'}]
        """
        .formatted(trunk, port);
  }

  private static Sipp phone(String number, String scenario, String callee) throws Exception {
    return phone(number, Kamailio.passwordOf(number), scenario, callee, kamailio);
  }

  static Sipp phone(
      String number, String password, String scenario, String callee, Kamailio through)
      throws Exception {
    return Sipp.start(
        "-sf",
        scenario,
        "-au",
        number,
        "-ap",
        password,
        "-s",
        callee,
        "-m",
        "1",
        through.address());
  }

  private static Sipp registered(String number, String steps) throws Exception {
    int port = Kamailio.freePort();
    register(number, port, kamailio);
    String scenario = Sipp.scenario("phone", SipSteps.INVITED + steps);
    return Sipp.startPhone(port, "-sf", scenario, "-m", "1");
  }

  static void register(String number, int port, Kamailio at) throws Exception {
    try (Sipp sipp =
        phone(number, Kamailio.passwordOf(number), ProxySteps.register(number, port), number, at)) {
      succeeds(sipp);
    }
  }

  static void succeeds(Sipp sipp) throws Exception {
    assertThat(sipp.exitCode()).as(sipp.errors()).isZero();
  }
}
