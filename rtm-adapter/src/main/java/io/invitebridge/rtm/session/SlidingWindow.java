package io.invitebridge.rtm.session;

import io.invitebridge.rtm.RtmRate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts calls within the last span of time; refused calls do not count. One thread. */
final class SlidingWindow {
  private final RtmRate rate;
  private final Deque<Instant> taken = new ArrayDeque<>();

  SlidingWindow(RtmRate rate) {
    this.rate = rate;
  }

  /** True: the call is within the rate and has been counted. */
  boolean take(Instant now) {
    forgetOld(now);
    if (taken.size() >= rate.calls()) {
      return false;
    }
    taken.addLast(now);
    return true;
  }

  /** Nothing happened within the last span. */
  boolean isIdle(Instant now) {
    forgetOld(now);
    return taken.isEmpty();
  }

  private void forgetOld(Instant now) {
    Instant start = now.minus(rate.within());
    while (!taken.isEmpty() && !taken.peekFirst().isAfter(start)) {
      taken.removeFirst();
    }
  }
}
