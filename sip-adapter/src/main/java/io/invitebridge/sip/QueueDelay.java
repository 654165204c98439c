package io.invitebridge.sip;

import java.time.Duration;

/**
 * Tells a queue that stands from one that comes and goes: work waits too long when even the
 * shortest wait of an interval was longer than the limit. (The measure of RFC 8289; what follows
 * from it is that a share of the new calls is refused, more of them from interval to interval until
 * the queue is short again.) Any thread.
 */
public final class QueueDelay {
  /** Half of T1, as the usual limit is: a caller repeats its INVITE only after T1. */
  private static final long INTERVAL_MILLIS = 250;

  private static final int MORE = 20;
  private static final int LESS = 4;

  private long limitMillis;
  private boolean begun;
  private long intervalEnd;
  private long shortest = Long.MAX_VALUE;
  private int refusedPercent;

  public QueueDelay(Duration limit) {
    limitMillis = limit.toMillis();
  }

  public synchronized void limit(Duration other) {
    limitMillis = other.toMillis();
  }

  /**
   * @param millis how long a piece of work has waited
   * @param now by a clock that only goes forward, in milliseconds
   */
  public synchronized void waited(long millis, long now) {
    shortest = Math.min(shortest, millis);
    turn(now);
  }

  /**
   * How many of a hundred new calls should be refused.
   *
   * @param now by the same clock
   */
  public synchronized int refusedPercent(long now) {
    turn(now);
    return refusedPercent;
  }

  private void turn(long now) {
    if (!begun) {
      begun = true;
      intervalEnd = now + INTERVAL_MILLIS;
    }
    if (now - intervalEnd < 0) {
      return;
    }
    boolean stands = shortest != Long.MAX_VALUE && shortest > limitMillis;
    long intervals = 1 + (now - intervalEnd) / INTERVAL_MILLIS;
    refusedPercent =
        stands
            ? Math.min(100, refusedPercent + MORE)
            : (int) Math.max(0, refusedPercent - LESS * Math.min(intervals, 100));
    shortest = Long.MAX_VALUE;
    intervalEnd = now + INTERVAL_MILLIS;
  }
}
