package io.invitebridge.core.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.Correlation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * The engine's memory: open invitations and the protocol keys of their legs, then both again as
 * tombstones. Open entries never expire and are never evicted; {@link #retire} starts their
 * tombstone time. A scheduler removes expired ones without waiting for traffic. Any thread.
 */
final class CorrelationTable implements Correlation {
  private static final long NEVER_NANOS = Long.MAX_VALUE;

  private final Cache<InvitationId, InvitationSlot> slots;
  private final Cache<CorrelationKey, LegRef> keys;
  private volatile Duration tombstone;

  CorrelationTable(Clock clock, Duration tombstone, Scheduler scheduler) {
    this.tombstone = tombstone;
    this.slots = cache(clock, scheduler);
    this.keys = cache(clock, scheduler);
  }

  @Override
  public Optional<LegRef> find(CorrelationKey key) {
    return Optional.ofNullable(keys.getIfPresent(key));
  }

  @Override
  public LegRef bind(CorrelationKey key, LegRef leg) {
    LegRef present = keys.asMap().putIfAbsent(key, leg);
    if (present != null) {
      return present;
    }
    InvitationSlot slot = slots.getIfPresent(leg.invitation());
    if (slot == null || !slot.addKey(key)) {
      entomb(keys, key);
    }
    return leg;
  }

  /** Another tombstone time for what ends from now on. */
  void use(Duration other) {
    tombstone = other;
  }

  Optional<InvitationSlot> slot(InvitationId id) {
    return Optional.ofNullable(slots.getIfPresent(id));
  }

  Collection<InvitationSlot> slots() {
    return slots.asMap().values();
  }

  void add(InvitationSlot slot) {
    slots.put(slot.id(), slot);
  }

  /** Forgets an invitation that does not begin after all; a key of its own becomes a tombstone. */
  void discard(InvitationSlot slot) {
    for (CorrelationKey key : slot.closeKeys()) {
      entomb(keys, key);
    }
    slots.invalidate(slot.id());
  }

  /** Begins the tombstone time of an ended invitation and of all its keys. */
  void retire(InvitationSlot slot) {
    for (CorrelationKey key : slot.closeKeys()) {
      entomb(keys, key);
    }
    entomb(slots, slot.id());
  }

  long slotCount() {
    slots.cleanUp();
    return slots.estimatedSize();
  }

  long keyCount() {
    keys.cleanUp();
    return keys.estimatedSize();
  }

  private <K, V> void entomb(Cache<K, V> cache, K key) {
    cache.policy().expireVariably().orElseThrow().setExpiresAfter(key, tombstone);
  }

  private static <K, V> Cache<K, V> cache(Clock clock, Scheduler scheduler) {
    return Caffeine.newBuilder()
        .ticker(() -> nanos(clock.instant()))
        .scheduler(scheduler)
        .executor(Runnable::run)
        .expireAfter(new WhileOpen<K, V>())
        .build();
  }

  private static long nanos(Instant instant) {
    return Duration.between(Instant.EPOCH, instant).toNanos();
  }

  /** Never, until {@link #retire} says otherwise; reading and rewriting change nothing. */
  private static final class WhileOpen<K, V> implements Expiry<K, V> {
    @Override
    public long expireAfterCreate(K key, V value, long currentTime) {
      return NEVER_NANOS;
    }

    @Override
    public long expireAfterUpdate(K key, V value, long currentTime, long currentDuration) {
      return currentDuration;
    }

    @Override
    public long expireAfterRead(K key, V value, long currentTime, long currentDuration) {
      return currentDuration;
    }
  }
}
