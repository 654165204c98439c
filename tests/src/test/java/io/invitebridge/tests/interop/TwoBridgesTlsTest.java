package io.invitebridge.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.RemoteInvitation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two bridges are each other's trunk over TLS, as their files say. */
class TwoBridgesTlsTest {
  @TempDir private Path folder;

  private PemFiles.Authority authority;
  private int here;
  private int there;

  @BeforeEach
  void certificates() throws Exception {
    authority = new PemFiles.Authority(folder);
    List<Integer> ports = FreePorts.udpAndTcp(2);
    here = ports.get(0);
    there = ports.get(1);
  }

  @Test
  void anAppRingsAnAppBehindTheOther() throws Exception {
    try (InteropBridge one = bridge(here, there, authority.forAddress("127.0.0.1"), "");
        InteropBridge two = bridge(there, here, authority.forAddress("127.0.0.1"), "");
        AppPhone alice = one.appCalled("alice");
        AppPhone bob = two.appCalled("bob")) {
      alice.invites("bob");
      RemoteInvitation call = bob.rings();
      assertThat(call.getCallerId()).isEqualTo("alice");
      bob.accepts(call);
      alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
      alice.hears(Kind.LOCAL_ACCEPTED);
      bob.hangsUp(call);
      alice.hears(Kind.CALL_ENDED);
      one.awaitQuiet();
      two.awaitQuiet();
    }
  }

  @Test
  void aTrunkWithAnotherNameInItsCertificateIsCalledOnlyIfThatNameIsExpected() throws Exception {
    PemFiles own = authority.forAddress("127.0.0.1");
    PemFiles named = authority.forName("sbc.carrier.example");
    try (InteropBridge wary = bridge(here, there, own, "");
        InteropBridge carrier = bridge(there, here, named, "");
        AppPhone alice = wary.appCalled("alice");
        AppPhone bob = carrier.appCalled("bob")) {
      alice.invites("bob");
      assertThat(alice.hears(Kind.LOCAL_FAILURE).field("response")).contains("cannot be reached");
      bob.heardNothingElse();
      wary.awaitQuiet();
    }
    String expected = ", certificate-names: [other.example, SBC.carrier.example]";
    try (InteropBridge told = bridge(here, there, own, expected);
        InteropBridge carrier = bridge(there, here, named, "");
        AppPhone alice = told.appCalled("alice");
        AppPhone bob = carrier.appCalled("bob")) {
      alice.invites("bob");
      bob.accepts(bob.rings());
      alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
      alice.hears(Kind.LOCAL_ACCEPTED);
    }
  }

  private static InteropBridge bridge(int port, int other, PemFiles own, String more)
      throws Exception {
    String rest =
        """
        trunks:
          other: {uri: 'sips:127.0.0.1:%d'%s}
        routes:
          - name: what comes from the other is for an app here
            when: {from: {trunk: other}}
            ring: [{rtm: '{to.user}'}]
          - name: apps ring those behind the other
            ring: [{trunk: other, user: '{to.user}'}]
        """
            .formatted(other, more);
    return new InteropBridge("tls://127.0.0.1:" + port, own, rest);
  }
}
