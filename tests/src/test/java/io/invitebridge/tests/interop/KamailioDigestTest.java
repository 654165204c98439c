package io.invitebridge.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.tests.testkit.SipSteps;
import io.invitebridge.tests.testkit.Sipp;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Kamailio that does not know the bridge's address and wants a password for each call. */
class KamailioDigestTest {
  /** Somebody else's. */
  private static final List<String> NO_BRIDGE_OF_OURS = List.of("sip:127.0.0.1:9");

  @BeforeEach
  void programs() {
    Kamailio.isNeeded();
    Sipp.isNeeded();
  }

  @Test
  void theBridgeAnswersTheChallengeAndThePhoneRings() throws Exception {
    List<Integer> ports = FreePorts.udpAndTcp(3);
    String answers =
        Sipp.scenario(
            "phone", SipSteps.INVITED + SipSteps.ANSWER + SipSteps.request("BYE") + SipSteps.OK);
    try (InteropBridge bridge = bridge(ports, Kamailio.passwordOf("1008"));
        Kamailio kamailio = Kamailio.start(ports.get(1), NO_BRIDGE_OF_OURS);
        AppPhone alice = bridge.app("alice")) {
      KamailioTest.register("1006", ports.get(2), kamailio);
      try (Sipp phone = Sipp.startPhone(ports.get(2), "-sf", answers, "-m", "1")) {
        LocalInvitation call = alice.invites("1006");
        alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
        alice.hears(Kind.LOCAL_ACCEPTED);
        alice.hangsUp(call);
        KamailioTest.succeeds(phone);
      }
      bridge.awaitQuiet();
    }
  }

  @Test
  void aWrongPasswordFailsTheCallOnce() throws Exception {
    List<Integer> ports = FreePorts.udpAndTcp(2);
    try (InteropBridge bridge = bridge(ports, "wrong");
        Kamailio kamailio = Kamailio.start(ports.get(1), NO_BRIDGE_OF_OURS);
        AppPhone alice = bridge.app("alice")) {
      alice.invites("1006");
      // An answer came from there, so that the invitation was received: docs/mapping.md.
      alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
      AppCallback refused = alice.hears(Kind.LOCAL_REFUSED);
      assertThat(refused.field("response")).as(kamailio.log()).contains("\"status\":407");
      bridge.awaitQuiet();
    }
  }

  private static InteropBridge bridge(List<Integer> ports, String password) throws Exception {
    String trunk =
        """
        trunks:
          kamailio:
            uri: sip:127.0.0.1:%d
            auth: {username: '1008', password: '%s'}
        routes:
          - name: apps ring phones, under the number that the password is for
            ring: [{trunk: kamailio, user: '{to.user}'}]
            caller: {user: '1008'}
        """
            .formatted(ports.get(1), password);
    return new InteropBridge(KamailioTest.listen(ports.get(0)), trunk);
  }
}
