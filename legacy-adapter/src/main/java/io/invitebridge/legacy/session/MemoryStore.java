package io.invitebridge.legacy.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.LegacyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Keeps everything in memory, within bounds, and forgets it with the process. Messages that do not
 * fit are refused. Attributes of users and channels that were not touched for longest make room for
 * new ones. Any thread; every method takes one short lock.
 */
public final class MemoryStore implements LegacyStore {
  /** What a letter or an attribute costs beside its text, if it is its owner's only one. */
  private static final int OVERHEAD_BYTES = 512;

  /** A full store looks for worthless letters of all users no more often than this. */
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(10);

  private static final long FIRST_ID_BELOW = 1L << 48;

  private final LegacyLimits limits;
  private final Map<AppUser, Deque<Letter>> letters = new HashMap<>();
  private final LinkedHashMap<Owner, Map<String, String>> attributes =
      new LinkedHashMap<>(16, 0.75f, true);
  private Instant sweptAt = Instant.EPOCH;
  private long lastLetterId;
  private long letterBytes;
  private long attributeBytes;

  /** Letter ids from 1 on. */
  public MemoryStore(LegacyLimits limits) {
    this.limits = limits;
  }

  /** Letter ids from anywhere on, because clients outlive a process and drop ids that they know. */
  public MemoryStore(LegacyLimits limits, RandomGenerator random) {
    this.limits = limits;
    this.lastLetterId = random.nextLong(FIRST_ID_BELOW);
  }

  @Override
  public synchronized long nextLetterId() {
    return ++lastLetterId;
  }

  @Override
  public synchronized boolean keep(AppUser to, Letter letter, Instant now) {
    boolean full = letterBytes + size(letter) > limits.maxStoredBytes();
    if (full && !now.isBefore(sweptAt.plus(BETWEEN_SWEEPS))) {
      sweptAt = now;
      forgetAllOld(now);
    }
    Deque<Letter> known = letters.getOrDefault(to, new ArrayDeque<>());
    if (known.size() >= limits.maxLetters()) {
      forgetOld(to, now);
    }
    if (known.size() >= limits.maxLetters()
        || letterBytes + size(letter) > limits.maxStoredBytes()) {
      return false;
    }
    known.addLast(letter);
    letters.put(to, known);
    letterBytes += size(letter);
    return true;
  }

  @Override
  public synchronized List<Letter> letters(AppUser to, Instant now) {
    forgetOld(to, now);
    return List.copyOf(letters.getOrDefault(to, new ArrayDeque<>()));
  }

  @Override
  public synchronized void drop(AppUser to, long letterId) {
    remove(to, letter -> letter.id() == letterId);
  }

  @Override
  public synchronized Map<String, String> attributes(Owner owner) {
    return Map.copyOf(attributes.getOrDefault(owner, Map.of()));
  }

  @Override
  public synchronized boolean setAttribute(Owner owner, String name, String value) {
    Map<String, String> known = attributes.getOrDefault(owner, new HashMap<>());
    if (!known.containsKey(name) && known.size() >= limits.maxAttributes()) {
      return false;
    }
    String before = known.put(name, value);
    attributes.put(owner, known);
    attributeBytes += size(name, value) - (before == null ? 0 : size(name, before));
    makeRoom();
    return true;
  }

  @Override
  public synchronized void removeAttribute(Owner owner, String name) {
    Map<String, String> known = attributes.getOrDefault(owner, new HashMap<>());
    String before = known.remove(name);
    if (before != null) {
      attributeBytes -= size(name, before);
    }
    if (known.isEmpty()) {
      attributes.remove(owner);
    }
  }

  @Override
  public synchronized void clearAttributes(Owner owner) {
    Map<String, String> known = attributes.remove(owner);
    if (known != null) {
      attributeBytes -= size(known);
    }
  }

  /** Letters that still wait; those that are worthless are forgotten on the way. */
  public synchronized int waitingLetters(Instant now) {
    forgetAllOld(now);
    return letters.values().stream().mapToInt(Deque::size).sum();
  }

  private void makeRoom() {
    Iterator<Map.Entry<Owner, Map<String, String>>> oldest = attributes.entrySet().iterator();
    while (attributeBytes > limits.maxAttributeBytes() && oldest.hasNext()) {
      attributeBytes -= size(oldest.next().getValue());
      oldest.remove();
    }
  }

  private void forgetAllOld(Instant now) {
    List.copyOf(letters.keySet()).forEach(user -> forgetOld(user, now));
  }

  private void forgetOld(AppUser to, Instant now) {
    remove(to, letter -> !letter.until().isAfter(now));
  }

  private void remove(AppUser to, Predicate<Letter> which) {
    Deque<Letter> known = letters.get(to);
    if (known == null) {
      return;
    }
    known.removeIf(
        letter -> {
          boolean goes = which.test(letter);
          letterBytes -= goes ? size(letter) : 0;
          return goes;
        });
    if (known.isEmpty()) {
      letters.remove(to);
    }
  }

  private static long size(Letter letter) {
    return OVERHEAD_BYTES + 2L * (letter.flag().length() + letter.text().length());
  }

  private static long size(Map<String, String> values) {
    return values.entrySet().stream().mapToLong(e -> size(e.getKey(), e.getValue())).sum();
  }

  private static long size(String name, String value) {
    return OVERHEAD_BYTES + 2L * (name.length() + value.length());
  }
}
