package io.invitebridge.app.wakeup;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of the notices since the start. Any thread. */
public final class WakeUpCounters {
  /** One figure. */
  public enum Count {
    /** Taken by the backend: 2xx. */
    SENT,
    /** Tries that failed and were followed by another. */
    RETRIED,
    /** Given up, or refused by the backend. */
    FAILED,
    /** Not sent because too many were waiting. */
    DROPPED,
    /** Not sent because something newer was to be said, or the call was over before. */
    SUPERSEDED
  }

  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

  public WakeUpCounters() {
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
  }

  public long get(Count count) {
    return adder(count).sum();
  }

  void add(Count count) {
    adder(count).increment();
  }

  private LongAdder adder(Count count) {
    LongAdder adder = counts.get(count);
    if (adder == null) {
      throw new IllegalStateException("Every count has an adder.");
    }
    return adder;
  }
}
