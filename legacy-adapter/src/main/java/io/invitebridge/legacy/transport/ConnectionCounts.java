package io.invitebridge.legacy.transport;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, altogether and from each address. Any thread. */
final class ConnectionCounts {
  private volatile int maxTotal;
  private volatile int maxPerAddress;
  private final AtomicInteger total = new AtomicInteger();
  private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

  /**
   * @param maxPerAddress 0: no limit
   */
  ConnectionCounts(int maxTotal, int maxPerAddress) {
    this.maxTotal = maxTotal;
    this.maxPerAddress = maxPerAddress;
  }

  /** Other limits from now on; who is in stays in. */
  void limit(int newMaxTotal, int newMaxPerAddress) {
    maxTotal = newMaxTotal;
    maxPerAddress = newMaxPerAddress;
  }

  /** True: there is room, and the connection has been counted until {@link #leave}. */
  boolean enter(InetAddress address) {
    if (total.incrementAndGet() > maxTotal) {
      total.decrementAndGet();
      return false;
    }
    int here = perAddress.merge(address, 1, Integer::sum);
    int most = maxPerAddress;
    if (most > 0 && here > most) {
      leave(address);
      return false;
    }
    return true;
  }

  void leave(InetAddress address) {
    total.decrementAndGet();
    perAddress.computeIfPresent(address, (known, count) -> count == 1 ? null : count - 1);
  }

  int total() {
    return total.get();
  }
}
