package io.invitebridge.sip.trunk;

import java.time.Duration;
import java.time.Instant;

/** Whether one target of a trunk is there. Any thread. */
final class TargetHealth {
  private boolean up = true;
  private int inARow;
  private Instant restsUntil = Instant.EPOCH;
  private Instant since;

  /** What an answer, or its absence, has changed. */
  enum Change {
    NONE,
    WENT_DOWN,
    CAME_UP
  }

  TargetHealth(Instant now) {
    this.since = now;
  }

  /** Up, and not resting after a 503. */
  synchronized boolean isUsable(Instant now) {
    return up && !now.isBefore(restsUntil);
  }

  synchronized boolean isUp() {
    return up;
  }

  synchronized Instant restsUntil() {
    return restsUntil;
  }

  /** Since when it has been up, or down. */
  synchronized Instant since() {
    return since;
  }

  /** RFC 3261 section 21.5.4: a server that names a time is left alone for it. */
  synchronized void rest(Instant now, Duration time) {
    Instant until = now.plus(time);
    restsUntil = until.isAfter(restsUntil) ? until : restsUntil;
  }

  /**
   * The outcome of one probe.
   *
   * @param needed how many of its kind in a row make a change
   */
  synchronized Change probed(boolean alive, int needed, Instant now) {
    if (alive == up) {
      inARow = 0;
      return Change.NONE;
    }
    inARow++;
    if (inARow < needed) {
      return Change.NONE;
    }
    inARow = 0;
    up = alive;
    since = now;
    if (alive) {
      restsUntil = Instant.EPOCH;
    }
    return alive ? Change.CAME_UP : Change.WENT_DOWN;
  }
}
