package io.invitebridge.sip.trunk;

import io.invitebridge.sip.TrunkOptions.CallLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How many calls a trunk may have at once, and begin within a second, both directions together. Any
 * thread.
 */
final class Allowance {
  private static final long MILLI_CALLS = 1_000;

  private final CallLimits limits;
  private final Clock clock;
  private int calls;
  private long milliCalls;
  private Instant last;

  Allowance(CallLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
    this.last = clock.instant();
    this.milliCalls = most();
  }

  /**
   * One more call.
   *
   * @return false when it is one too many; it then does not count
   */
  synchronized boolean enter() {
    if (limits.calls().isPresent() && calls >= limits.calls().getAsInt()) {
      return false;
    }
    if (limits.perSecond().isPresent()) {
      Instant now = clock.instant();
      long gained = Duration.between(last, now).toMillis() * limits.perSecond().getAsInt();
      last = now;
      milliCalls = Math.min(most(), milliCalls + Math.max(0, gained));
      if (milliCalls < MILLI_CALLS) {
        return false;
      }
      milliCalls -= MILLI_CALLS;
    }
    calls++;
    return true;
  }

  synchronized void leave() {
    calls--;
  }

  synchronized int calls() {
    return calls;
  }

  /** A second's worth may come at one time. */
  private long most() {
    return limits.perSecond().orElse(0) * MILLI_CALLS;
  }
}
