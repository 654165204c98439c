package io.invitebridge.client.internal.thread;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The loop on a daemon thread of its own, which starts with the first task. */
public final class LoopThread implements Loop {
  private final ScheduledThreadPoolExecutor executor;
  private final ClientLog log;

  /** A loop whose thread has this name. */
  public LoopThread(String threadName, ClientLog log) {
    this.log = log;
    executor = new ScheduledThreadPoolExecutor(1, new DaemonThreads(threadName));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(log.guard("a task of the client", task));
    } catch (RejectedExecutionException e) {
      log.info("Dropped a task: the client was released.");
    }
  }

  @Override
  public Cancelable schedule(long delayMillis, Runnable task) {
    try {
      java.util.concurrent.Future<?> future =
          executor.schedule(
              log.guard("a task of the client", task), delayMillis, TimeUnit.MILLISECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      log.info("Dropped a task: the client was released.");
      return () -> {};
    }
  }

  /** Ends the thread after the tasks that wait to run now; later ones are dropped. */
  public void close() {
    executor.shutdown();
  }
}
