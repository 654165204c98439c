package io.invitebridge.sip.trunk;

import java.util.concurrent.atomic.AtomicLong;

/** The CSeq numbers that our side of one Call-ID has used (RFC 3261 section 12.2.1.1). */
public final class Sequence {
  private final AtomicLong last;

  /**
   * @param last the number used last; 0 for none
   */
  public Sequence(long last) {
    this.last = new AtomicLong(last);
  }

  /** A number that was never used. */
  public long next() {
    return last.incrementAndGet();
  }

  /** Somebody used this number. */
  public void used(long number) {
    last.accumulateAndGet(number, Math::max);
  }
}
