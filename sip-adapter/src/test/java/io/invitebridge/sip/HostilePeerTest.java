package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever bytes come in, the real stack goes on serving. */
class HostilePeerTest {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Loopback bridge = new Loopback();
  private DatagramSocket udp = udpSocket();

  @BeforeEach
  void itServes() throws IOException {
    assertThat(options()).startsWith("SIP/2.0 200");
  }

  @AfterEach
  void itStillServes() throws IOException {
    assertThat(options()).startsWith("SIP/2.0 200");
    assertThat(optionsOverTcp()).startsWith("SIP/2.0 200");
    udp.close();
    bridge.close();
  }

  @Test
  void random_bytes() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[1 + random.nextInt(1400)];
      random.nextBytes(noise);
      datagram(noise);
    }
    byte[] noise = new byte[100_000];
    random.nextBytes(noise);
    overTcp(noise);
  }

  @Test
  void half_a_message() throws IOException {
    String whole = request("INVITE", "UDP", "half");
    for (int cut = 1; cut < whole.length(); cut += 7) {
      datagram(bytes(whole.substring(0, cut)));
    }
    overTcp(bytes(whole.substring(0, whole.length() / 2)));
  }

  @Test
  void a_message_of_200_kilobytes() throws IOException {
    String head = request("OPTIONS", "TCP", "big").replace("\r\n\r\n", "\r\n");
    overTcp(bytes(head + "X-Big: " + "y".repeat(200_000) + "\r\n\r\n"));
    String body = "z".repeat(200_000);
    overTcp(bytes(head.replace("Content-Length: 0", "Content-Length: 200000") + "\r\n" + body));
    datagram(
        bytes(
            request("OPTIONS", "UDP", "big2").replace("\r\n\r\n", "\r\n")
                + "X: "
                + "y".repeat(60_000)
                + "\r\n\r\n"));
  }

  @Test
  void ten_thousand_headers_and_a_thousand_vias() throws IOException {
    String head = request("OPTIONS", "TCP", "many").replace("\r\n\r\n", "\r\n");
    overTcp(bytes(head + "X: y\r\n".repeat(10_000) + "\r\n"));
    String via = "Via: SIP/2.0/TCP x;branch=z9hG4bKx\r\n";
    overTcp(bytes(head.replace("Max-Forwards", via.repeat(1000) + "Max-Forwards") + "\r\n"));
  }

  @Test
  void a_line_break_in_a_display_name_injects_nothing() throws IOException {
    String evil =
        request("INVITE", "UDP", "evil").replace("From: <", "From: \"a\r\nX-Evil: 1\r\n b\" <");
    datagram(bytes(evil));
    assertThat(answer()).startsWith("SIP/2.0 400").doesNotContain("X-Evil");
  }

  @Test
  void a_broken_description_is_answered_on_both_transports() throws IOException {
    String body = "v=9\r\nnonsense\r\n";
    String type = "Content-Type: application/sdp\r\nContent-Length: " + body.length();
    String udpText = request("INVITE", "UDP", "sdp-u").replace("Content-Length: 0", type) + body;
    datagram(bytes(udpText));
    assertThat(answer()).startsWith("SIP/2.0 400").contains("Warning: 399");
    String tcpText = request("INVITE", "TCP", "sdp-t").replace("Content-Length: 0", type) + body;
    assertThat(overTcp(bytes(tcpText))).startsWith("SIP/2.0 400").contains("Warning: 399");
  }

  @Test
  void unreadable_lines_are_answered_on_both_transports() throws IOException {
    datagram(bytes(request("INVITE", "UDP", "bad-u").replace("sip:200@", "<sip:200>@")));
    assertThat(answer()).startsWith("SIP/2.0 400 Bad Request - ");
    String tcp = request("INVITE", "TCP", "bad-t").replace("From: <", "From: \"never closed <");
    assertThat(overTcp(bytes(tcp))).startsWith("SIP/2.0 400 Bad Request - ");
  }

  @Test
  void a_version_nobody_speaks_is_505() throws IOException {
    datagram(bytes(request("OPTIONS", "UDP", "v7").replace("SIP/2.0\r\nVia", "SIP/7.0\r\nVia")));
    assertThat(answer()).startsWith("SIP/2.0 505");
  }

  private String options() throws IOException {
    datagram(bytes(request("OPTIONS", "UDP", "probe" + System.nanoTime())));
    String answer = answer();
    while (!answer.isEmpty() && !answer.contains("Call-ID: probe")) {
      answer = answer();
    }
    return answer;
  }

  private String optionsOverTcp() throws IOException {
    return overTcp(bytes(request("OPTIONS", "TCP", "probe-t" + System.nanoTime())));
  }

  private String answer() throws IOException {
    byte[] buffer = new byte[65_536];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    try {
      udp.receive(packet);
      return new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException nothing) {
      return "";
    }
  }

  private void datagram(byte[] bytes) throws IOException {
    udp.send(
        new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), bridge.port));
  }

  /** Sends all, then reads what comes until the peer closes, pauses or has answered. */
  private String overTcp(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      StringBuilder answer = new StringBuilder();
      try {
        socket.getOutputStream().write(bytes);
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
          answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          if (answer.indexOf("\r\n\r\n") > 0) {
            break;
          }
        }
      } catch (IOException closed) {
        return answer.toString();
      }
      return answer.toString();
    }
  }

  private String request(String method, String transport, String id) {
    return String.join(
        "\r\n",
        method + " sip:200@127.0.0.1 SIP/2.0",
        "Via: SIP/2.0/"
            + transport
            + " 127.0.0.1:"
            + udp.getLocalPort()
            + ";rport;branch=z9hG4bK-"
            + id,
        "Max-Forwards: 70",
        "From: <sip:eve@127.0.0.1>;tag=a",
        "To: <sip:200@127.0.0.1>",
        "Call-ID: " + id,
        "CSeq: 1 " + method,
        "Contact: <sip:eve@127.0.0.1:" + udp.getLocalPort() + ">",
        "Content-Length: 0",
        "",
        "");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static DatagramSocket udpSocket() {
    try {
      DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setSoTimeout(PATIENCE_MILLIS);
      return socket;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
