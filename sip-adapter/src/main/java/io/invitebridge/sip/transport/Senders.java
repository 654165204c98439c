package io.invitebridge.sip.transport;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A few threads for what may block on the network: a name to look up, a TCP connection to open, a
 * peer that does not read. The messages of one call always go through the same thread, so their
 * order holds. Any thread.
 */
final class Senders implements AutoCloseable {
  private static final int THREADS = 4;

  /** More messages than this waiting behind one slow connection are given up. */
  private static final int MOST_WAITING = 10_000;

  private final List<ExecutorService> threads =
      IntStream.range(0, THREADS).mapToObj(Senders::thread).toList();

  /**
   * @return false when too much is waiting, or all is over
   */
  boolean post(String callId, Runnable send) {
    try {
      threads.get(Math.floorMod(callId.hashCode(), THREADS)).execute(send);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdownNow);
  }

  private static ExecutorService thread(int number) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(MOST_WAITING),
        task -> {
          Thread thread = new Thread(task, "sip-sender-" + number);
          thread.setDaemon(true);
          return thread;
        });
  }
}
