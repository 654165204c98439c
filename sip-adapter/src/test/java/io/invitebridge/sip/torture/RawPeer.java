package io.invitebridge.sip.torture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A sender of bytes that need not be SIP, and a reader of the SIP messages that come back. */
public abstract class RawPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  /** Long enough for a piece to be a packet of its own. */
  private static final long BETWEEN_PIECES_NANOS = 300_000;

  public abstract int port();

  public abstract String transport();

  /** Sends bytes as they are: one datagram, or one write. */
  public abstract void send(byte[] bytes) throws IOException;

  /** The next message; empty when none comes, or the connection is closed. */
  public abstract Optional<String> next() throws IOException;

  @Override
  public abstract void close();

  public static RawPeer udp(InetSocketAddress bridge) throws IOException {
    return new Udp(bridge);
  }

  public static RawPeer tcp(InetSocketAddress bridge) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(bridge, PATIENCE_MILLIS);
    return new Tcp(socket, "TCP");
  }

  /** Over a stream that somebody else has opened. */
  public static RawPeer over(Socket socket, String transport) throws IOException {
    return new Tcp(socket, transport);
  }

  /** Sends bytes cut before each of these places, each piece a packet of its own. */
  public void sendCut(byte[] bytes, int... cuts) throws IOException {
    int from = 0;
    for (int cut : cuts) {
      if (cut > from && cut < bytes.length) {
        send(java.util.Arrays.copyOfRange(bytes, from, cut));
        LockSupport.parkNanos(BETWEEN_PIECES_NANOS);
        from = cut;
      }
    }
    send(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static final class Udp extends RawPeer {
    private final DatagramSocket socket;
    private final InetSocketAddress bridge;

    Udp(InetSocketAddress bridge) throws IOException {
      this.bridge = bridge;
      socket = new DatagramSocket(0, bridge.getAddress());
      socket.setSoTimeout(PATIENCE_MILLIS);
    }

    @Override
    public int port() {
      return socket.getLocalPort();
    }

    @Override
    public String transport() {
      return "UDP";
    }

    @Override
    public void send(byte[] bytes) throws IOException {
      InetAddress address = bridge.getAddress();
      socket.send(new DatagramPacket(bytes, bytes.length, address, bridge.getPort()));
    }

    @Override
    public Optional<String> next() throws IOException {
      byte[] buffer = new byte[65_536];
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        return Optional.of(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
      } catch (SocketTimeoutException nothing) {
        return Optional.empty();
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static final class Tcp extends RawPeer {
    private final Socket socket;
    private final String transport;
    private final InputStream in;

    Tcp(Socket socket, String transport) throws IOException {
      this.socket = socket;
      this.transport = transport;
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new java.io.BufferedInputStream(socket.getInputStream());
    }

    @Override
    public int port() {
      return socket.getLocalPort();
    }

    @Override
    public String transport() {
      return transport;
    }

    @Override
    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    @Override
    public Optional<String> next() {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      try {
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
          int b = in.read();
          if (b < 0) {
            return Optional.empty();
          }
          if (head.size() == 0 && (b == '\r' || b == '\n')) {
            continue; // a keep-alive between messages
          }
          head.write(b);
          text = head.toString(StandardCharsets.UTF_8);
        }
        byte[] body = in.readNBytes(contentLength(text));
        return Optional.of(text + new String(body, StandardCharsets.UTF_8));
      } catch (IOException closed) {
        return Optional.empty();
      }
    }

    private static int contentLength(String head) {
      return head.lines()
          .filter(line -> line.startsWith("Content-Length:"))
          .map(line -> Integer.parseInt(line.substring(15).strip()))
          .findFirst()
          .orElse(0);
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
