package io.invitebridge.core.testing;

import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time and threads for tests: a clock that moves only when told, and lanes whose tasks run on the
 * test's own thread, ordered by due time and then by posting. Not thread-safe.
 *
 * <p>Usage: post or call something, then {@link #settle()} (runs all that is due now) or {@link
 * #advance} (lets time pass, running each task at its own time).
 */
public final class VirtualTime {
  /** A round start makes ladders easy to read. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * More tasks at one instant than any honest story has: two parties answer each other for ever.
   */
  private static final int TASKS_PER_INSTANT = 1_000_000;

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));
  private final Worker lane = new VirtualLane();
  private Instant now = START;
  private long posted;

  public Instant now() {
    return now;
  }

  /** How long the story has lasted. */
  public Duration elapsed() {
    return Duration.between(START, now);
  }

  public Clock clock() {
    return new VirtualClock(ZoneOffset.UTC);
  }

  /** One lane for every key: the test is the only thread. */
  public Workers workers() {
    return key -> lane;
  }

  /** Runs everything that is due, until nothing is. */
  public void settle() {
    for (int ran = 0; !tasks.isEmpty() && !tasks.peek().due().isAfter(now); ran++) {
      if (ran > TASKS_PER_INSTANT) {
        throw new IllegalStateException("Tasks at " + now + " never end: a livelock.");
      }
      tasks.remove().action().run();
    }
  }

  /** Lets time pass; each task on the way runs at its own due time. */
  public void advance(Duration by) {
    Instant until = now.plus(by);
    settle();
    while (!tasks.isEmpty() && !tasks.peek().due().isAfter(until)) {
      now = tasks.peek().due();
      settle();
    }
    now = until;
  }

  /** Tasks that wait for their time; zero when a story has left nothing behind. */
  public int waiting() {
    return tasks.size();
  }

  private record Task(Instant due, long order, Runnable action) {}

  private final class VirtualLane implements Worker {
    @Override
    public void execute(Runnable task) {
      tasks.add(new Task(now, posted++, task));
    }

    @Override
    public Cancellation after(Duration delay, Runnable task) {
      Task delayed = new Task(now.plus(delay), posted++, task);
      tasks.add(delayed);
      return () -> tasks.remove(delayed);
    }
  }

  private final class VirtualClock extends Clock {
    private final ZoneId zone;

    VirtualClock(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new VirtualClock(other);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
