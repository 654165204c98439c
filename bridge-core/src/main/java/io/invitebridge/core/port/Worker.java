package io.invitebridge.core.port;

import java.time.Duration;

/**
 * One serial lane: tasks run one after another, never two at once, in the order of their posting. A
 * task that throws is logged and does not stop the lane. Any thread may post.
 */
public interface Worker {
  void execute(Runnable task);

  /**
   * Runs a task that begins something new. Such tasks keep their own order, and give way to all
   * others: between two of them runs whatever has been posted in the meantime, so that a lane with
   * too much to do goes on with what it has begun.
   */
  default void executeLast(Runnable task) {
    execute(task);
  }

  /**
   * Runs a task on this lane after a delay.
   *
   * @return cancels it; cancelling from the lane itself is certain, from elsewhere it may be too
   *     late
   */
  Cancellation after(Duration delay, Runnable task);

  /** Takes back a delayed task; a second call does nothing. */
  @FunctionalInterface
  interface Cancellation {
    void cancel();
  }
}
