package io.invitebridge.app.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address that nobody uses at this moment. */
public final class FreePorts {
  private static final int TRIES = 50;

  /** Below the range from which systems take the ports of outgoing connections. */
  private static final int LOWEST = 20_000;

  private static final int BELOW = 32_000;

  private FreePorts() {}

  /**
   * Different ports that are each free for UDP and for TCP.
   *
   * @throws IOException when there are not enough, or no loopback address
   */
  public static List<Integer> udpAndTcp(int count) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    Set<Integer> ports = new LinkedHashSet<>();
    IOException last = new IOException("Too few ports of 127.0.0.1 are free for UDP and TCP.");
    for (int i = 0; i < TRIES * count && ports.size() < count; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BELOW);
      try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
          DatagramSocket udp = new DatagramSocket(port, loopback)) {
        if (tcp.isBound() && udp.isBound()) {
          ports.add(port);
        }
      } catch (IOException e) {
        last = e;
      }
    }
    if (ports.size() < count) {
      throw last;
    }
    return List.copyOf(ports);
  }
}
