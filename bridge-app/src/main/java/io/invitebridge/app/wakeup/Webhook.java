package io.invitebridge.app.wakeup;

import io.invitebridge.app.wakeup.Transport.Reply;
import io.invitebridge.app.wakeup.WakeUpCounters.Count;
import io.invitebridge.config.model.WakeUp;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Worker.Cancellation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the notices of one app to its backend.
 *
 * <p>Each user of an invitation has a line. In a line one request is under way at most, so the
 * backend hears things in order; at most one notice waits behind it, because a newer one replaces
 * it: a backend that was slow is told how things stand, not how they came about. A line whose
 * wake-up never left, or was refused, stays silent to its end. {@link #post} from any thread, the
 * rest on the worker.
 */
final class Webhook {
  private static final Logger log = LoggerFactory.getLogger(Webhook.class);

  /** Requests under way; a backend that needs more at once is better asked later. */
  private static final int MOST_UNDER_WAY = 16;

  /** How long a notice without a deadline of its own is tried: its use fades. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AppId app;
  private Outgoing outgoing;
  private final Surroundings surroundings;
  private final Worker worker;
  private final Clock clock;
  private final Backoff backoff;
  private final WakeUpCounters counters;
  private final int mostWaiting;
  private final Map<LegRef, Line> lines = new HashMap<>();
  private final Deque<Line> ready = new ArrayDeque<>();

  /** Lines with a wake-up that waits, oldest first: what an overflow drops. */
  private final Set<Line> wakeUps = new LinkedHashSet<>();

  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private int waiting;
  private int underWay;
  private boolean isOverflowing;
  private boolean isClosing;

  /**
   * @param clock the engine's, for deadlines
   * @param mostWaiting notices that may wait for their turn or their next try
   */
  Webhook(
      AppId app,
      WakeUp settings,
      Surroundings surroundings,
      WakeUpCounters counters,
      int mostWaiting) {
    this.app = app;
    this.outgoing = new Outgoing(settings, surroundings);
    this.surroundings = surroundings;
    this.worker = surroundings.worker();
    this.clock = surroundings.clock();
    this.backoff = new Backoff(surroundings.chance());
    this.counters = counters;
    this.mostWaiting = mostWaiting;
  }

  /** Sends to another place, or signs otherwise, from the next request on. Any thread. */
  void use(WakeUp settings) {
    worker.execute(() -> outgoing = new Outgoing(settings, surroundings));
  }

  /** Takes a notice. Any thread; returns at once. */
  void post(Notice notice) {
    worker.execute(() -> add(notice));
  }

  /**
   * Drops wake-ups that wait, for nobody will be there to be called, and tries the rest once.
   *
   * @return completes when nothing is under way any more
   */
  CompletableFuture<Void> finish() {
    worker.execute(
        () -> {
          isClosing = true;
          lines.values().forEach(this::finish);
          pump();
        });
    return idle;
  }

  /** Lines that have not had their last word. On the worker. */
  int size() {
    return lines.size();
  }

  private void add(Notice notice) {
    Letter letter =
        outgoing.letter(notice, notice.expiresAt().orElse(clock.instant().plus(PATIENCE)));
    if (notice.kind() == NoticeKind.WAKE_UP) {
      if (isClosing) {
        counters.add(Count.SUPERSEDED);
        return;
      }
      lines.put(notice.leg(), new Line());
    }
    Line line = lines.get(notice.leg());
    if (line == null) {
      counters.add(Count.SUPERSEDED);
      return;
    }
    line.isOver |= notice.kind().isLast();
    Letter older = take(line);
    if (older != null) {
      counters.add(Count.SUPERSEDED);
      line.isSilent |= !line.isHeardOf;
    }
    if (line.isSilent) {
      counters.add(Count.SUPERSEDED);
      forgetIfOver(notice.leg(), line);
    } else if (makeRoom()) {
      put(line, letter);
      makeReady(line);
      pump();
    } else {
      counters.add(Count.DROPPED);
      line.isSilent = !line.isHeardOf;
      forgetIfOver(notice.leg(), line);
    }
  }

  /** True when one more notice may wait. */
  private boolean makeRoom() {
    if (waiting < mostWaiting) {
      isOverflowing &= waiting > mostWaiting / 2;
      return true;
    }
    if (!isOverflowing) {
      isOverflowing = true;
      log.warn(
          "The backend of app {} does not keep up: {} notices wait, the oldest wake-ups are"
              + " dropped.",
          app,
          waiting);
    }
    if (wakeUps.isEmpty()) {
      return false;
    }
    Line oldest = wakeUps.iterator().next();
    take(oldest);
    oldest.isSilent = !oldest.isHeardOf;
    counters.add(Count.DROPPED);
    return true;
  }

  private void pump() {
    while (underWay < MOST_UNDER_WAY && !ready.isEmpty()) {
      Line line = ready.remove();
      line.isReady = false;
      Letter letter = take(line);
      if (letter == null) {
        continue;
      }
      if (letter.isLate(clock.instant())) {
        giveUp(line, letter, "its time was over before its turn");
      } else {
        send(line, letter);
      }
    }
    if (isClosing && underWay == 0 && ready.isEmpty()) {
      idle.complete(null);
    }
  }

  private void send(Line line, Letter letter) {
    line.isBusy = true;
    line.isHeardOf = true;
    underWay++;
    CompletableFuture<Reply> reply = outgoing.send(letter);
    Cancellation limit =
        worker.after(
            outgoing.timeout(),
            () -> {
              if (!reply.isDone()) {
                reply.cancel(true);
              }
            });
    reply.whenComplete(
        (answer, failure) ->
            worker.execute(
                () -> {
                  limit.cancel();
                  underWay--;
                  line.isBusy = false;
                  decide(line, letter, Outcome.of(answer, failure, outgoing.timeout()));
                  pump();
                }));
  }

  private void decide(Line line, Letter letter, Outcome outcome) {
    switch (outcome.verdict()) {
      case TAKEN -> {
        counters.add(Count.SENT);
        goOn(line, letter);
      }
      case REFUSED -> {
        // A backend that does not want to know of the call need not hear how it ended.
        line.isSilent |= letter.notice().kind() == NoticeKind.WAKE_UP;
        giveUp(line, letter, outcome.words());
      }
      case TRY_AGAIN -> tryAgain(line, letter, outcome);
    }
  }

  private void tryAgain(Line line, Letter letter, Outcome outcome) {
    if (line.waiting != null) {
      counters.add(Count.SUPERSEDED);
      goOn(line, letter);
      return;
    }
    Letter next = letter.triedAgain();
    Duration wait = outcome.retryAfter().orElseGet(() -> backoff.after(next.tries()));
    if (isClosing || next.isLate(clock.instant().plus(wait))) {
      giveUp(line, letter, outcome.words() + ", and there is no time for another try");
    } else if (makeRoom()) {
      counters.add(Count.RETRIED);
      put(line, next);
      line.retry = worker.after(wait, () -> retry(line));
    } else {
      counters.add(Count.DROPPED);
      goOn(line, letter);
    }
  }

  private void retry(Line line) {
    line.retry = Line.NO_RETRY;
    makeReady(line);
    pump();
  }

  private void giveUp(Line line, Letter letter, String why) {
    counters.add(Count.FAILED);
    log.warn(
        "The backend of app {} did not take {} {} after {} tries: {}. See docs/wake-up.md.",
        app,
        letter.notice().kind().word(),
        letter.notice().idempotencyKey(),
        letter.tries() + 1,
        why);
    goOn(line, letter);
  }

  /** After a letter that is done with. */
  private void goOn(Line line, Letter letter) {
    if (line.waiting != null && line.isSilent) {
      take(line);
      counters.add(Count.SUPERSEDED);
    }
    if (line.waiting == null) {
      forgetIfOver(letter.notice().leg(), line);
    } else {
      makeReady(line);
    }
  }

  private void forgetIfOver(LegRef leg, Line line) {
    if (line.isOver && !line.isBusy && line.waiting == null) {
      lines.remove(leg);
    }
  }

  private void makeReady(Line line) {
    if (!line.isBusy && !line.isReady) {
      line.isReady = true;
      ready.add(line);
    }
  }

  private void finish(Line line) {
    Letter letter = line.waiting;
    if (letter != null && letter.notice().kind() == NoticeKind.WAKE_UP) {
      take(line);
      counters.add(Count.SUPERSEDED);
    } else if (letter != null) {
      line.cancelRetry();
      makeReady(line);
    }
  }

  private void put(Line line, Letter letter) {
    line.waiting = letter;
    waiting++;
    if (letter.notice().kind() == NoticeKind.WAKE_UP) {
      wakeUps.add(line);
    }
  }

  /** Takes what waits in the line, with its next try. */
  private @Nullable Letter take(Line line) {
    Letter letter = line.waiting;
    if (letter != null) {
      line.cancelRetry();
      line.waiting = null;
      waiting--;
      wakeUps.remove(line);
    }
    return letter;
  }
}
