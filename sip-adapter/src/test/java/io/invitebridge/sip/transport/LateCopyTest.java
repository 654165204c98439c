package io.invitebridge.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipTrace;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A copy of an INVITE that was taken on is no new call, so that it is not refused for overload,
 * though its transaction has been forgotten.
 */
class LateCopyTest {
  @Test
  void only_an_invite_that_nobody_knows_is_refused() throws Exception {
    int port = Loopback.freePort();
    Overloaded receiver = new Overloaded();
    JainTransport transport =
        new JainTransport(SipSettings.loopback(port), new SipCounters(), SipTrace.NONE);
    transport.start(receiver);
    try (RawPeer peer =
        RawPeer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      peer.send(invite("stranger", peer.port()));
      assertThat(peer.next()).hasValueSatisfying(s -> assertThat(s).startsWith("SIP/2.0 503 "));
      peer.send(invite("known", peer.port()));
      assertThat(receiver.calls.poll(10, TimeUnit.SECONDS)).isEqualTo("known");
      assertThat(receiver.calls).isEmpty();
    } finally {
      transport.close();
    }
  }

  private static byte[] invite(String callId, int port) throws IOException {
    return String.join(
            "\r\n",
            "INVITE sip:200@127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";rport;branch=z9hG4bK-" + callId,
            "Max-Forwards: 70",
            "From: <sip:eve@127.0.0.1>;tag=a",
            "To: <sip:200@127.0.0.1>",
            "Call-ID: " + callId,
            "CSeq: 1 INVITE",
            "Contact: <sip:eve@127.0.0.1:" + port + ">",
            "Content-Length: 0",
            "",
            "")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static final class Overloaded implements SipTransport.Receiver {
    final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

    @Override
    public void onRequest(ServerCall call) {
      calls.add(Received.callId(call.request()));
    }

    @Override
    public int refusedPercent() {
      return 100;
    }

    @Override
    public boolean knows(String callId, String fromTag, long cseq) {
      return callId.equals("known");
    }

    @Override
    public void onAck(SIPRequest ack) {
      throw new AssertionError("Nobody acknowledges.");
    }

    @Override
    public void onStrayResponse(SIPResponse response) {
      throw new AssertionError("Nobody answers.");
    }
  }
}
