package io.invitebridge.sip;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the SIP side has counted since its start. Any thread. */
public final class SipCounters {

  /** What is counted. */
  public enum Count {
    REQUESTS_IN,
    RESPONSES_IN,
    REQUESTS_OUT,
    RESPONSES_OUT,
    /** Requests refused because of their form (4xx, 5xx before any leg exists). */
    REFUSED_MALFORMED,
    REFUSED_OVERLOAD,
    /** Callers asked for their password, or turned away after too many wrong ones. */
    CHALLENGED,
    /** Messages dropped unread because their source sends too much, or only what is refused. */
    REFUSED_SOURCE,
    /** Calls that were one too many for their trunk. */
    OVER_LIMIT,
    /** Requests for a dialog or transaction that is not known. */
    UNKNOWN_DIALOG,
    /** Second copies of a request that came over another path (482). */
    MERGED,
    LOOPS,
    STRAY_RESPONSES,
    DROPPED,
    TRANSPORT_ERRORS,
    /** Requests sent again because no answer came (Timers A and E). */
    REQUESTS_AGAIN,
    /**
     * Responses sent again: to a copy of the request, or until the ACK (Timer G, RFC 3261
     * 13.3.1.4).
     */
    RESPONSES_AGAIN,
    /** Copies of requests and of final responses that came in and found their transaction. */
    COPIES_IN,
    LEGS_IN,
    LEGS_OUT,
    /** A 2xx of ours that was never acknowledged. */
    ACK_MISSING,
    FAULTS
  }

  private final Map<Count, LongAdder> adders = new EnumMap<>(Count.class);

  public SipCounters() {
    for (Count count : Count.values()) {
      adders.put(count, new LongAdder());
    }
  }

  public void add(Count count) {
    LongAdder adder = adders.get(count);
    if (adder != null) {
      adder.increment();
    }
  }

  /** All figures; a moment's picture, not one instant's. */
  public Map<Count, Long> snapshot() {
    Map<Count, Long> figures = new EnumMap<>(Count.class);
    adders.forEach((count, adder) -> figures.put(count, adder.sum()));
    return figures;
  }
}
