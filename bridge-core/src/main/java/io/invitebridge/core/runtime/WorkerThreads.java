package io.invitebridge.core.runtime;

import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of lanes, each with a thread of its own. After {@link #close} tasks are dropped
 * with a debug line.
 */
public final class WorkerThreads implements Workers, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerThreads.class);

  /** Hears how long a task has waited for its turn. On the lane's thread; must be quick. */
  @FunctionalInterface
  public interface QueueDelay {
    QueueDelay UNWATCHED = nanos -> {};

    /**
     * @param nanos from the posting, or from the moment a delayed task was due, to its beginning
     */
    void waited(long nanos);
  }

  private final List<Lane> lanes = new ArrayList<>();

  /** Lanes that nobody watches. */
  public WorkerThreads(String name, int count) {
    this(name, count, QueueDelay.UNWATCHED);
  }

  /**
   * Starts the lanes.
   *
   * @param name prefix of the threads' names
   * @param count number of lanes, at least one
   */
  public WorkerThreads(String name, int count, QueueDelay delay) {
    if (count < 1) {
      throw new IllegalArgumentException("At least one lane is needed.");
    }
    for (int i = 0; i < count; i++) {
      lanes.add(new Lane(name + "-" + i, delay));
    }
  }

  @Override
  public Worker lane(Object key) {
    int hash = key.hashCode();
    int spread = hash ^ (hash >>> 16);
    return lanes.get(Math.floorMod(spread, lanes.size()));
  }

  /** Tasks that wait for their turn, delayed ones included. */
  public int backlog() {
    return lanes.stream().mapToInt(Lane::backlog).sum();
  }

  /** Stops the lanes: running tasks finish, waiting ones are dropped. */
  @Override
  public void close() {
    lanes.forEach(lane -> lane.executor.shutdownNow());
  }

  private static final class Lane implements Worker {
    private final ScheduledThreadPoolExecutor executor;
    private final QueueDelay delay;
    private final Queue<Runnable> beginners = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    Lane(String name, QueueDelay delay) {
      this.delay = delay;
      executor =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
              });
      executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable task) {
      long due = System.nanoTime();
      try {
        executor.execute(() -> runSafely(task, due));
      } catch (RejectedExecutionException stopped) {
        log.debug("A task came after the stop and was dropped.", stopped);
      }
    }

    /** One of them has its turn in the executor's queue at a time. */
    @Override
    public void executeLast(Runnable task) {
      long due = System.nanoTime();
      beginners.add(() -> runSafely(task, due));
      if (waiting.getAndIncrement() == 0) {
        giveTurn();
      }
    }

    private void giveTurn() {
      try {
        executor.execute(this::next);
      } catch (RejectedExecutionException stopped) {
        log.debug("A task came after the stop and was dropped.", stopped);
      }
    }

    private void next() {
      try {
        Optional.ofNullable(beginners.poll()).ifPresent(Runnable::run);
      } finally {
        if (waiting.decrementAndGet() > 0) {
          giveTurn();
        }
      }
    }

    @Override
    public Cancellation after(Duration wait, Runnable task) {
      long due = System.nanoTime() + wait.toNanos();
      try {
        Future<?> future =
            executor.schedule(() -> runSafely(task, due), wait.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
      } catch (RejectedExecutionException stopped) {
        log.debug("A delayed task came after the stop and was dropped.", stopped);
        return () -> {};
      }
    }

    int backlog() {
      return executor.getQueue().size() + Math.max(0, waiting.get() - 1);
    }

    private void runSafely(Runnable task, long due) {
      try {
        delay.waited(Math.max(0, System.nanoTime() - due));
        task.run();
      } catch (RuntimeException | StackOverflowError fault) {
        log.error("A task failed; its lane goes on. This is a fault of the bridge.", fault);
      }
    }
  }
}
