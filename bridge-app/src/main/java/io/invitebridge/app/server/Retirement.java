package io.invitebridge.app.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until nothing needs a part of the bridge any more and then closes it. Any thread. */
final class Retirement {
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final BooleanSupplier isUnneeded;
  private final Runnable close;
  private boolean isOver;

  private Retirement(BooleanSupplier isUnneeded, Runnable close) {
    this.isUnneeded = isUnneeded;
    this.close = close;
  }

  /**
   * @param isUnneeded looked at once a second
   */
  static Retirement begin(BooleanSupplier isUnneeded, Runnable close) {
    Retirement begun = new Retirement(isUnneeded, close);
    LATER.execute(begun::look);
    return begun;
  }

  /**
   * The part is to stay.
   *
   * @return false when it is closed already
   */
  synchronized boolean callOff() {
    boolean isInTime = !isOver;
    isOver = true;
    return isInTime;
  }

  private synchronized void look() {
    if (isOver) {
      return;
    }
    if (isUnneeded.getAsBoolean()) {
      isOver = true;
      close.run();
    } else {
      LATER.execute(this::look);
    }
  }
}
