package io.invitebridge.sip.torture;

import io.invitebridge.sip.message.Protocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A SIP peer that is called and answers with whatever bytes the test wants. */
abstract class RawTrunk implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final String ANSWER =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 9 RTP/AVP 0\r\na=inactive\r\n";

  private String invite = "";

  abstract int port();

  abstract String receive() throws IOException;

  abstract void answersRaw(String text) throws IOException;

  @Override
  public abstract void close() throws IOException;

  static RawTrunk of(Protocol protocol) throws IOException {
    return protocol == Protocol.UDP ? new Udp() : new Tcp();
  }

  String hearsInvite() throws IOException {
    while (!invite.startsWith("INVITE ")) {
      invite = receive();
    }
    return invite;
  }

  void answers(String statusAndReason) throws IOException {
    answersRaw(response(statusAndReason));
  }

  String response(String statusAndReason) {
    return "SIP/2.0 "
        + statusAndReason
        + "\r\n"
        + line("Via")
        + line("From")
        + line("To").replace("\r\n", ";tag=trunk\r\n")
        + line("Call-ID")
        + line("CSeq")
        + "Contact: <sip:200@127.0.0.1:"
        + port()
        + ">\r\nContent-Type: application/sdp\r\nContent-Length: "
        + ANSWER.length()
        + "\r\n\r\n"
        + ANSWER;
  }

  private String line(String name) {
    return invite
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line + "\r\n")
        .findFirst()
        .orElseThrow();
  }

  private static final class Udp extends RawTrunk {
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);

    Udp() throws IOException {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }

    @Override
    int port() {
      return socket.getLocalPort();
    }

    @Override
    String receive() throws IOException {
      packet.setLength(65_536);
      socket.receive(packet);
      return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Override
    void answersRaw(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static final class Tcp extends RawTrunk {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private Optional<RawPeer> peer = Optional.empty();
    private Optional<Socket> socket = Optional.empty();

    Tcp() throws IOException {
      server.setSoTimeout(PATIENCE_MILLIS);
    }

    @Override
    int port() {
      return server.getLocalPort();
    }

    @Override
    String receive() throws IOException {
      if (peer.isEmpty()) {
        socket = Optional.of(server.accept());
        peer = Optional.of(RawPeer.over(socket.get(), "TCP"));
      }
      return peer.get().next().orElseThrow(() -> new IOException("nothing comes"));
    }

    @Override
    void answersRaw(String text) throws IOException {
      peer.orElseThrow().send(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      server.close();
      if (socket.isPresent()) {
        socket.get().close();
      }
    }
  }
}
