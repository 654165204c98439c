package io.invitebridge.sip;

import io.invitebridge.core.model.TrunkName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The messages that went to and came from each trunk, by method and class of status.
 * Retransmissions that the transactions absorb are not counted. Any thread.
 */
public final class TrafficCounters {
  /** Trunks x directions x methods x classes stay far below this; a guard against mistakes. */
  private static final int MOST_KEYS = 10_000;

  private final Map<Key, LongAdder> adders = new ConcurrentHashMap<>();
  private final List<Consumer<Key>> newcomers = new CopyOnWriteArrayList<>();

  /** Seen from the bridge. */
  public enum Direction {
    IN,
    OUT
  }

  /**
   * What is counted as one.
   *
   * @param trunk empty for peers of no trunk
   * @param method of the request, or of the request that was answered; {@code other} for methods
   *     that the bridge does not know
   * @param kind {@code request}, or the class of a response: {@code 1xx} to {@code 6xx}
   */
  public record Key(Optional<TrunkName> trunk, Direction direction, String method, String kind) {}

  public void add(Key key) {
    LongAdder known = adders.get(key);
    if (known != null) {
      known.increment();
    } else if (adders.size() < MOST_KEYS) {
      LongAdder made = new LongAdder();
      LongAdder first = adders.putIfAbsent(key, made);
      (first == null ? made : first).increment();
      if (first == null) {
        newcomers.forEach(listener -> listener.accept(key));
      }
    }
  }

  /** The figure of a key; 0 while nothing has been counted. */
  public long count(Key key) {
    LongAdder adder = adders.get(key);
    return adder == null ? 0 : adder.sum();
  }

  /** Hears of each key, those of now and those to come; once, or now and then twice. */
  public void watch(Consumer<Key> listener) {
    newcomers.add(listener);
    adders.keySet().forEach(listener);
  }

  /** All figures; a moment's picture, not one instant's. */
  public Map<Key, Long> snapshot() {
    Map<Key, Long> figures = new HashMap<>();
    adders.forEach((key, adder) -> figures.put(key, adder.sum()));
    return Map.copyOf(figures);
  }
}
