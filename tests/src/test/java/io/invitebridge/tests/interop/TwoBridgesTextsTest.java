package io.invitebridge.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two bridges with SIP over UDP between them: texts of any size that an app may send come out at
 * the other side as they went in, because each bridge fetches them from the other.
 */
class TwoBridgesTextsTest {
  /** As large as an app may make it, and far too large for a datagram. */
  private static final String CONTENT = "{\"note\":\"" + "c".repeat(7_000) + "\"}";

  private static final String RESPONSE = "{\"note\":\"" + "r".repeat(7_000) + "\"}";

  private InteropBridge one;
  private InteropBridge two;
  private AppPhone alice;
  private AppPhone bob;

  @BeforeEach
  void start() throws Exception {
    List<Integer> ports = FreePorts.udpAndTcp(4);
    one = bridge(ports.get(0), ports.get(1), ports.get(2), ports.get(3));
    two = bridge(ports.get(1), ports.get(0), ports.get(3), ports.get(2));
    alice = one.appCalled("alice");
    bob = two.appCalled("bob");
  }

  @AfterEach
  void stop() {
    alice.close();
    bob.close();
    one.close();
    two.close();
  }

  @Test
  void contentAndResponseOfAnAnsweredCall() throws Exception {
    LocalInvitation call = alice.user().invite("bob", Optional.of(CONTENT), Optional.of("room"));
    RemoteInvitation ringing = bob.rings();
    assertThat(ringing.getContent()).startsWith(CONTENT.substring(0, CONTENT.length() - 1));
    bob.user().accept(ringing, Optional.of(RESPONSE));
    bob.hears(Kind.REMOTE_ACCEPTED);
    alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
    alice.hears(Kind.LOCAL_ACCEPTED);
    assertThat(call.getResponse()).startsWith(RESPONSE.substring(0, RESPONSE.length() - 1));
    alice.hangsUp(call);
    bob.hears(Kind.CALL_ENDED);
    one.awaitQuiet();
    two.awaitQuiet();
  }

  @Test
  void theResponseOfARefusal() throws Exception {
    LocalInvitation call = alice.user().invite("bob", Optional.empty(), Optional.of("room"));
    RemoteInvitation ringing = bob.rings();
    bob.user().refuse(ringing, "busy", Optional.of(RESPONSE));
    bob.hears(Kind.REMOTE_REFUSED);
    alice.hears(Kind.LOCAL_RECEIVED_BY_PEER);
    alice.hears(Kind.LOCAL_REFUSED);
    assertThat(call.getResponse()).contains("rrrr", "\"status\":486");
    one.awaitQuiet();
    two.awaitQuiet();
  }

  private static InteropBridge bridge(int port, int other, int texts, int otherTexts)
      throws Exception {
    return InteropBridge.withTexts(
        "udp://127.0.0.1:" + port,
        texts,
        """
        trunks:
          other:
            uri: sip:127.0.0.1:%d
            carry:
              content: body
              response: header
              too-long: reference
              fetch: "http://127.0.0.1:%d/texts/"
        routes:
          - name: what comes from the other is for an app here
            when: {from: {trunk: other}}
            ring: [{rtm: '{to.user}'}]
          - name: apps ring those behind the other
            ring: [{trunk: other, user: '{to.user}'}]
        """
            .formatted(other, otherTexts));
  }
}
