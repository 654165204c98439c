package io.invitebridge.app.wakeup;

import io.invitebridge.core.port.Worker.Cancellation;
import org.jspecify.annotations.Nullable;

/** What is to be said about one user of one invitation. Only on the webhook's worker. */
final class Line {
  static final Cancellation NO_RETRY = () -> {};

  /** Next, behind the request that is under way. */
  @Nullable Letter waiting;

  /** Runs while the letter waits for its next try. */
  Cancellation retry = NO_RETRY;

  /** A request is under way. */
  boolean isBusy;

  /** In the queue of those whose turn it is. */
  boolean isReady;

  /** A request has left, so the backend may know of the call. */
  boolean isHeardOf;

  /** Nothing more is to be said, for the backend does not know of the call or does not care. */
  boolean isSilent;

  /** The last word has been handed in. */
  boolean isOver;

  void cancelRetry() {
    retry.cancel();
    retry = NO_RETRY;
  }
}
