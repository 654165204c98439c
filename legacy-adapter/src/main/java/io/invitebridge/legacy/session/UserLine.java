package io.invitebridge.legacy.session;

import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Worker.Cancellation;
import io.invitebridge.legacy.LegacyStore.Letter;
import io.invitebridge.legacy.LegacyTrace.Direction;
import io.invitebridge.legacy.message.Answer;
import io.invitebridge.legacy.message.CallId;
import io.invitebridge.legacy.message.CallWord;
import io.invitebridge.legacy.message.ClientCall;
import io.invitebridge.legacy.message.CloseCode;
import io.invitebridge.legacy.message.Failure;
import io.invitebridge.legacy.message.Inbound;
import io.invitebridge.legacy.message.MailLine;
import io.invitebridge.legacy.translate.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything the adapter holds about one user: the session while there is one, the mailbox and the
 * calls. Only on the user's lane. There is one login for each account: a new one ends the one
 * before, and takes over its calls, because a client that reconnects logs in afresh too.
 */
final class UserLine {
  private static final Logger log = LoggerFactory.getLogger(UserLine.class);
  private static final Cancellation NO_TIMER = () -> {};

  /** How long a client that polls after its login is waited for before it is sent anything. */
  private static final Duration FIRST_POLL = Duration.ofSeconds(1);

  /** The same for a user whose client before could come back by itself, and may be this one. */
  private static final Duration FIRST_POLL_OF_ONE_WHO_COMES_BACK = Duration.ofSeconds(10);

  private final LegacyContext context;
  private final AppUser user;
  private final Worker lane;
  private final Mailbox mailbox;
  private final LegBook legs;
  private final CallEffects effects;
  private final CallWords words;
  private final UserCalls calls;
  private final ChannelCalls channelCalls;
  private @Nullable Session session;
  private Cancellation lapse = NO_TIMER;

  /** Of the token of the last login, while its client is there or may come back. */
  private Optional<Instant> tokenExpiry = Optional.empty();

  UserLine(LegacyContext context, AppUser user) {
    this.context = context;
    this.user = user;
    this.lane = context.lane(user);
    this.mailbox = new Mailbox(context, user);
    this.legs = new LegBook(context, lane);
    this.effects = new CallEffects(context, this, legs);
    this.words = new CallWords(context, user, legs, effects, mailbox);
    this.calls = new UserCalls(context, user);
    this.channelCalls = new ChannelCalls(context, user);
  }

  AppUser user() {
    return user;
  }

  Optional<Session> session() {
    return Optional.ofNullable(session);
  }

  /** True: this connection has this user's session. */
  boolean serves(Link link) {
    return session != null && session.link() == link;
  }

  /**
   * @param expiry of the token that the user has shown; empty: none was needed
   */
  void login(Link link, Optional<Instant> expiry) {
    Optional<Failure> refusal = refusal(expiry);
    if (refusal.isPresent()) {
      link.loginRefused(refusal.get());
      releaseIfIdle();
      return;
    }
    if (!link.loggedIn()) {
      releaseIfIdle();
      return;
    }
    lapse.cancel();
    lapse = NO_TIMER;
    kickOlder();
    Session fresh = new Session(context, link);
    session = fresh;
    tokenExpiry = expiry;
    context.online.add(user);
    context.tally.logins.increment();
    mailbox.sessionBegun(link.device(), legs::isOpen);
    fresh.push(context.writer.loggedIn(Accounts.uid(user.user()), fresh.line()));
    effects.sessionBegun(fresh);
    if (link.device().pollsAtOnce()) {
      // And shows before that what it remembers.
      Duration wait = mailbox.mayComeBack() ? FIRST_POLL_OF_ONE_WHO_COMES_BACK : FIRST_POLL;
      lane.after(wait, () -> firstPollLate(fresh));
    } else {
      mailbox.open();
    }
  }

  void call(Link link, Inbound.Request request) {
    Session now = session;
    CallId id = request.id();
    if (now == null) {
      return;
    }
    if (!now.isLine(request.line())) {
      context.tally.wrongLines.increment();
      link.refuse(id, Failure.WRONG_LINE);
    } else if (!isAskedFor(request.call()) && !now.calls.take(context.now())) {
      context.tally.rateLimited.increment();
      link.refuse(id, Failure.TOO_OFTEN);
    } else {
      serve(now, id, request.call());
    }
  }

  void connectionClosed(Link link, boolean goodbye) {
    Session now = session;
    if (now == null || now.link() != link) {
      return;
    }
    end(now);
    effects.sessionLost(goodbye);
    if (goodbye) {
      tokenExpiry = Optional.empty();
    }
    lapse = lane.after(context.settings.times().presence(), this::lapsed);
  }

  void invited(LegRef ref, Offer offer) {
    effects.invited(ref, offer);
    releaseIfIdle();
  }

  void perform(LegRef ref, LegEffect effect) {
    effects.perform(ref, effect);
    releaseIfIdle();
  }

  /** What another user of this network says within a call. */
  void hear(LegRef ref, String extra) {
    effects.hear(ref, extra);
  }

  /** A word of a call for this user's client. */
  void tell(Leg leg, CallWord word, String extra) {
    String channel = leg.name().channel().value();
    MailLine line =
        MailLine.ofCall(
            word, channel, leg.name().peer(), user.user().value(), extra, context.now());
    context.trace.message(Direction.OUT, user, word.wireName(), Optional.of(channel));
    if (!mailbox.add(new MailItem.Word(leg.ref(), leg.name(), word), line, this::push)) {
      tooFarBehind();
    }
  }

  /**
   * An instant message for this user, who has a session.
   *
   * @return false: there is no room
   */
  boolean deliver(Letter letter) {
    if (!mailbox.hasRoomForMessage() || !context.store.keep(user, letter, context.now())) {
      return false;
    }
    mailbox.add(letter, this::push);
    return true;
  }

  /** A new call takes this name at the client. */
  void nameTaken(Leg.Name name) {
    mailbox.forgetUnsaid(name, legs::isOpen);
  }

  void channelLine(String line, ChannelId channel, MailLine what) {
    session().filter(now -> now.isLine(line)).ifPresent(now -> now.channelLine(channel, what));
  }

  /** The channel did not let the session in. */
  void channelRefused(String line, ChannelId channel) {
    session()
        .filter(now -> now.isLine(line) && now.channel().filter(channel::equals).isPresent())
        .ifPresent(now -> now.channel(Optional.empty()));
  }

  /**
   * Who was here a moment ago may come back even while the server drains: calls are to finish, and
   * web build 1.4.0 gives up without a word to its app when it is refused on its way back.
   *
   * <p>A client with an older token is one whose user has moved on to another device. It must not
   * put that one out again, as builds before 1.4.0 would: they take a kick for a lost connection.
   */
  private Optional<Failure> refusal(Optional<Instant> expiry) {
    boolean isBack = session != null || lapse != NO_TIMER;
    if (context.isDraining() && !isBack) {
      return Optional.of(Failure.STOPPING);
    }
    boolean older =
        expiry.isPresent() && tokenExpiry.filter(used -> expiry.get().isBefore(used)).isPresent();
    return older && !context.settings.olderTokens()
        ? Optional.of(Failure.TOKEN_OLDER)
        : Optional.empty();
  }

  private void serve(Session now, CallId id, ClientCall call) {
    if (call instanceof ClientCall.OfCall word) {
      String name = word.word().wireName();
      context.trace.message(Direction.IN, user, name, Optional.of(word.channel()));
      words.serve(now, id, word);
    } else if (call instanceof ClientCall.GetMessages poll) {
      poll(now, id, poll);
    } else if (call instanceof ClientCall.Logout) {
      logout(now, id);
    } else if (!channelCalls.serve(now, id, call)) {
      calls.serve(now, id, call);
    }
  }

  private void poll(Session now, CallId id, ClientCall.GetMessages poll) {
    Mailbox.Polled polled = mailbox.poll(poll.upTo(), poll.max(), now.link().memory());
    Answer answer = Answer.ok().with("ver_clear", polled.accepted());
    now.link().answer(id, answer.withMessages(polled.messages()));
    if (polled.more()) {
      now.push(mailbox.moreWait());
    }
  }

  /** A poll that this side has prompted does not count as the client's doing. */
  private boolean isAskedFor(ClientCall call) {
    return call instanceof ClientCall.GetMessages && mailbox.isPrompted();
  }

  private void firstPollLate(Session of) {
    if (session == of) {
      mailbox.firstPollLate(of.link().memory(), this::push);
    }
  }

  private void logout(Session now, CallId id) {
    now.link().answer(id, Answer.ok());
    now.link().loggedOut();
    end(now);
    effects.sessionLost(true);
    lapsed();
  }

  private void kickOlder() {
    Session older = session;
    if (older != null) {
      context.tally.kicked.increment();
      older.link().kick();
      end(older);
      effects.sessionLost(false);
    }
  }

  /** The session is over; what becomes of its calls is the caller's to say. */
  private void end(Session over) {
    over.channel().ifPresent(channel -> context.channels.leave(channel, user, over.line()));
    mailbox.sessionEnded();
    context.online.remove(user);
    session = null;
  }

  private void lapsed() {
    lapse.cancel();
    lapse = NO_TIMER;
    if (session != null) {
      return;
    }
    tokenExpiry = Optional.empty();
    context.tally.lapsed.increment();
    mailbox.clear();
    effects.userGone();
    releaseIfIdle();
  }

  private void push(String frame) {
    session().ifPresent(now -> now.push(frame));
  }

  private void tooFarBehind() {
    Session slow = session;
    context.tally.tooSlow.increment();
    log.info("{} is dropped: it does not take its messages.", user);
    if (slow != null) {
      lane.execute(() -> slow.link().close(CloseCode.POLICY, "mailbox not read"));
    } else {
      mailbox.clear();
    }
  }

  /** A line that holds nothing is forgotten. */
  private void releaseIfIdle() {
    if (session == null && lapse == NO_TIMER && legs.isEmpty()) {
      context.forget(this);
    }
  }
}
