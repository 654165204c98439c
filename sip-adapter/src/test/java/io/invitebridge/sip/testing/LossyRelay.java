package io.invitebridge.sip.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carries datagrams between one SIP agent and another on loopback, loses some, lets some be
 * overtaken and sends some several times. The same seed makes the same choices for the same
 * datagrams in each direction.
 */
public final class LossyRelay implements AutoCloseable {
  private static final int OVERTAKEN_AFTER_MS = 30;

  private final DatagramSocket front;
  private final DatagramSocket back;
  private final SocketAddress target;
  private final AtomicReference<Optional<SocketAddress>> caller =
      new AtomicReference<>(Optional.empty());
  private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger lost = new AtomicInteger();
  private final Faults faults;

  /**
   * What happens to datagrams.
   *
   * @param lostPercent how many never arrive
   * @param overtakenPercent how many arrive after those behind them
   * @param copies how often each is sent
   */
  public record Faults(long seed, int lostPercent, int overtakenPercent, int copies) {}

  /** Listens at a free port for the one agent and sends on to the other's port. */
  public LossyRelay(int targetPort, Faults faults) throws IOException {
    this.faults = faults;
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    this.front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    this.back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    start(front, packet -> toTarget(packet), new Random(faults.seed()));
    start(back, packet -> toCaller(packet), new Random(faults.seed() + 1));
  }

  public int port() {
    return front.getLocalPort();
  }

  /** How many datagrams were lost so far. */
  public int lost() {
    return lost.get();
  }

  @Override
  public void close() {
    front.close();
    back.close();
    late.shutdownNow();
  }

  private interface Way {
    void carry(DatagramPacket packet) throws IOException;
  }

  private void start(DatagramSocket from, Way way, Random chance) {
    Thread thread = new Thread(() -> run(from, way, chance), "relay-" + from.getLocalPort());
    thread.setDaemon(true);
    thread.start();
  }

  private void run(DatagramSocket from, Way way, Random chance) {
    while (!from.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
      try {
        from.receive(packet);
        if (from == front) {
          caller.set(Optional.of(packet.getSocketAddress()));
        }
        treat(packet, way, chance.nextInt(100));
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void treat(DatagramPacket packet, Way way, int lot) throws IOException {
    if (lot < faults.lostPercent()) {
      lost.incrementAndGet();
    } else if (lot < faults.lostPercent() + faults.overtakenPercent()) {
      late.schedule(() -> carryLate(packet, way), OVERTAKEN_AFTER_MS, TimeUnit.MILLISECONDS);
    } else {
      for (int i = 0; i < faults.copies(); i++) {
        way.carry(packet);
      }
    }
  }

  private void carryLate(DatagramPacket packet, Way way) {
    try {
      way.carry(packet);
    } catch (IOException e) {
      lost.incrementAndGet();
    }
  }

  private void toTarget(DatagramPacket packet) throws IOException {
    back.send(new DatagramPacket(packet.getData(), packet.getLength(), target));
  }

  private void toCaller(DatagramPacket packet) throws IOException {
    Optional<SocketAddress> to = caller.get();
    if (to.isPresent()) {
      front.send(new DatagramPacket(packet.getData(), packet.getLength(), to.get()));
    }
  }
}
