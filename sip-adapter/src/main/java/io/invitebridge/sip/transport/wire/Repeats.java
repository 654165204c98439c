package io.invitebridge.sip.transport.wire;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipCounters.Count;

/**
 * Counts what is sent more than once. A transaction repeats the very message it sent first, so a
 * message is known by its identity, for as long as somebody holds it. Any thread.
 */
final class Repeats {
  private static final int MOST_KNOWN = 100_000;

  private final SipCounters counters;
  private final Cache<SIPMessage, Boolean> sent =
      Caffeine.newBuilder().weakKeys().maximumSize(MOST_KNOWN).build();

  Repeats(SipCounters counters) {
    this.counters = counters;
  }

  void sending(SIPMessage message) {
    if (sent.asMap().putIfAbsent(message, Boolean.TRUE) != null) {
      counters.add(message instanceof SIPRequest ? Count.REQUESTS_AGAIN : Count.RESPONSES_AGAIN);
    }
  }

  /** Where only its bytes were kept. */
  void responseAgain() {
    counters.add(Count.RESPONSES_AGAIN);
  }
}
