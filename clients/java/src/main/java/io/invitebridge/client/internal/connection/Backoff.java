package io.invitebridge.client.internal.connection;

import java.util.function.DoubleSupplier;

/**
 * The pause before each attempt to connect: twice as long each time up to a limit, and shortened by
 * chance, so that the clients of a restarted bridge do not all come back in the same moment.
 */
public final class Backoff {
  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 15_000;

  /**
   * The limit while the bridge keeps the session: an outage of 20 s and one pause must end well
   * within the 30 s of that.
   */
  private static final long LONGEST_WHILE_KEPT_MILLIS = 4_000;

  private static final long SHORTEST_AFTER_STOP_MILLIS = 1_000;
  private static final long SPREAD_AFTER_STOP_MILLIS = 9_000;

  private final DoubleSupplier chance;
  private long nextMillis = FIRST_MILLIS;

  /** A series of pauses; {@code chance} yields numbers from 0 to below 1. */
  public Backoff(DoubleSupplier chance) {
    this.chance = chance;
  }

  /**
   * The next pause: between half of the current limit and the limit.
   *
   * @param sessionIsKept whether the session can still be resumed
   */
  long next(boolean sessionIsKept) {
    long limit = sessionIsKept ? Math.min(LONGEST_WHILE_KEPT_MILLIS, nextMillis) : nextMillis;
    nextMillis = Math.min(LONGEST_MILLIS, 2 * limit);
    return (long) (limit * (0.5 + chance.getAsDouble() / 2));
  }

  /** The pause after the bridge stopped: all its clients are to come back, one by one. */
  long afterStop() {
    return (long) (SHORTEST_AFTER_STOP_MILLIS + chance.getAsDouble() * SPREAD_AFTER_STOP_MILLIS);
  }

  /** Starts the series anew, after a success. */
  void reset() {
    nextMillis = FIRST_MILLIS;
  }
}
