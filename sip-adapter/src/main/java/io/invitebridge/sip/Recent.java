package io.invitebridge.sip;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what is over for at least a span and at most twice as long, in two generations, so that
 * forgetting costs no timer. Any thread.
 */
public final class Recent<K, V> {
  private final Clock clock;
  private final Duration span;
  private volatile Generations<K, V> generations;

  private record Generations<K, V>(
      ConcurrentHashMap<K, V> young, ConcurrentHashMap<K, V> old, Instant turn) {}

  /**
   * @param span how long something is remembered at least
   */
  public Recent(Clock clock, Duration span) {
    this.clock = clock;
    this.span = span;
    this.generations =
        new Generations<>(
            new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), clock.instant().plus(span));
  }

  public void put(K key, V value) {
    current().young().put(key, value);
  }

  public Optional<V> get(K key) {
    Generations<K, V> now = current();
    V young = now.young().get(key);
    return young == null ? Optional.ofNullable(now.old().get(key)) : Optional.of(young);
  }

  /** How many are remembered, those that are about to be forgotten included. */
  public int size() {
    Generations<K, V> now = current();
    return now.young().size() + now.old().size();
  }

  private Generations<K, V> current() {
    Generations<K, V> now = generations;
    return clock.instant().isBefore(now.turn()) ? now : turned();
  }

  private synchronized Generations<K, V> turned() {
    Instant at = clock.instant();
    Generations<K, V> now = generations;
    if (!at.isBefore(now.turn())) {
      boolean bothOver = !at.isBefore(now.turn().plus(span));
      now =
          new Generations<>(
              new ConcurrentHashMap<>(),
              bothOver ? new ConcurrentHashMap<>() : now.young(),
              at.plus(span));
      generations = now;
    }
    return now;
  }
}
