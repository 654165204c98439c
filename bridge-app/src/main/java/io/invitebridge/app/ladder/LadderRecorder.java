package io.invitebridge.app.ladder;

import io.invitebridge.app.ladder.Ladder.Rung;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Notes messages as they go by, whichever thread sees them. Any thread; never blocks for long. */
public final class LadderRecorder {
  private final Clock clock;
  private final Object lock = new Object();
  private final List<Rung> rungs = new ArrayList<>();
  private Instant beginning;

  public LadderRecorder(Clock clock) {
    this.clock = clock;
    this.beginning = clock.instant();
  }

  /** Forgets what was noted and counts the time from now. */
  public void restart() {
    synchronized (lock) {
      rungs.clear();
      beginning = clock.instant();
    }
  }

  public void note(String from, String to, String label) {
    synchronized (lock) {
      rungs.add(new Rung(Duration.between(beginning, clock.instant()), from, to, label));
    }
  }

  /** What was noted between these parties since the last restart. */
  public Ladder between(List<String> parties) {
    synchronized (lock) {
      return new Ladder(
          parties,
          rungs.stream()
              .filter(rung -> parties.contains(rung.from()) && parties.contains(rung.to()))
              .toList());
    }
  }
}
