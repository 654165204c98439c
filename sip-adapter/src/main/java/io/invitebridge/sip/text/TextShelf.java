package io.invitebridge.sip.text;

import io.invitebridge.core.model.LegRef;
import io.invitebridge.sip.TextSettings;
import io.invitebridge.sip.Tokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps texts for their readers: each for as long as its leg lives, and for a while after, under a
 * token of 200 random bits. What is kept is never pushed out; when there is no room, the next one
 * is not taken. Any thread.
 */
public final class TextShelf {
  private final Tokens tokens;
  private final Clock clock;
  private final Duration memory;
  private final Map<String, Kept> texts = new ConcurrentHashMap<>();
  private final Map<LegRef, List<String>> byLeg = new ConcurrentHashMap<>();
  private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
  private final AtomicLong held = new AtomicLong();
  private volatile Optional<TextSettings> settings;

  /**
   * What is fetched.
   *
   * @param type its media type
   */
  public record Kept(String type, String text) {
    private int size() {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** A text whose leg is over. */
  private record Ended(String token, Instant until) {}

  /**
   * @param memory how long a text outlives its leg
   */
  public TextShelf(Optional<TextSettings> settings, Tokens tokens, Clock clock, Duration memory) {
    this.settings = settings;
    this.tokens = tokens;
    this.clock = clock;
    this.memory = memory;
  }

  /** For texts from now on; those that are kept stay. */
  public void use(Optional<TextSettings> others) {
    settings = others;
  }

  /**
   * Keeps a text.
   *
   * @param leg whose text it is; {@link #over} must follow
   * @return where it can be fetched; empty when there is no listener or no room
   */
  public Optional<URI> keep(LegRef leg, Kept text) {
    forget();
    Optional<TextSettings> now = settings;
    if (now.isEmpty()) {
      return Optional.empty();
    }
    int size = text.size();
    if (held.addAndGet(size) > now.get().mostBytes()) {
      held.addAndGet(-size);
      return Optional.empty();
    }
    String token = tokens.next() + tokens.next();
    texts.put(token, text);
    byLeg.compute(leg, (ref, known) -> with(known, token));
    return Optional.of(URI.create(now.get().url() + token));
  }

  /** The text that the token stands for; empty when there is none, or none any more. */
  public Optional<Kept> find(String token) {
    forget();
    return Optional.ofNullable(texts.get(token));
  }

  /** The leg has had its last message. */
  public void over(LegRef leg) {
    List<String> tokensOfLeg = byLeg.remove(leg);
    if (tokensOfLeg != null) {
      Instant until = clock.instant().plus(memory);
      tokensOfLeg.forEach(token -> ended.add(new Ended(token, until)));
    }
    forget();
  }

  /** How many are kept. */
  public int size() {
    forget();
    return texts.size();
  }

  /** The bytes of those that are kept. */
  public long bytes() {
    return held.get();
  }

  /** All outlive their legs by the same time, so the oldest is always the first. */
  private void forget() {
    Instant now = clock.instant();
    Ended first = ended.peek();
    while (first != null && !first.until().isAfter(now)) {
      if (ended.remove(first)) {
        Kept text = texts.remove(first.token());
        held.addAndGet(text == null ? 0 : -text.size());
      }
      first = ended.peek();
    }
  }

  private static List<String> with(@Nullable List<String> known, String token) {
    List<String> all = known == null ? new ArrayList<>() : new ArrayList<>(known);
    all.add(token);
    return all;
  }
}
