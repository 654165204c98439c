package io.invitebridge.app.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address that nobody uses at this moment. */
public final class FreePorts {
  private static final int TRIES = 50;

  /** Below the range from which systems take the ports of outgoing connections. */
  private static final int LOWEST = 20_000;

  private static final int BELOW = 32_000;

  private FreePorts() {}

  /**
   * A port that is free for UDP and for TCP.
   *
   * @throws IOException when there is none, or no loopback address
   */
  public static int udpAndTcp() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    IOException last = new IOException("No port of 127.0.0.1 is free for UDP and TCP.");
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BELOW);
      try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
          DatagramSocket udp = new DatagramSocket(port, loopback)) {
        if (tcp.isBound() && udp.isBound()) {
          return port;
        }
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }
}
