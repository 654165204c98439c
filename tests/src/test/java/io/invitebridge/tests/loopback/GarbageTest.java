package io.invitebridge.tests.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.RemoteInvitation;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in on a port, the bridge goes on serving: after each piece a real call is placed.
 */
class GarbageTest {
  private RunningBridge bridge;

  @BeforeEach
  void start() throws Exception {
    bridge = new RunningBridge();
  }

  @AfterEach
  void itStillServes() throws Exception {
    BlockingQueue<Kind> heard = new LinkedBlockingQueue<>();
    try (AppUser bob =
            bridge.user(
                "bob",
                (self, callback) -> {
                  if (callback.kind() == Kind.REMOTE_RECEIVED) {
                    self.refuse(
                        (RemoteInvitation) callback.invitation().orElseThrow(),
                        "declined",
                        Optional.empty());
                  }
                });
        AppUser alice = bridge.user("alice", (self, callback) -> heard.add(callback.kind()))) {
      alice.invite(bob.name(), Optional.empty(), Optional.empty());
      Kind last = heard.poll(10, TimeUnit.SECONDS);
      while (last != null && last != Kind.LOCAL_REFUSED) {
        last = heard.poll(10, TimeUnit.SECONDS);
      }
      assertThat(last).isEqualTo(Kind.LOCAL_REFUSED);
    }
    bridge.awaitQuiet();
    bridge.close();
  }

  @Test
  void randomBytesOnEveryPort() throws Exception {
    byte[] noise = new byte[8_000];
    new Random(1).nextBytes(noise);
    udp(noise);
    tcp(bridge.sipPort(), noise);
    tcp(bridge.rtmPort(), noise);
  }

  @Test
  void halfASipMessage() throws Exception {
    byte[] half = "INVITE sip:alice@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0".getBytes(UTF_8);
    udp(half);
    tcp(bridge.sipPort(), half);
  }

  @Test
  void tenMegabytes() throws Exception {
    byte[] huge = new byte[10_000_000];
    tcp(bridge.sipPort(), huge);
    tcp(bridge.rtmPort(), huge);
  }

  @Test
  void anInviteWithABrokenSdpIs4xx() throws Exception {
    String answer = ask(invite("v=0\r\nthis is no sdp\r\n", "sipp"));
    assertThat(answer).matches("(?s)SIP/2.0 4(00|88) .*");
  }

  @Test
  void aLineBreakInADisplayNameInjectsNothing() throws Exception {
    String answer = ask(invite("", "\"evil\r\nX-Injected: yes\""));
    assertThat(answer).doesNotContain("\r\nX-Injected");
  }

  private String invite(String body, String displayName) {
    String host = "127.0.0.1";
    return "INVITE sip:nobody@127.0.0.1 SIP/2.0\r\n"
        + "Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKgarbage\r\n"
        + ("From: " + displayName + " <sip:x@" + host + ">;tag=1\r\n")
        + "To: <sip:nobody@127.0.0.1>\r\nCall-ID: garbage\r\nCSeq: 1 INVITE\r\n"
        + "Contact: <sip:x@127.0.0.1:9>\r\nMax-Forwards: 70\r\n"
        + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
        + ("Content-Length: " + body.length() + "\r\n\r\n" + body);
  }

  /** Sends one datagram and gives the first final answer. */
  private String ask(String request) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      socket.setSoTimeout(10_000);
      byte[] bytes = request.getBytes(UTF_8);
      socket.send(
          new DatagramPacket(
              bytes, bytes.length, InetAddress.getByName("127.0.0.1"), bridge.sipPort()));
      String answer = "SIP/2.0 100";
      while (answer.startsWith("SIP/2.0 1")) {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        answer = new String(packet.getData(), 0, packet.getLength(), UTF_8);
      }
      return answer;
    }
  }

  private void udp(byte[] bytes) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(
              bytes, bytes.length, InetAddress.getByName("127.0.0.1"), bridge.sipPort()));
    }
  }

  /** Sends as much as the peer takes; a peer that closes in the middle is fine. */
  private static void tcp(int port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      drain(socket.getInputStream());
    } catch (SocketException | SocketTimeoutException closedInTheMiddle) {
      // What matters is that the bridge still serves; every story ends by asking that.
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[4_096];
    int got = in.read(buffer);
    while (got >= 0) {
      got = in.read(buffer);
    }
  }
}
