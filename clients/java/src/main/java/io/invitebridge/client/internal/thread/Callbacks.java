package io.invitebridge.client.internal.thread;

import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.ResultCallback;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The way to the app: its code runs on one thread, in order, and may throw what it likes. */
public final class Callbacks {
  private final Executor serial;
  private final ClientLog log;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean stopped;

  /** Callbacks on an executor that runs one task after another, in order. */
  public Callbacks(Executor serial, ClientLog log) {
    this.serial = serial;
    this.log = log;
  }

  /** Runs a piece of the app's code when its turn comes. */
  public void post(Runnable appCode) {
    if (stopped) {
      return;
    }
    waiting.incrementAndGet();
    Runnable guarded = log.guard("a callback of the app", appCode);
    serial.execute(
        () -> {
          waiting.decrementAndGet();
          guarded.run();
        });
  }

  /** Tells a callback, which may be null, that its call succeeded. */
  public void success(@Nullable ResultCallback<Void> callback) {
    if (callback != null) {
      post(() -> callback.onSuccess(null));
    }
  }

  /** Tells a callback, which may be null, what its call yielded. */
  public <T> void success(@Nullable ResultCallback<T> callback, T value) {
    if (callback != null) {
      post(() -> callback.onSuccess(value));
    }
  }

  /** Tells a callback, which may be null, that its call failed. */
  public void failure(@Nullable ResultCallback<?> callback, ErrorInfo error) {
    if (callback != null) {
      post(() -> callback.onFailure(error));
    }
  }

  /** How many pieces of the app's code have not started yet. */
  public int backlog() {
    return waiting.get();
  }

  /** Takes nothing more; what already waits still runs. */
  public void stop() {
    stopped = true;
  }
}
