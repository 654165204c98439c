package io.invitebridge.rtm.session;

import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.Worker;
import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.RtmTimes;
import io.invitebridge.rtm.RtmTrace.Direction;
import io.invitebridge.rtm.message.ClientCall;
import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.message.PeerStatus;
import io.invitebridge.rtm.message.RpcError;
import io.invitebridge.rtm.message.RpcId;
import io.invitebridge.rtm.message.ServerNotice;
import io.invitebridge.rtm.message.ServerResult;
import io.invitebridge.rtm.session.Outbox.Share;
import io.invitebridge.rtm.translate.RtmErrorCode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything the adapter holds about one user: the sessions while there are any, and the legs. Only
 * on the user's lane. RTM 1.x knows one login for each user: a fresh one ends the one before,
 * unless the app lets its users have several devices.
 */
final class UserLine {
  private static final Logger log = LoggerFactory.getLogger(UserLine.class);

  private final RtmContext context;
  private final AppUser user;
  private final Worker lane;
  private final LegBook legs;
  private final InvitationEffects effects;
  private final InvitationCalls calls;
  private final PeerMessages messages;
  private final PresenceCalls presence;
  private final SlidingWindow logins;
  private final Devices devices;
  private PeerStatus status = PeerStatus.OFFLINE;

  UserLine(RtmContext context, AppUser user) {
    this.context = context;
    this.user = user;
    this.lane = context.lane(user);
    this.legs = new LegBook(context, this);
    this.devices =
        new Devices(
            context.settings.app(user.app()).map(RtmSettings.App::severalDevices).orElse(false));
    this.effects = new InvitationEffects(context, legs, devices);
    this.calls = new InvitationCalls(context, user, legs, effects);
    this.messages = new PeerMessages(context, this);
    this.presence = new PresenceCalls(context, user, devices);
    this.logins = new SlidingWindow(context.settings.limits().logins());
  }

  AppUser user() {
    return user;
  }

  /** True: this connection has a session of this user. */
  boolean serves(Link link) {
    return devices.on(link).isPresent();
  }

  void login(Link link, RpcId id, ClientCall.Login call, Admission.Admitted admitted) {
    trace(call);
    if (!logins.take(context.now())) {
      context.tally.rateLimited.increment();
      link.loginRefused(
          id, RtmErrorCode.LOGIN_ERR_TOO_OFTEN.because("Too many logins of this user; wait 1 s."));
      return;
    }
    Optional<Session> known =
        call.resume()
            .flatMap(
                wish ->
                    devices
                        .withId(wish.sessionId())
                        .filter(session -> session.canResume(wish.lastSeq())));
    if (known.isPresent()) {
      long lastSeq = call.resume().map(ClientCall.Resume::lastSeq).orElse(0L);
      resume(known.get(), link, id, lastSeq, admitted.until());
    } else if (context.isDraining()) {
      link.loginRefused(
          id, RtmErrorCode.LOGIN_ERR_REJECTED.because("The server is stopping; try again later."));
      releaseIfIdle();
    } else if (!devices.canBeNamed(call.device().orElse(""))) {
      link.loginRefused(
          id, RtmErrorCode.LOGIN_ERR_INVALID_ARGUMENT.because("device has at most 64 characters."));
      releaseIfIdle();
    } else {
      begin(link, id, devices.name(call.device().orElse("")), admitted.until());
    }
  }

  void call(Link link, RpcId id, ClientCall call) {
    devices.on(link).ifPresent(session -> call(session, link, id, call));
  }

  private void call(Session now, Link link, RpcId id, ClientCall call) {
    trace(call);
    if (call instanceof ClientCall.OfInvitation invitation) {
      reply(link, id, invitationCall(now, invitation));
      calls.performEarly();
    } else if (call instanceof ClientCall.PeerMessage message) {
      message(now, link, id, message);
    } else if (call instanceof ClientCall.Calls) {
      openCalls(now, link, id);
    } else if (call instanceof ClientCall.QueryPeers query) {
      presence.query(now, link, id, query.peerIds());
    } else if (call instanceof ClientCall.SubscribePeers peers) {
      presence.subscribe(now, link, id, peers.peerIds());
    } else if (call instanceof ClientCall.UnsubscribePeers peers) {
      presence.unsubscribe(now, link, id, peers.peerIds());
    } else if (call instanceof ClientCall.RenewToken renewal) {
      reply(link, id, renewal(now, renewal));
    } else if (call instanceof ClientCall.Ack ack) {
      acknowledge(link, ack.seq());
      link.answer(id, ServerResult.EMPTY);
    } else if (call instanceof ClientCall.Logout) {
      logout(now, link, id);
    }
  }

  void acknowledge(Link link, long seq) {
    boolean wrong = devices.on(link).map(session -> !session.acknowledge(seq)).orElse(false);
    if (wrong) {
      link.strike("an acknowledgement of what was never sent");
    }
  }

  void connectionClosed(Link link) {
    devices.on(link).ifPresent(Session::detach);
  }

  /** Nobody resumed the session in time. */
  void lapsed(Session lost) {
    if (devices.has(lost)) {
      context.tally.lapsed.increment();
      drop(lost);
    }
  }

  /** The client does not take its notifications. */
  void tooSlow(Session slow) {
    if (!devices.has(slow)) {
      return;
    }
    context.tally.tooSlow.increment();
    log.info("{} is dropped: it does not acknowledge its notifications.", user);
    slow.link().ifPresent(link -> link.close(CloseCode.TOO_SLOW, "too many unacknowledged"));
    drop(slow);
  }

  /** The client's token ran out and no newer one came (RTM 1.5). */
  void tokenExpired(Session expired) {
    if (devices.has(expired)) {
      log.info("{} is logged out: the token has expired.", user);
      abort(expired, "TOKEN_EXPIRED", "token expired");
      drop(expired);
    }
  }

  /** Tells the followers when the user is reached better or worse than before. */
  void publishStatus() {
    PeerStatus now = devices.status();
    if (now != status) {
      status = now;
      effects.reachabilityChanged();
    }
    for (AppUser watcher : context.board.publish(user, now)) {
      context
          .lane(watcher)
          .execute(() -> context.knownLine(watcher).ifPresent(line -> line.peerChanged(user, now)));
    }
  }

  void invited(LegRef ref, Offer offer) {
    effects.invited(ref, offer);
    releaseIfIdle();
  }

  void perform(LegRef ref, LegEffect effect) {
    effects.perform(ref, effect);
  }

  /**
   * A message from another user.
   *
   * @param result hears whether a client of this user has it; not at all while none has answered
   */
  void deliverMessage(ServerNotice message, Consumer<Boolean> result) {
    boolean offered = false;
    for (Session session : devices.all()) {
      offered |= session.offer(Share.MESSAGES, message, () -> result.accept(true));
    }
    if (!offered) {
      result.accept(false);
    }
  }

  /** A line that holds nothing is forgotten; the login rate is held for its own span. */
  void releaseIfIdle() {
    if (!devices.isEmpty() || !legs.isEmpty()) {
      return;
    }
    if (logins.isIdle(context.now())) {
      context.forget(this);
    } else {
      lane.after(context.settings.limits().logins().within(), this::releaseIfIdle);
    }
  }

  private void begin(Link link, RpcId id, String device, Instant tokenUntil) {
    if (!link.loggedIn()) {
      releaseIfIdle();
      return;
    }
    Optional<Session> older = devices.inTheWayOf(device);
    older.ifPresent(this::kick);
    Session fresh = new Session(context, this, device);
    devices.add(fresh);
    context.tally.logins.increment();
    link.answer(id, loggedIn(fresh, false));
    fresh.attach(link);
    effects.sessionBegun(fresh, older);
    fresh.validUntil(tokenUntil);
  }

  private void kick(Session older) {
    context.tally.kicked.increment();
    abort(older, "REMOTE_LOGIN", "logged in elsewhere");
    forget(older);
  }

  private static void abort(Session gone, String reason, String inWords) {
    gone.link()
        .ifPresent(
            link -> {
              link.abort(reason);
              link.close(CloseCode.ABORTED, inWords);
            });
  }

  private void resume(Session known, Link link, RpcId id, long lastSeq, Instant tokenUntil) {
    if (!link.loggedIn()) {
      return;
    }
    context.tally.resumes.increment();
    known.link().ifPresent(old -> old.close(CloseCode.ABORTED, "resumed on a newer connection"));
    link.answer(id, loggedIn(known, true));
    known.attach(link);
    known.acknowledge(lastSeq);
    known.replay();
    known.validUntil(tokenUntil);
  }

  private void logout(Session now, Link link, RpcId id) {
    link.answer(id, ServerResult.EMPTY);
    drop(now);
    link.close(CloseCode.LOGOUT, "logged out");
  }

  private void drop(Session gone) {
    forget(gone);
    publishStatus();
    effects.sessionEnded(gone);
    releaseIfIdle();
  }

  private void forget(Session gone) {
    gone.end();
    presence.unfollowAll(gone);
    messages.forgetAllOf(gone);
    devices.remove(gone);
  }

  private void peerChanged(AppUser peer, PeerStatus now) {
    presence.changed(peer, now);
  }

  private Optional<RpcError> invitationCall(Session now, ClientCall.OfInvitation call) {
    SlidingWindow rate = call instanceof ClientCall.Invite ? now.messages : now.answers;
    if (!rate.take(context.now())) {
      context.tally.rateLimited.increment();
      return Optional.of(
          RtmErrorCode.INVITATION_API_CALL_ERR_TOO_OFTEN.because(
              "Too many calls; wait a few seconds."));
    }
    return calls.serve(now, call);
  }

  private void openCalls(Session now, Link link, RpcId id) {
    if (now.queries.take(context.now())) {
      link.answer(id, calls.openCalls(now));
    } else {
      context.tally.rateLimited.increment();
      link.refuse(
          id,
          RtmErrorCode.INVITATION_API_CALL_ERR_TOO_OFTEN.because(
              "Too many queries; wait a few seconds."));
    }
  }

  private void message(Session now, Link link, RpcId id, ClientCall.PeerMessage call) {
    if (!now.messages.take(context.now())) {
      context.tally.rateLimited.increment();
      link.refuse(
          id,
          RtmErrorCode.PEER_MESSAGE_ERR_TOO_OFTEN.because("Too many calls; wait a few seconds."));
      return;
    }
    boolean hungUp =
        call.text().map(text -> calls.endByText(now, call.peerId(), text)).orElse(false);
    messages.send(now, link, id, call, hungUp);
  }

  private Optional<RpcError> renewal(Session now, ClientCall.RenewToken call) {
    if (!now.renewals.take(context.now())) {
      context.tally.rateLimited.increment();
      return Optional.of(
          RtmErrorCode.RENEW_TOKEN_ERR_TOO_OFTEN.because("Too many renewals; wait 1 s."));
    }
    Admission.Answer answer = context.admission.renewal(user, call.token());
    if (answer instanceof Admission.Admitted admitted) {
      now.validUntil(admitted.until());
      return Optional.empty();
    }
    return Optional.of(((Admission.Denied) answer).error());
  }

  private ServerResult loggedIn(Session now, boolean resumed) {
    RtmTimes times = context.settings.times();
    return new ServerResult.LoggedIn(
        now.id(),
        resumed,
        context.now().toEpochMilli(),
        times.presence().toSeconds(),
        times.ping().toSeconds());
  }

  private void trace(ClientCall call) {
    context.trace.message(Direction.IN, user, call.method().wireName(), call.invitation());
  }

  private static void reply(Link link, RpcId id, Optional<RpcError> error) {
    if (error.isPresent()) {
      link.refuse(id, error.get());
    } else {
      link.answer(id, ServerResult.EMPTY);
    }
  }
}
