package io.invitebridge.client.internal.connection;

import io.invitebridge.client.internal.thread.Loop;
import java.util.EnumMap;
import java.util.Map;

/** The session's clocks, at most one running of each kind. Loop thread. */
final class Timers {
  enum Kind {
    /** How long the app waits for its login. */
    LOGIN,
    /** How long one socket may take until it is logged in. */
    ATTEMPT,
    /** The pause before the next attempt. */
    RETRY,
    /** How long a loss is kept from the app. */
    INTERRUPTION,
    /** How long the bridge keeps a lost session. */
    PRESENCE,
    /** The pause before the next ping. */
    PING,
    /** How long a connection has to last until it counts as a success. */
    STABLE
  }

  private final Loop loop;
  private final Map<Kind, Loop.Cancelable> running = new EnumMap<>(Kind.class);

  Timers(Loop loop) {
    this.loop = loop;
  }

  /** Starts a clock; one of the same kind that runs is stopped. */
  void start(Kind kind, long delayMillis, Runnable onExpiry) {
    cancel(kind);
    running.put(kind, loop.schedule(delayMillis, onExpiry));
  }

  /** Stops a clock; harmless when it does not run. */
  void cancel(Kind kind) {
    Loop.Cancelable clock = running.remove(kind);
    if (clock != null) {
      clock.cancel();
    }
  }

  void cancelAll() {
    for (Kind kind : Kind.values()) {
      cancel(kind);
    }
  }
}
