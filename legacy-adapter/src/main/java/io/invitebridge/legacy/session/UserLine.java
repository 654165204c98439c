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

  UserLine(LegacyContext context, AppUser user) {
    this.context = context;
    this.user = user;
    this.lane = context.lane(user);
    this.mailbox = new Mailbox(context, user);
    this.legs = new LegBook(context, lane);
    this.effects = new CallEffects(context, this, legs);
    this.words = new CallWords(context, user, legs, effects);
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

  void login(Link link) {
    if (context.isDraining()) {
      link.loginRefused(Failure.STOPPING);
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
    context.online.add(user);
    context.tally.logins.increment();
    mailbox.renumber();
    fresh.push(context.writer.loggedIn(Accounts.uid(user.user()), fresh.line()));
    effects.sessionBegun(fresh);
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
    } else if (!now.calls.take(context.now())) {
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
    if (!mailbox.add(line, this::push)) {
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

  void channelLine(String line, ChannelId channel, MailLine what) {
    session().filter(now -> now.isLine(line)).ifPresent(now -> now.channelLine(channel, what));
  }

  /** The channel did not let the session in. */
  void channelRefused(String line, ChannelId channel) {
    session()
        .filter(now -> now.isLine(line) && now.channel().filter(channel::equals).isPresent())
        .ifPresent(now -> now.channel(Optional.empty()));
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
    Mailbox.Polled polled = mailbox.poll(poll.upTo(), poll.max());
    Answer answer = Answer.ok().with("ver_clear", polled.accepted());
    now.link().answer(id, answer.withMessages(polled.messages()));
    if (polled.more()) {
      now.push(mailbox.moreWait());
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
    mailbox.forgetInvites();
    context.online.remove(user);
    session = null;
  }

  private void lapsed() {
    lapse.cancel();
    lapse = NO_TIMER;
    if (session != null) {
      return;
    }
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
