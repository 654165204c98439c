package io.invitebridge.rtm.session;

import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Worker.Cancellation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that is left to a session's token: a warning shortly before the end, then the end. It
 * stands still while the session has no connection, because a resume brings a token of its own. One
 * thread.
 */
final class TokenClock {
  /** RTM 1.5: onTokenPrivilegeWillExpire comes 30 s before. */
  static final Duration WARNING = Duration.ofSeconds(30);

  /** Tokens may be good for years, which no timer needs to know. */
  private static final Duration LONGEST_SLEEP = Duration.ofDays(1);

  private static final Cancellation NO_TIMER = () -> {};

  private final Worker lane;
  private final Clock clock;
  private final Owner owner;
  private Cancellation timer = NO_TIMER;
  private Instant until = Instant.MAX;
  private boolean warned;

  TokenClock(Worker lane, Clock clock, Owner owner) {
    this.lane = lane;
    this.clock = clock;
    this.owner = owner;
  }

  /** What hears of the token's end. */
  interface Owner {
    void tokenWillExpire(Instant at);

    void tokenExpired();
  }

  /** Runs from now on towards the end of a token that has just been found valid. */
  void start(Instant end) {
    until = end;
    warned = false;
    watch();
  }

  void stop() {
    timer.cancel();
    timer = NO_TIMER;
  }

  private void watch() {
    stop();
    if (until.equals(Instant.MAX)) {
      return;
    }
    Instant now = clock.instant();
    if (!now.isBefore(until)) {
      owner.tokenExpired();
      return;
    }
    Instant warning = until.minus(WARNING);
    if (!warned && !now.isBefore(warning)) {
      warned = true;
      owner.tokenWillExpire(until);
    }
    Duration left = Duration.between(now, warned ? until : warning);
    timer = lane.after(left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP, this::watch);
  }
}
