package io.invitebridge.sip.transport.wire;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections that stand, by who is at the other end, and how many. Any thread. */
final class Connections {
  private volatile int most;
  private volatile int mostPerSource;
  private final AtomicInteger accepted = new AtomicInteger();
  private final Map<Object, Integer> perSource = new ConcurrentHashMap<>();
  private final Map<String, PeerChannel> byPeer = new ConcurrentHashMap<>();

  Connections(int most, int mostPerSource) {
    this.most = most;
    this.mostPerSource = mostPerSource;
  }

  /** Other limits for the connections that come; those that stand stay. */
  void limit(int newMost, int newMostPerSource) {
    most = newMost;
    mostPerSource = newMostPerSource;
  }

  /** True: there is room, and the connection has been counted until {@link #leave}. */
  boolean enter(InetAddress source) {
    if (accepted.incrementAndGet() > most) {
      accepted.decrementAndGet();
      return false;
    }
    if (perSource.merge(SourceGate.whole(source), 1, Integer::sum) > mostPerSource) {
      leave(source);
      return false;
    }
    return true;
  }

  void leave(InetAddress source) {
    accepted.decrementAndGet();
    perSource.computeIfPresent(
        SourceGate.whole(source), (known, count) -> count == 1 ? null : count - 1);
  }

  void add(PeerChannel channel) {
    byPeer.put(channel.getKey(), channel);
  }

  void remove(PeerChannel channel) {
    byPeer.remove(channel.getKey(), channel);
  }

  /** Of whatever protocol, whoever opened them. */
  int size() {
    return byPeer.size();
  }

  /**
   * @param key see {@code MessageChannel.getKey}
   */
  Optional<PeerChannel> find(String key) {
    return Optional.ofNullable(byPeer.get(key)).filter(PeerChannel::isOpen);
  }
}
