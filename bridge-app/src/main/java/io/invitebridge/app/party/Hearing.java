package io.invitebridge.app.party;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What a party has heard and not yet looked at, in order. Written by a network thread, read by the
 * one who plays the party.
 */
final class Hearing<T> {
  private final String who;
  private final Function<T, String> label;
  private final BlockingQueue<T> heard = new LinkedBlockingQueue<>();

  /**
   * @param label the word by which a thing is expected, {@code 180} or {@code CallEnded}
   */
  Hearing(String who, Function<T, String> label) {
    this.who = who;
    this.label = label;
  }

  void add(T thing) {
    heard.add(thing);
  }

  /** Takes what nobody has waited for, by its labels. */
  List<String> leftovers() {
    List<T> rest = new ArrayList<>();
    heard.drainTo(rest);
    return rest.stream().map(label).toList();
  }

  Optional<T> poll(Duration limit) throws InterruptedException {
    return Optional.ofNullable(heard.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** The next thing, which must be the expected one. */
  T next(String expected, Duration limit) throws UnexpectedException, InterruptedException {
    T thing = poll(limit).orElseThrow(() -> nothing(expected, limit));
    if (!label.apply(thing).equals(expected)) {
      throw new UnexpectedException(
          who + " should have heard " + expected + " and heard " + label.apply(thing) + ".");
    }
    return thing;
  }

  /** The next things, which must be the expected ones in whatever order. */
  void all(List<String> expected, Duration limit) throws UnexpectedException, InterruptedException {
    List<String> open = new ArrayList<>(expected);
    while (!open.isEmpty()) {
      String missing = String.join(" and ", open);
      T thing = poll(limit).orElseThrow(() -> nothing(missing, limit));
      if (!open.remove(label.apply(thing))) {
        throw new UnexpectedException(
            who + " should have heard " + missing + " and heard " + label.apply(thing) + ".");
      }
    }
  }

  private UnexpectedException nothing(String expected, Duration limit) {
    return new UnexpectedException(
        who + " should have heard " + expected + " within " + limit.toSeconds() + " s.");
  }
}
