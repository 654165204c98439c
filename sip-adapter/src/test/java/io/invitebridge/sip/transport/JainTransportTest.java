package io.invitebridge.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipTrace;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The stack's life on loopback. */
class JainTransportTest {
  @Test
  void a_stop_ends_the_threads_of_the_stack() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    JainTransport transport = transport(Loopback.freePort());
    transport.start(new Silent());
    Set<Thread> ofStack =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .collect(Collectors.toSet());

    transport.close();

    for (Thread thread : ofStack) {
      thread.join(5_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  @Test
  void a_start_that_fails_halfway_gives_back_what_it_had_opened() throws IOException {
    int port = Loopback.freePort();
    try (ServerSocket taken = new ServerSocket(port, 1, loopback())) {
      assertThatThrownBy(() -> transport(taken.getLocalPort()).start(new Silent()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("tcp:127.0.0.1:" + port);
    }
    new DatagramSocket(port, loopback()).close();
  }

  /** 503 would make the peer keep away from the bridge for what it has written itself. */
  @Test
  void a_notify_without_its_headers_is_a_bad_request_and_no_overload() throws Exception {
    int port = Loopback.freePort();
    JainTransport transport = transport(port);
    transport.start(new Silent());
    try (RawPeer peer = RawPeer.udp(new InetSocketAddress(loopback(), port))) {
      String notify =
          String.join(
              "\r\n",
              "NOTIFY sip:bridge@127.0.0.1 SIP/2.0",
              "Via: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";rport;branch=z9hG4bK-n1",
              "Max-Forwards: 70",
              "From: <sip:phone@127.0.0.1>;tag=a",
              "To: <sip:bridge@127.0.0.1>",
              "Call-ID: keep-alive",
              "CSeq: 1 NOTIFY",
              "Contact: <sip:phone@127.0.0.1:" + peer.port() + ">",
              "Event: keep-alive",
              "Content-Length: 0",
              "",
              "");
      peer.send(notify.getBytes(StandardCharsets.UTF_8));
      assertThat(peer.next().orElseThrow())
          .startsWith("SIP/2.0 400 ")
          .contains("NOTIFY needs")
          .doesNotContain("Retry-After");
    } finally {
      transport.close();
    }
  }

  private static JainTransport transport(int port) {
    return new JainTransport(SipSettings.loopback(port), new SipCounters(), SipTrace.NONE);
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }

  private static final class Silent implements SipTransport.Receiver {
    @Override
    public void onRequest(ServerCall call) {
      throw new AssertionError("Nobody calls.");
    }

    @Override
    public int refusedPercent() {
      return 0;
    }

    @Override
    public boolean knows(String callId, String fromTag, long cseq) {
      return false;
    }

    @Override
    public void onAck(SIPRequest ack) {
      throw new AssertionError("Nobody calls.");
    }

    @Override
    public void onStrayResponse(SIPResponse response) {
      throw new AssertionError("Nobody answers.");
    }
  }
}
