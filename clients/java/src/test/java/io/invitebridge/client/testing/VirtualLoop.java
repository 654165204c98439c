package io.invitebridge.client.testing;

import io.invitebridge.client.internal.thread.Loop;
import java.util.PriorityQueue;

/** A loop whose clock is turned by hand. */
final class VirtualLoop implements Loop {
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long nowMillis;
  private long order;

  @Override
  public void execute(Runnable task) {
    schedule(0, task);
  }

  @Override
  public Cancelable schedule(long delayMillis, Runnable task) {
    Task entry = new Task(nowMillis + delayMillis, order++, task);
    tasks.add(entry);
    return () -> tasks.remove(entry);
  }

  /** Runs the next task that is due now; false when there is none. */
  boolean step() {
    Task next = tasks.peek();
    if (next == null || next.atMillis > nowMillis) {
      return false;
    }
    tasks.remove().task.run();
    return true;
  }

  /** Turns the clock to the next task, but not beyond {@code limitMillis}; false at the limit. */
  boolean turn(long limitMillis) {
    Task next = tasks.peek();
    if (next == null || next.atMillis > limitMillis) {
      nowMillis = limitMillis;
      return false;
    }
    nowMillis = next.atMillis;
    return true;
  }

  long nowMillis() {
    return nowMillis;
  }

  private record Task(long atMillis, long order, Runnable task) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(atMillis, other.atMillis);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
