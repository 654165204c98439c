package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.CallSettings.SessionTimers;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.Extensions;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.TimerHeaders;
import io.invitebridge.sip.message.TimerHeaders.Interval;
import io.invitebridge.sip.message.TimerHeaders.Refresher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The session timer of one dialog (RFC 4028): what both sides have agreed on, when we refresh, and
 * when the session is given up. Lane-confined.
 */
final class SessionTimer {
  /** RFC 4028 section 10: BYE comes this much before the end, or a third of the interval. */
  private static final Duration BEFORE_THE_END = Duration.ofSeconds(32);

  private final Worker lane;
  private final SessionTimers rules;
  private final Work work;
  private Optional<Terms> terms = Optional.empty();
  private Duration least;
  private Worker.Cancellation refresh = () -> {};
  private Worker.Cancellation expiry = () -> {};

  /** What the timer wants done. */
  interface Work {
    void refresh();

    void expired();
  }

  /**
   * @param ours whether we refresh
   */
  private record Terms(Duration interval, boolean ours) {}

  SessionTimer(Worker lane, SessionTimers rules, Work work) {
    this.lane = lane;
    this.rules = rules;
    this.work = work;
    this.least = rules.least();
  }

  /** RFC 4028 section 9: an interval below our least is refused, if the peer understands that. */
  static Optional<Complaint> objection(SIPRequest request, SessionTimers rules) {
    boolean tooShort =
        TimerHeaders.interval(request)
            .filter(asked -> asked.length().compareTo(rules.least()) < 0)
            .isPresent();
    return tooShort && Extensions.supports(request, Extensions.TIMER)
        ? Optional.of(
            Complaint.of(422, "Session Interval Too Small", TimerHeaders.leastLine(rules.least())))
        : Optional.empty();
  }

  /**
   * What an INVITE of ours that makes a dialog asks for.
   *
   * @param raised what a 422 has asked for instead
   */
  static List<HeaderLine> wish(SessionTimers rules, Optional<Duration> raised) {
    List<HeaderLine> lines = new ArrayList<>();
    raised
        .or(rules::wanted)
        .ifPresent(length -> lines.add(new Interval(length, Optional.empty()).line()));
    Duration least = raised.orElse(rules.least());
    if (least.compareTo(SessionTimers.LEAST) > 0) {
      lines.add(TimerHeaders.leastLine(least));
    }
    return lines;
  }

  /** Agrees to what a request says; the lines go into its 2xx (RFC 4028 section 9). */
  List<HeaderLine> agree(SIPRequest request) {
    boolean understands = Extensions.supports(request, Extensions.TIMER);
    Optional<Interval> asked = TimerHeaders.interval(request);
    Optional<Duration> length =
        asked
            .map(Interval::length)
            .map(wished -> longer(wished, rules.least()))
            .or(() -> rules.wanted().map(ours -> longer(ours, leastOf(request))));
    if (length.isEmpty()) {
      stop();
      return List.of();
    }
    boolean byThem =
        understands && asked.flatMap(Interval::refresher).orElse(Refresher.UAC) == Refresher.UAC;
    start(new Terms(length.get(), !byThem));
    List<HeaderLine> lines = new ArrayList<>();
    lines.add(
        new Interval(length.get(), Optional.of(byThem ? Refresher.UAC : Refresher.UAS)).line());
    if (byThem) {
      lines.add(new HeaderLine("Require", Extensions.TIMER));
    }
    return lines;
  }

  /** What a request of ours inside the dialog says; nothing when there is no timer. */
  List<HeaderLine> wish() {
    List<HeaderLine> lines = new ArrayList<>();
    terms.ifPresent(
        now -> {
          Refresher who = now.ours() ? Refresher.UAC : Refresher.UAS;
          lines.add(new Interval(longer(now.interval(), least), Optional.of(who)).line());
          if (least.compareTo(SessionTimers.LEAST) > 0) {
            lines.add(TimerHeaders.leastLine(least));
          }
        });
    return lines;
  }

  /** A 2xx to a request of ours: its terms hold; without any, we go on alone if we want a timer. */
  void agreed(SIPResponse success) {
    Optional<Interval> said = TimerHeaders.interval(success);
    if (said.isPresent()) {
      boolean ours = said.get().refresher().orElse(Refresher.UAC) == Refresher.UAC;
      start(new Terms(longer(said.get().length(), SessionTimers.LEAST), ours));
    } else {
      rules
          .wanted()
          .ifPresentOrElse(length -> start(new Terms(longer(length, least), true)), this::stop);
    }
  }

  /**
   * A 422: the peer wants longer intervals.
   *
   * @return false when it says nothing that helps
   */
  boolean raise(SIPResponse tooSmall) {
    Optional<Duration> wanted =
        TimerHeaders.least(tooSmall).filter(length -> length.compareTo(least) > 0);
    wanted.ifPresent(length -> least = length);
    return wanted.isPresent();
  }

  void stop() {
    refresh.cancel();
    expiry.cancel();
    terms = Optional.empty();
  }

  private void start(Terms agreed) {
    stop();
    terms = Optional.of(agreed);
    Duration interval = agreed.interval();
    Duration third = interval.dividedBy(3);
    Duration margin = third.compareTo(BEFORE_THE_END) < 0 ? third : BEFORE_THE_END;
    expiry = lane.after(interval.minus(margin), work::expired);
    if (agreed.ours()) {
      refresh = lane.after(interval.dividedBy(2), () -> refreshAgain(interval.dividedBy(8)));
    }
  }

  /** RFC 4028 section 10 wants half of the interval; what fails then is tried again. */
  private void refreshAgain(Duration next) {
    refresh = lane.after(next, () -> refreshAgain(next));
    work.refresh();
  }

  private static Duration leastOf(SIPRequest request) {
    return TimerHeaders.least(request).orElse(SessionTimers.LEAST);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
