package io.invitebridge.rtm.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Worker.Cancellation;
import io.invitebridge.rtm.RtmLimits;
import io.invitebridge.rtm.RtmTimes;
import io.invitebridge.rtm.RtmTrace.Direction;
import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.message.PeerStatus;
import io.invitebridge.rtm.message.ServerNotice;
import io.invitebridge.rtm.session.Outbox.Notice;
import io.invitebridge.rtm.session.Outbox.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One login of one user: its numbered notifications, its connection while there is one, and its
 * clocks. Only on the user's lane.
 */
final class Session implements TokenClock.Owner {
  private static final Cancellation NO_TIMER = () -> {};

  final SlidingWindow messages;
  final SlidingWindow answers;
  final SlidingWindow queries;
  final SlidingWindow subscriptions;
  final SlidingWindow renewals;

  /** The users whose presence this session follows. */
  final Set<AppUser> followed = new HashSet<>();

  private final RtmContext context;
  private final UserLine line;
  private final Worker lane;
  private final String id;
  private final String device;
  private final Outbox outbox;
  private final TokenClock token;
  private @Nullable Link link;
  private Cancellation timer = NO_TIMER;
  private Instant pingAt;
  private PeerStatus status = PeerStatus.ONLINE;
  private boolean over;

  Session(RtmContext context, UserLine line, String device) {
    RtmLimits limits = context.settings.limits();
    this.context = context;
    this.line = line;
    this.lane = context.lane(line.user());
    this.id = context.newSessionId();
    this.device = device;
    this.outbox = new Outbox(limits);
    this.token = new TokenClock(lane, context.clock, this);
    this.messages = new SlidingWindow(limits.messages());
    this.answers = new SlidingWindow(limits.answers());
    this.queries = new SlidingWindow(limits.queries());
    this.subscriptions = new SlidingWindow(limits.subscriptions());
    this.renewals = new SlidingWindow(limits.renewals());
    this.pingAt = context.now();
  }

  String id() {
    return id;
  }

  /** The client's name for where it runs; empty when it gave none. */
  String device() {
    return device;
  }

  /** ONLINE or UNREACHABLE, as long as the session is not over. */
  PeerStatus status() {
    return status;
  }

  Optional<Link> link() {
    return Optional.ofNullable(link);
  }

  boolean isOver() {
    return over;
  }

  /** Sends a notification now or after a resume; keeps it until the client has it. */
  void push(ServerNotice notice, Runnable onAck) {
    if (over) {
      return;
    }
    if (!offer(Share.ALL, notice, onAck)) {
      over = true;
      lane.execute(() -> line.tooSlow(this));
    }
  }

  /**
   * The same for what others send this user unasked, which may not use all the room.
   *
   * @return false: there is no room for it, and nothing happened
   */
  boolean offer(Share share, ServerNotice notice, Runnable onAck) {
    String text = context.writer.notice(notice, outbox.nextSeq());
    Notice one = new Notice(text, notice.method().wireName(), notice.invitation());
    if (over || !outbox.keep(share, one, onAck)) {
      return false;
    }
    context.tally.notices.increment();
    write(one);
    return true;
  }

  /**
   * The client has everything up to the number.
   *
   * @return false: the number was never given
   */
  boolean acknowledge(long seq) {
    if (!outbox.wasSent(seq)) {
      return false;
    }
    outbox.acknowledge(seq);
    return true;
  }

  /** A client that claims to have seen what was never sent speaks of some other session. */
  boolean canResume(long seq) {
    return !over && outbox.wasSent(seq);
  }

  /** The session has this connection from now on. */
  void attach(Link now) {
    timer.cancel();
    link = now;
    pingAt = context.now().plus(times().ping());
    watch();
  }

  /** The session ends then unless a newer token comes; not at all before a resume has one. */
  void validUntil(Instant end) {
    token.start(end);
  }

  @Override
  public void tokenWillExpire(Instant at) {
    push(new ServerNotice.TokenWillExpire(at.toEpochMilli()), () -> {});
  }

  @Override
  public void tokenExpired() {
    line.tokenExpired(this);
  }

  /** What the client has not seen yet, once more. */
  void replay() {
    outbox.unacknowledged().forEach(this::write);
  }

  /** The connection is lost; the session waits for a resume. */
  void detach() {
    timer.cancel();
    token.stop();
    link = null;
    publish(PeerStatus.UNREACHABLE);
    timer = lane.after(times().presence(), () -> line.lapsed(this));
  }

  /** No more notifications, timers or connection. */
  void end() {
    over = true;
    timer.cancel();
    timer = NO_TIMER;
    token.stop();
    link = null;
  }

  private void write(Notice notice) {
    if (link != null) {
      context.trace.message(Direction.OUT, line.user(), notice.method(), notice.invitation());
      link.send(notice.text());
    }
  }

  /** Pings when it is time, notices silence, and comes again when the next of these may be due. */
  private void watch() {
    Link now = link;
    if (now == null) {
      return;
    }
    Instant time = context.now();
    Duration silence = Duration.between(now.heardAt(), time);
    Duration lost = times().ping().multipliedBy(2);
    if (silence.compareTo(lost) >= 0) {
      now.close(CloseCode.SILENT, "nothing heard");
      detach();
      return;
    }
    if (!time.isBefore(pingAt)) {
      pingAt = time.plus(times().ping());
      now.ping();
    }
    boolean silent = silence.compareTo(times().unreachable()) > 0;
    publish(silent ? PeerStatus.UNREACHABLE : PeerStatus.ONLINE);
    Duration next = shorter(Duration.between(time, pingAt), lost.minus(silence));
    if (!silent) {
      next = shorter(next, times().unreachable().minus(silence).plusMillis(1));
    }
    timer = lane.after(next, this::watch);
  }

  private void publish(PeerStatus now) {
    status = now;
    line.publishStatus();
  }

  private RtmTimes times() {
    return context.settings.times();
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
