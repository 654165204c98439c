package io.invitebridge.app.party;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small SIP phone on UDP and loopback that does what it is told. It writes and reads plain text
 * and shares nothing with the bridge's own SIP stack, so that it is a peer and not a mirror. It
 * sends no retransmissions: nothing gets lost on loopback.
 */
public final class SipPhone implements AutoCloseable {

  /** Sees each message of the phone as it goes by. Called on whatever thread sends or receives. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * @param name a request's method, or a response's status and phrase
     */
    void message(boolean isSent, String name);
  }

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LARGEST_DATAGRAM = 65_535;

  private final DatagramSocket socket;
  private final InetSocketAddress bridge;
  private final Map<String, PhoneCall> calls = new ConcurrentHashMap<>();
  private final Hearing<PhoneCall> incoming = new Hearing<>("The phone", call -> "INVITE");
  private final Watcher watcher;
  private final AtomicLong numbers = new AtomicLong();
  private final Thread reader = new Thread(this::read, "demo-phone");

  /**
   * Opens the phone's socket on a free port of the loopback address.
   *
   * @param bridgePort the bridge's UDP port on the same address
   */
  public SipPhone(int bridgePort, Watcher watcher) {
    this.watcher = watcher;
    try {
      InetAddress loopback = InetAddress.getByName("127.0.0.1");
      socket = new DatagramSocket(0, loopback);
      bridge = new InetSocketAddress(loopback, bridgePort);
    } catch (IOException e) {
      throw new UncheckedIOException("The phone has no socket.", e);
    }
    reader.setDaemon(true);
    reader.start();
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Rings a user of the bridge. */
  public PhoneCall dial(String user) {
    PhoneCall call =
        PhoneCall.outgoing(
            this, "call-" + System.nanoTime() + "-" + numbers.incrementAndGet(), user);
    calls.put(call.id(), call);
    call.invite();
    return call;
  }

  /** Waits until the bridge rings this phone. */
  public PhoneCall nextCall() throws UnexpectedException, InterruptedException {
    return incoming.next("INVITE", PATIENCE);
  }

  /** What came and was not waited for, on any call since the last look; forgets the calls. */
  public List<String> leftovers() {
    List<String> rest = new ArrayList<>(incoming.leftovers());
    calls.values().forEach(call -> rest.addAll(call.leftovers()));
    calls.clear();
    return rest;
  }

  @Override
  public void close() {
    socket.close();
  }

  String host() {
    return "127.0.0.1:" + port();
  }

  String bridgeHost() {
    return "127.0.0.1:" + bridge.getPort();
  }

  /** A word that no other call or transaction of this phone has. */
  String fresh(String prefix) {
    return prefix + port() + "x" + numbers.incrementAndGet();
  }

  void send(PhoneMessage message) {
    byte[] bytes = message.bytes();
    watcher.message(true, message.name());
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, bridge));
    } catch (IOException e) {
      throw new UncheckedIOException("The phone cannot send to the bridge.", e);
    }
  }

  private void read() {
    byte[] buffer = new byte[LARGEST_DATAGRAM];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        return; // closed
      }
      PhoneMessage.parse(buffer, packet.getLength()).ifPresent(this::handOver);
    }
  }

  private void handOver(PhoneMessage message) {
    watcher.message(false, message.name());
    String id = message.header("Call-ID");
    PhoneCall known = calls.get(id);
    if (known != null) {
      known.receive(message);
    } else if (message.isRequest() && message.method().equals("INVITE")) {
      PhoneCall call = PhoneCall.incoming(this, id, message);
      calls.put(id, call);
      incoming.add(call);
    }
  }
}
