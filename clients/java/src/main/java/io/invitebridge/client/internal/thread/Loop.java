package io.invitebridge.client.internal.thread;

/** A thread that runs tasks one after another, and its clock. A task that throws is logged. */
public interface Loop {
  /** Runs a task after those already waiting; after the loop has ended, nothing. Any thread. */
  void execute(Runnable task);

  /** Runs a task after at least {@code delayMillis}. Any thread. */
  Cancelable schedule(long delayMillis, Runnable task);

  /** Something that is going to happen unless it is canceled. */
  interface Cancelable {
    /** Stops it; harmless when it already happened. */
    void cancel();
  }
}
