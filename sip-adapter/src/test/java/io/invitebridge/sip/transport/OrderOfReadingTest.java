package io.invitebridge.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipTrace;
import io.invitebridge.sip.torture.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What goes before what while messages wait to be read. All messages have one Call-ID, so that one
 * thread reads them; it stops with each until the test lets it go on.
 */
class OrderOfReadingTest {
  private final int port = Loopback.freePort();
  private final Halting receiver = new Halting();
  private final JainTransport transport =
      new JainTransport(SipSettings.loopback(port), new SipCounters(), SipTrace.NONE);
  private RawPeer peer;
  private int strangers;

  @BeforeEach
  void start() throws IOException {
    transport.start(receiver);
    peer = RawPeer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  @AfterEach
  void stop() throws IOException {
    receiver.goOn(100);
    peer.close();
    transport.close();
  }

  @Test
  void a_cancel_does_not_overtake_its_own_invite() throws Exception {
    send("OPTIONS", "one", 1);
    assertThat(receiver.next()).isEqualTo("OPTIONS");
    send("INVITE", "one", 2);
    send("CANCEL", "one", 2);
    send("BYE", "one", 3);
    everythingSentHasArrived();
    receiver.goOn(100);
    assertThat(receiver.next()).isEqualTo("BYE");
    assertThat(receiver.next()).isEqualTo("INVITE");
    assertThat(receiver.next()).isEqualTo("CANCEL");
  }

  @Test
  void a_copy_of_an_invite_that_waits_is_not_refused_whatever_else_was_read() throws Exception {
    send("OPTIONS", "one", 1);
    assertThat(receiver.next()).isEqualTo("OPTIONS");
    send("INVITE", "one", 2);
    send("BYE", "one", 3);
    send("BYE", "one", 4);
    everythingSentHasArrived();
    receiver.goOn(2);
    assertThat(receiver.next()).isEqualTo("BYE");
    assertThat(receiver.next()).isEqualTo("BYE");
    receiver.overload = 100;
    send("INVITE", "one", 2);
    everythingSentHasArrived();
    receiver.overload = 1;
    receiver.goOn(100);
    assertThat(receiver.next()).isEqualTo("INVITE");
  }

  /** A call that is refused on the socket's thread; nothing else may have been answered. */
  private void everythingSentHasArrived() throws IOException {
    send("INVITE", firstToBeRefused(), ++strangers);
    String first = peer.next().orElseThrow();
    assertThat(first).startsWith("SIP/2.0 503 ").contains("Call-ID: stranger-");
  }

  /** The Call-ID decides who of a hundred is refused. */
  private String firstToBeRefused() {
    return IntStream.iterate(strangers * 10_000, i -> i + 1)
        .mapToObj(i -> "stranger-" + i)
        .filter(id -> Math.floorMod(id.hashCode(), 100) == 0)
        .findFirst()
        .orElseThrow();
  }

  private void send(String method, String callId, int cseq) throws IOException {
    boolean within = method.equals("BYE");
    String message =
        String.join(
            "\r\n",
            method + " sip:200@127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";rport;branch=z9hG4bK-" + callId + cseq,
            "Max-Forwards: 70",
            "From: <sip:eve@127.0.0.1>;tag=a",
            "To: <sip:200@127.0.0.1>" + (within ? ";tag=b" : ""),
            "Call-ID: " + callId,
            "CSeq: " + cseq + " " + method,
            "Contact: <sip:eve@127.0.0.1:" + peer.port() + ">",
            "Content-Length: 0",
            "",
            "");
    peer.send(message.getBytes(StandardCharsets.UTF_8));
  }

  /** Says which request has come, and goes on when it may. */
  private static final class Halting implements SipTransport.Receiver {
    private final BlockingQueue<String> come = new LinkedBlockingQueue<>();
    private final Semaphore may = new Semaphore(0);
    volatile int overload = 1;

    String next() throws InterruptedException {
      return Optional.ofNullable(come.poll(10, TimeUnit.SECONDS)).orElse("nothing");
    }

    void goOn(int times) {
      may.release(times);
    }

    @Override
    public void onRequest(ServerCall call) {
      come.add(call.request().getMethod());
      may.acquireUninterruptibly();
    }

    @Override
    public int refusedPercent() {
      return overload;
    }

    @Override
    public boolean knows(String callId, String fromTag, long cseq) {
      return false;
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
