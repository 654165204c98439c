package io.invitebridge.sip;

import java.time.Duration;

/**
 * Turns a queue that stands into a share of new calls to be refused. What counts is the shortest
 * wait of an interval (the measure of RFC 8289), so that a burst costs nobody anything. The share
 * grows with what the wait is beyond the limit and with how fast it grows, and shrinks while it is
 * below (the controller of RFC 8033 section 4.2), so that under a steady overload as much work is
 * taken as can be done, and neither less nor more. Any thread.
 */
public final class QueueDelay {
  private static final long INTERVAL_MILLIS = 100;

  /** Percent for each millisecond beyond the limit, each interval. */
  private static final double BY_DISTANCE = 0.02;

  /** Percent that an interval takes away in which nothing waited; less where something did. */
  private static final double LESS = 5;

  /** Percent for each millisecond beyond the limit that the wait has grown or shrunk by. */
  private static final double BY_CHANGE = 0.1;

  private long limitMillis;
  private boolean begun;
  private long intervalEnd;
  private long shortest = Long.MAX_VALUE;
  private long excess;
  private double refused;

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
    return (int) Math.round(refused);
  }

  private void turn(long now) {
    if (!begun) {
      begun = true;
      intervalEnd = now + INTERVAL_MILLIS;
    }
    if (now - intervalEnd < 0) {
      return;
    }
    long intervals = 1 + (now - intervalEnd) / INTERVAL_MILLIS;
    if (shortest != Long.MAX_VALUE) {
      control(shortest);
      intervals--;
    }
    // Nothing had to wait, or nothing got its turn: neither says that the queue has shrunk.
    refused = Math.max(0, refused - intervals * LESS);
    shortest = Long.MAX_VALUE;
    intervalEnd = now + INTERVAL_MILLIS;
  }

  private void control(long wait) {
    long distance = wait - limitMillis;
    long beyond = Math.max(0, distance);
    double byDistance = distance > 0 ? BY_DISTANCE * distance : LESS * distance / limitMillis;
    double change = byDistance + BY_CHANGE * (beyond - excess);
    refused = Math.max(0, Math.min(100, refused + change));
    excess = beyond;
  }
}
