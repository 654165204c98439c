package io.invitebridge.core.runtime;

import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of lanes, each with a thread of its own. After {@link #close} tasks are dropped
 * with a debug line.
 */
public final class WorkerThreads implements Workers, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerThreads.class);

  private final List<Lane> lanes = new ArrayList<>();

  /**
   * Starts the lanes.
   *
   * @param name prefix of the threads' names
   * @param count number of lanes, at least one
   */
  public WorkerThreads(String name, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("At least one lane is needed.");
    }
    for (int i = 0; i < count; i++) {
      lanes.add(new Lane(name + "-" + i));
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
    return lanes.stream().mapToInt(lane -> lane.executor.getQueue().size()).sum();
  }

  /** Stops the lanes: running tasks finish, waiting ones are dropped. */
  @Override
  public void close() {
    lanes.forEach(lane -> lane.executor.shutdownNow());
  }

  private static final class Lane implements Worker {
    private final ScheduledThreadPoolExecutor executor;

    Lane(String name) {
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
      try {
        executor.execute(() -> runSafely(task));
      } catch (RejectedExecutionException stopped) {
        log.debug("A task came after the stop and was dropped.", stopped);
      }
    }

    @Override
    public Cancellation after(Duration delay, Runnable task) {
      try {
        Future<?> future =
            executor.schedule(() -> runSafely(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
      } catch (RejectedExecutionException stopped) {
        log.debug("A delayed task came after the stop and was dropped.", stopped);
        return () -> {};
      }
    }

    private static void runSafely(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException fault) {
        log.error("A task failed; its lane goes on. This is a fault of the bridge.", fault);
      }
    }
  }
}
