package io.invitebridge.rtm.session;

import io.invitebridge.rtm.RtmCounters;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The figures behind {@link RtmCounters} and the gauges. Any thread. */
final class Tally {
  final LongAdder logins = new LongAdder();
  final LongAdder loginsRefused = new LongAdder();
  final LongAdder resumes = new LongAdder();
  final LongAdder kicked = new LongAdder();
  final LongAdder lapsed = new LongAdder();
  final LongAdder tooSlow = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder rateLimited = new LongAdder();
  final LongAdder notices = new LongAdder();
  final LongAdder lateEffects = new LongAdder();

  /** A gauge: legs without their final word. */
  final AtomicInteger openLegs = new AtomicInteger();

  RtmCounters counters() {
    return new RtmCounters(
        logins.sum(),
        loginsRefused.sum(),
        resumes.sum(),
        kicked.sum(),
        lapsed.sum(),
        tooSlow.sum(),
        malformed.sum(),
        rateLimited.sum(),
        notices.sum(),
        lateEffects.sum());
  }
}
