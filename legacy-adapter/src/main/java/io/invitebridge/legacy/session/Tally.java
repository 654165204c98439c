package io.invitebridge.legacy.session;

import io.invitebridge.legacy.LegacyCounters;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The figures behind {@link LegacyCounters} and the gauges. Any thread. */
final class Tally {
  final LongAdder logins = new LongAdder();
  final LongAdder loginsRefused = new LongAdder();
  final LongAdder kicked = new LongAdder();
  final LongAdder lapsed = new LongAdder();
  final LongAdder tooSlow = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder rateLimited = new LongAdder();
  final LongAdder wrongLines = new LongAdder();
  final LongAdder letters = new LongAdder();
  final LongAdder lettersLost = new LongAdder();
  final LongAdder channelMessages = new LongAdder();
  final LongAdder lateEffects = new LongAdder();

  /** A gauge: legs without their final word. */
  final AtomicInteger openLegs = new AtomicInteger();

  LegacyCounters counters() {
    return new LegacyCounters(
        logins.sum(),
        loginsRefused.sum(),
        kicked.sum(),
        lapsed.sum(),
        tooSlow.sum(),
        malformed.sum(),
        rateLimited.sum(),
        wrongLines.sum(),
        letters.sum(),
        lettersLost.sum(),
        channelMessages.sum(),
        lateEffects.sum());
  }
}
