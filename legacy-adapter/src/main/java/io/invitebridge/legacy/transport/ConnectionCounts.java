package io.invitebridge.legacy.transport;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, altogether and from each address. Any thread. */
final class ConnectionCounts {
  private final int maxTotal;
  private final int maxPerAddress;
  private final AtomicInteger total = new AtomicInteger();
  private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

  /**
   * @param maxPerAddress 0: no limit
   */
  ConnectionCounts(int maxTotal, int maxPerAddress) {
    this.maxTotal = maxTotal;
    this.maxPerAddress = maxPerAddress;
  }

  /** True: there is room, and the connection has been counted until {@link #leave}. */
  boolean enter(InetAddress address) {
    if (total.incrementAndGet() > maxTotal) {
      total.decrementAndGet();
      return false;
    }
    int here = perAddress.merge(address, 1, Integer::sum);
    if (maxPerAddress > 0 && here > maxPerAddress) {
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
