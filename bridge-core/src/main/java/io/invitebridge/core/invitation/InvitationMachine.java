package io.invitebridge.core.invitation;

import io.invitebridge.core.invitation.Effect.FindRoute;
import io.invitebridge.core.invitation.Effect.Left;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.RepeatProvisional;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendCanceled;
import io.invitebridge.core.invitation.Effect.SendConfirm;
import io.invitebridge.core.invitation.Effect.SendDtmf;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendProgress;
import io.invitebridge.core.invitation.Effect.SendRefused;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.Confirmed;
import io.invitebridge.core.invitation.InvitationEvent.DtmfSent;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.PeerOffline;
import io.invitebridge.core.invitation.InvitationEvent.PeerOnline;
import io.invitebridge.core.invitation.InvitationEvent.Proceeding;
import io.invitebridge.core.invitation.InvitationEvent.Progressed;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.InvitationEvent.SessionChanged;
import io.invitebridge.core.invitation.InvitationEvent.Terminated;
import io.invitebridge.core.invitation.InvitationEvent.TimePassed;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All transitions of an invitation. Pure and total: (invitation, event, time) in, (next invitation,
 * effects, verdict) out; no clock, thread, timer, log or random source.
 *
 * <p>Rules of this file:
 *
 * <ol>
 *   <li>Whatever changes an invitation's state stands here, one method a state, one line an event.
 *   <li>Every (state, event) pair is a move, an ignore with its reason, or a violation.
 *   <li>It does not know which protocol is behind a leg; the only question asked of a network is
 *       whether it is SIP, because DESIGN section 4 gives SIP targets other clocks.
 * </ol>
 *
 * <p>Theory of operation. An invitation is routed, then its plan's rounds are invited one after
 * another, and then those that the plan has for the outcome. {@link #guard} first settles what does
 * not depend on the state: a leg that was never invited (violation) or has had its final word
 * (late, ignored). So the state methods below only meet the inviter, an open leg, or the winner.
 * The first {@code Accepted} wins; every other leg is withdrawn in the same step, which is why no
 * later event can produce a second winner. The inviter hears received-by-peer before any answer.
 * Deadlines are fields; {@code TimePassed} says that some may be due, and a wake-up too early
 * changes nothing. docs/states.md is written from this code.
 */
public final class InvitationMachine {
  private static final SendRinging NOT_ALERTING = new SendRinging(LegId.INVITER, false);

  private InvitationMachine() {}

  /**
   * The birth of an invitation.
   *
   * @param routing how long the directory may take
   */
  public static Transition begin(InvitationId id, Invited invited, Duration routing, Instant now) {
    Invitation born =
        new Invitation(
            id,
            InvitationState.ROUTING,
            invited,
            now,
            Optional.empty(),
            List.of(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(now.plus(routing)),
            Optional.empty(),
            Optional.empty());
    return new Transition(born, List.of(new FindRoute(invited)), Verdict.MOVED, "");
  }

  /** What an event does to an invitation at a time. Never throws, never changes its arguments. */
  public static Transition apply(Invitation current, InvitationEvent event, Instant now) {
    Draft draft = new Draft(current, now);
    Optional<Transition> settled = guard(draft, event);
    if (settled.isPresent()) {
      return settled.get();
    }
    return switch (current.state()) {
      case ROUTING -> routing(draft, event);
      case INVITING, RINGING -> pending(draft, event);
      case ACCEPTING -> accepting(draft, event);
      case ESTABLISHED -> established(draft, event);
      case ENDED -> draft.ignored("the invitation is over");
    };
  }

  // ---------------------------------------------------------------- one method a state

  private static Transition routing(Draft draft, InvitationEvent event) {
    if (event instanceof Routed e) return startInviting(draft, e.plan());
    if (event instanceof Unroutable e) return rejected(draft, e.rejection());
    if (event instanceof Canceled e) return canceled(draft, e.why(), e.reason());
    if (event instanceof HungUp e) return canceled(draft, EndReason.CANCELED, e.info());
    if (event instanceof LegFailed) return inviterLost(draft);
    if (event instanceof Terminated) return shutDown(draft);
    if (event instanceof TimePassed) return routingTime(draft);
    if (event instanceof DtmfSent) return draft.ignored("nobody has accepted yet");
    if (event instanceof SessionChanged) return draft.ignored("nobody has accepted yet");
    return draft.violation("nobody has been invited yet");
  }

  /** INVITING and RINGING differ only in whether the inviter has heard "received by peer". */
  private static Transition pending(Draft draft, InvitationEvent event) {
    if (event instanceof Proceeding e) return proceeding(draft, e.leg());
    if (event instanceof PeerOffline e) return peerOffline(draft, e.leg());
    if (event instanceof PeerOnline e) return peerOnline(draft, e.leg());
    if (event instanceof Rang e) return rang(draft, e.leg(), e.said());
    if (event instanceof Accepted e) return accepted(draft, e.leg(), e.response());
    if (event instanceof Refused e) return refused(draft, e);
    if (event instanceof LegFailed e) return pendingLegFailed(draft, e);
    if (event instanceof HungUp e) return pendingHungUp(draft, e);
    if (event instanceof Canceled e) return canceled(draft, e.why(), e.reason());
    if (event instanceof Terminated) return shutDown(draft);
    if (event instanceof TimePassed) return pendingTime(draft);
    if (event instanceof Progressed e) return progressed(draft, e);
    if (event instanceof DtmfSent) return draft.ignored("nobody has accepted yet");
    if (event instanceof SessionChanged) return draft.ignored("nobody has accepted yet");
    if (event instanceof Confirmed) return draft.violation("nobody has accepted yet");
    return draft.violation("the directory answers once");
  }

  private static Transition accepting(Draft draft, InvitationEvent event) {
    if (event instanceof Confirmed) return confirmed(draft);
    if (event instanceof HungUp e) return acceptingHungUp(draft, e);
    if (event instanceof LegFailed e) return acceptingLegFailed(draft, e.leg());
    if (event instanceof Terminated) return acceptFailed(draft, EndReason.SHUT_DOWN);
    if (event instanceof TimePassed) return acceptingTime(draft);
    if (event instanceof DtmfSent) return draft.ignored("the accept is not confirmed yet");
    if (event instanceof SessionChanged) return draft.ignored("the accept is not confirmed yet");
    if (event instanceof Canceled) return draft.ignored("the accept came first");
    if (event instanceof Refused) return draft.ignored("this leg has accepted already");
    if (event instanceof Routed) return draft.violation("the directory answers once");
    if (event instanceof Unroutable) return draft.violation("the directory answers once");
    return draft.ignored("late or repeated: this leg has accepted already");
  }

  private static Transition established(Draft draft, InvitationEvent event) {
    if (event instanceof HungUp e) return hungUp(draft, e.leg(), EndReason.HUNG_UP, e.info());
    if (event instanceof LegFailed e) return establishedLegFailed(draft, e.leg());
    if (event instanceof Terminated) return sessionOver(draft, EndReason.SHUT_DOWN);
    if (event instanceof TimePassed) return establishedTime(draft);
    if (event instanceof DtmfSent e) return dtmf(draft, e);
    if (event instanceof SessionChanged e) return sessionChanged(draft, e);
    if (event instanceof Confirmed) return draft.ignored("confirmed already");
    if (event instanceof Canceled) return draft.ignored("the call is on: hang up ends it");
    if (event instanceof Refused) return draft.ignored("this leg has accepted already");
    if (event instanceof Routed) return draft.violation("the directory answers once");
    if (event instanceof Unroutable) return draft.violation("the directory answers once");
    return draft.ignored("late or repeated: this leg has accepted already");
  }

  // ---------------------------------------------------------------- what holds in every state

  /** Settles events whose leg cannot be the subject of such an event now, whatever the state. */
  private static Optional<Transition> guard(Draft draft, InvitationEvent event) {
    Optional<LegId> named = legOf(event);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    LegId id = named.get();
    if (id.isInviter()) {
      return event instanceof HungUp
              || event instanceof LegFailed
              || event instanceof DtmfSent
              || event instanceof SessionChanged
          ? Optional.empty()
          : Optional.of(draft.violation("only an invitee can do this"));
    }
    Optional<InviteeLeg> leg = draft.before.invitee(id);
    if (leg.isEmpty() || leg.get().invitedAt().isEmpty()) {
      return Optional.of(draft.violation("this leg was never invited"));
    }
    return leg.get().state() == LegState.CLOSED
        ? Optional.of(draft.ignored("late: this leg has had its final word"))
        : Optional.empty();
  }

  private static Optional<LegId> legOf(InvitationEvent event) {
    if (event instanceof Proceeding e) return Optional.of(e.leg());
    if (event instanceof PeerOffline e) return Optional.of(e.leg());
    if (event instanceof PeerOnline e) return Optional.of(e.leg());
    if (event instanceof Rang e) return Optional.of(e.leg());
    if (event instanceof Accepted e) return Optional.of(e.leg());
    if (event instanceof Refused e) return Optional.of(e.leg());
    if (event instanceof LegFailed e) return Optional.of(e.leg());
    if (event instanceof HungUp e) return Optional.of(e.leg());
    if (event instanceof DtmfSent e) return Optional.of(e.leg());
    if (event instanceof Progressed e) return Optional.of(e.leg());
    if (event instanceof SessionChanged e) return Optional.of(e.leg());
    return Optional.empty();
  }

  // ---------------------------------------------------------------- routing

  private static Transition startInviting(Draft draft, Plan plan) {
    draft.plan(plan);
    draft.state(InvitationState.INVITING);
    draft.until(draft.before.origin().limits().overall().map(draft.before.bornAt()::plus));
    if (draft.before.origin().caller().network() == Network.SIP) {
      draft.repeatAt(Optional.of(draft.now.plus(plan.timers().provisional())));
    }
    startRound(draft, 0);
    return draft.moved();
  }

  private static Transition routingTime(Draft draft) {
    return isDue(draft.before.until(), draft.now)
        ? rejected(draft, Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY))
        : draft.ignored("no deadline is due");
  }

  private static void startRound(Draft draft, int round) {
    Plan plan = draft.plan();
    draft.round(round, plan.allRounds().get(round).limit().map(draft.now::plus));
    for (InviteeLeg leg : draft.legsOfRound()) {
      draft.change(leg.id(), l -> l.invited(draft.now, draft.now.plus(firstWait(draft, l))));
      draft.effect(new SendInvite(leg.id(), offer(draft, leg)));
    }
  }

  private static Duration firstWait(Draft draft, InviteeLeg leg) {
    return leg.address().network() == Network.SIP
        ? draft.plan().timers().trunkProbe()
        : delivery(draft);
  }

  private static Duration delivery(Draft draft) {
    return draft.before.origin().limits().delivery().orElse(draft.plan().timers().delivery());
  }

  private static Offer offer(Draft draft, InviteeLeg leg) {
    Invited origin = draft.before.origin();
    Plan.Presented presented = draft.plan().presented();
    return new Offer(
        presented.caller().orElseGet(origin::caller),
        presented.name().or(origin::callerName),
        leg.address(),
        origin.callee(),
        draft.plan().channelId(),
        draft.plan().content(),
        origin.hops(),
        draft.plan().media(),
        origin.data(),
        draft.plan().headers(),
        left(draft));
  }

  private static Optional<Left> left(Draft draft) {
    Optional<Plan.Outcome> named = draft.plan().reachedBy(draft.round());
    return draft
        .worst()
        .map(strongest -> new Left(draft.rungBefore(), named.orElseGet(strongest::outcome)));
  }

  // ---------------------------------------------------------------- inviting and ringing

  private static Transition progressed(Draft draft, Progressed event) {
    draft.effect(new SendProgress(LegId.INVITER, event.progress()));
    return draft.moved();
  }

  private static Transition proceeding(Draft draft, LegId id) {
    InviteeLeg leg = draft.leg(id);
    if (leg.state() == LegState.RANG || leg.everOnline()) {
      return draft.ignored("late or repeated: the peer has answered already");
    }
    draft.change(id, l -> l.reachable(later(deadline(l), invitedAt(l).plus(delivery(draft)))));
    return draft.moved();
  }

  private static Transition peerOffline(Draft draft, LegId id) {
    InviteeLeg leg = draft.leg(id);
    if (leg.everOnline()) {
      return draft.ignored("was reachable before: its clock runs on");
    }
    Duration wait =
        draft.before.origin().limits().offlineWait().orElse(draft.plan().timers().offlineWait());
    if (wait.isZero()) {
      return legOver(draft, leg, Rejection.failed(EndReason.PEER_OFFLINE, Content.EMPTY), true);
    }
    draft.change(id, l -> l.offlineUntil(invitedAt(l).plus(wait)));
    return draft.moved();
  }

  /** A device that comes in the last moment still gets the time that a trunk has to show life. */
  private static Transition peerOnline(Draft draft, LegId id) {
    InviteeLeg leg = draft.leg(id);
    if (leg.state() == LegState.RANG || leg.everOnline()) {
      return draft.ignored("reachable already");
    }
    Instant delivered = later(deadline(leg), invitedAt(leg).plus(delivery(draft)));
    Instant atLeast = draft.now.plus(draft.plan().timers().trunkProbe());
    draft.change(id, l -> l.reachable(later(delivered, atLeast)));
    return draft.moved();
  }

  private static Transition rang(Draft draft, LegId id, Content said) {
    InviteeLeg leg = draft.leg(id);
    if (leg.state() == LegState.RANG) {
      return draft.ignored("rings already");
    }
    TimerPolicy timers = draft.plan().timers();
    boolean sip = leg.address().network() == Network.SIP;
    Duration ring =
        draft.before.origin().limits().ring().orElse(sip ? timers.sipRing() : timers.ring());
    draft.change(id, l -> l.rang(draft.now.plus(ring)));
    tellRinging(draft, new SendRinging(LegId.INVITER, true, certainly(draft, leg), said));
    return draft.moved();
  }

  /** Who rings, where no other invitee may answer instead. */
  private static Optional<Address> certainly(Draft draft, InviteeLeg ringing) {
    Address callee = ringing.address();
    return draft.openLegs().stream()
            .allMatch(leg -> leg.id().equals(ringing.id()) || isSameUser(leg.address(), callee))
        ? Optional.of(callee)
        : Optional.empty();
  }

  private static Transition accepted(Draft draft, LegId id, Content response) {
    tellRinging(draft, NOT_ALERTING);
    draft.change(id, InviteeLeg::accepted);
    draft.winner(id);
    withdrawOpenLegs(draft, EndReason.ANSWERED_ELSEWHERE, Content.EMPTY);
    draft.clearRoundDeadlines();
    Address callee = draft.winner().address();
    draft.effect(
        new SendAccept(LegId.INVITER, response, draft.plan().media(), Optional.of(callee)));
    draft.state(InvitationState.ACCEPTING);
    draft.until(Optional.of(draft.now.plus(draft.plan().timers().confirm())));
    return draft.moved();
  }

  private static Transition refused(Draft draft, Refused event) {
    Rejection rejection = Rejection.refused(event.reason(), event.response());
    EndReason elsewhere =
        event.reason().outcome() == Plan.Outcome.BUSY
            ? EndReason.BUSY_ELSEWHERE
            : EndReason.REFUSED_ELSEWHERE;
    draft.change(event.leg(), InviteeLeg::closed);
    draft.effect(new SendRefused(event.leg()));
    if (draft.plan().decline().endsAll() && isForAll(event)) {
      withdrawOpenLegs(draft, elsewhere, Content.EMPTY);
      return rejected(draft, rejection);
    }
    remember(draft, rejection);
    withdrawWhereTheSameUserIsAbsent(draft, draft.leg(event.leg()).address(), elsewhere);
    return nextRoundIfNobodyIsLeft(draft);
  }

  /** One busy device says nothing about others. */
  private static boolean isForAll(Refused event) {
    return event.reason() == RefuseReason.DECLINED || event.everywhere();
  }

  /** A user who has said no on one app network need not be waited for on the other. */
  private static void withdrawWhereTheSameUserIsAbsent(
      Draft draft, Address refusing, EndReason why) {
    for (InviteeLeg leg : draft.openLegs()) {
      if (!leg.everOnline() && isSameUser(leg.address(), refusing)) {
        draft.change(leg.id(), InviteeLeg::closed);
        draft.effect(new SendWithdrawal(leg.id(), why, Content.EMPTY));
      }
    }
  }

  private static boolean isSameUser(Address one, Address other) {
    return one instanceof AppUser a
        && other instanceof AppUser b
        && a.app().equals(b.app())
        && a.user().equals(b.user());
  }

  private static Transition pendingLegFailed(Draft draft, LegFailed event) {
    if (event.leg().isInviter()) {
      return inviterLost(draft);
    }
    EndReason reason =
        switch (event.failure()) {
          case OFFLINE, CONNECTION_LOST -> EndReason.PEER_OFFLINE;
          case UNKNOWN -> EndReason.PEER_UNKNOWN;
          case NO_RESPONSE -> EndReason.PEER_NO_RESPONSE;
        };
    Rejection rejection = Rejection.failed(reason, event.response());
    return legOver(draft, draft.leg(event.leg()), rejection, false);
  }

  /** RFC 3261 section 15: a caller may end an early dialog with BYE. An invitee's means "no". */
  private static Transition pendingHungUp(Draft draft, HungUp event) {
    return event.leg().isInviter()
        ? canceled(draft, EndReason.CANCELED, event.info())
        : refused(draft, new Refused(event.leg(), RefuseReason.DECLINED, event.info()));
  }

  /**
   * @param why what the invitees hear; the invitation itself is canceled all the same
   */
  private static Transition canceled(Draft draft, EndReason why, Content reason) {
    withdrawOpenLegs(draft, why, reason);
    draft.effect(new SendCanceled(LegId.INVITER));
    return draft.ended(EndReason.CANCELED);
  }

  private static Transition inviterLost(Draft draft) {
    withdrawOpenLegs(draft, EndReason.CONNECTION_LOST, Content.EMPTY);
    return rejected(draft, Rejection.failed(EndReason.CONNECTION_LOST, Content.EMPTY));
  }

  private static Transition shutDown(Draft draft) {
    withdrawOpenLegs(draft, EndReason.SHUT_DOWN, Content.EMPTY);
    return rejected(draft, Rejection.failed(EndReason.SHUT_DOWN, Content.EMPTY));
  }

  private static Transition pendingTime(Draft draft) {
    if (isDue(draft.before.until(), draft.now)) {
      withdrawOpenLegs(draft, EndReason.EXPIRED, Content.EMPTY);
      return rejected(draft, Rejection.failed(EndReason.EXPIRED, Content.EMPTY));
    }
    boolean roundOver = isDue(draft.before.roundUntil(), draft.now);
    List<InviteeLeg> late =
        draft.openLegs().stream().filter(l -> roundOver || isDue(l.until(), draft.now)).toList();
    boolean repeat = isDue(draft.before.repeatAt(), draft.now);
    if (late.isEmpty() && !repeat) {
      return draft.ignored("no deadline is due");
    }
    if (repeat) {
      draft.effect(new RepeatProvisional(LegId.INVITER));
      draft.repeatAt(Optional.of(draft.now.plus(draft.plan().timers().provisional())));
    }
    for (InviteeLeg leg : late) {
      close(draft, leg, Rejection.failed(lateReason(leg), Content.EMPTY), true);
    }
    return late.isEmpty() ? draft.moved() : nextRoundIfNobodyIsLeft(draft);
  }

  /** Rang and never answered; or reachable and silent; or never seen at all. */
  private static EndReason lateReason(InviteeLeg leg) {
    if (leg.state() == LegState.RANG) {
      return EndReason.EXPIRED;
    }
    return leg.everOnline() || leg.address().network() == Network.SIP
        ? EndReason.PEER_NO_RESPONSE
        : EndReason.PEER_OFFLINE;
  }

  private static Transition legOver(
      Draft draft, InviteeLeg leg, Rejection rejection, boolean tellLeg) {
    close(draft, leg, rejection, tellLeg);
    return nextRoundIfNobodyIsLeft(draft);
  }

  private static void close(Draft draft, InviteeLeg leg, Rejection rejection, boolean tellLeg) {
    draft.change(leg.id(), InviteeLeg::closed);
    if (tellLeg) {
      draft.effect(new SendWithdrawal(leg.id(), rejection.reason(), Content.EMPTY));
    }
    remember(draft, rejection);
  }

  private static void remember(Draft draft, Rejection rejection) {
    draft.heard(rejection.orStronger(draft.worst()), rejection.orStronger(draft.roundWorst()));
  }

  private static Transition nextRoundIfNobodyIsLeft(Draft draft) {
    if (!draft.openLegs().isEmpty()) {
      return draft.moved();
    }
    return afterRound(draft, draft.roundWorst().orElseThrow(), draft.worst().orElseThrow());
  }

  /**
   * @param ofRound decides what follows
   * @param total what the inviter hears when nothing does
   */
  private static Transition afterRound(Draft draft, Rejection ofRound, Rejection total) {
    OptionalInt next = draft.plan().following(draft.round(), ofRound.outcome());
    if (next.isPresent()) {
      startRound(draft, next.getAsInt());
      return draft.moved();
    }
    Optional<Rejection> said =
        draft
            .plan()
            .refusalAfter(draft.round(), ofRound.outcome())
            .map(reason -> Rejection.refused(reason, Content.EMPTY));
    return rejected(draft, said.orElse(total));
  }

  private static void withdrawOpenLegs(Draft draft, EndReason reason, Content info) {
    for (InviteeLeg leg : draft.openLegs()) {
      draft.change(leg.id(), InviteeLeg::closed);
      draft.effect(new SendWithdrawal(leg.id(), reason, info));
    }
  }

  /** The inviter's final "no". Before a refusal it hears received-by-peer, which apps rely on. */
  private static Transition rejected(Draft draft, Rejection rejection) {
    DeclinePolicy decline =
        draft.state() == InvitationState.ROUTING ? DeclinePolicy.DEFAULT : draft.plan().decline();
    if (rejection.reason() == EndReason.REFUSED) {
      tellRinging(draft, NOT_ALERTING);
    }
    draft.effect(new SendRejection(LegId.INVITER, rejection, decline));
    return draft.ended(rejection.reason());
  }

  /** Once, whoever rang first. */
  private static void tellRinging(Draft draft, SendRinging ringing) {
    if (draft.state() != InvitationState.RINGING) {
      draft.effect(ringing);
      draft.state(InvitationState.RINGING);
    }
  }

  // ---------------------------------------------------------------- accepting

  private static Transition confirmed(Draft draft) {
    draft.effect(new SendConfirm(draft.winner().id()));
    draft.state(InvitationState.ESTABLISHED);
    draft.until(Optional.of(draft.now.plus(draft.plan().timers().session())));
    return draft.moved();
  }

  /**
   * The caller's hang-up shows that it knew of the accept: its confirm got lost (RFC 5407 3.1.6).
   */
  private static Transition acceptingHungUp(Draft draft, HungUp event) {
    if (event.leg().isInviter()) {
      draft.effect(new SendConfirm(draft.winner().id()));
    }
    return hungUp(draft, event.leg(), EndReason.HUNG_UP, event.info());
  }

  private static Transition acceptingLegFailed(Draft draft, LegId id) {
    if (id.isInviter()) {
      draft.effect(
          new SendWithdrawal(draft.winner().id(), EndReason.CONNECTION_LOST, Content.EMPTY));
      return draft.ended(EndReason.CONNECTION_LOST);
    }
    return hungUp(draft, id, EndReason.CONNECTION_LOST, Content.EMPTY);
  }

  private static Transition acceptingTime(Draft draft) {
    return isDue(draft.before.until(), draft.now)
        ? acceptFailed(draft, EndReason.ACCEPT_FAILURE)
        : draft.ignored("no deadline is due");
  }

  private static Transition acceptFailed(Draft draft, EndReason reason) {
    draft.effect(new SendWithdrawal(draft.winner().id(), reason, Content.EMPTY));
    draft.effect(new SendHangUp(LegId.INVITER, reason, Content.EMPTY));
    return draft.ended(reason);
  }

  // ---------------------------------------------------------------- established

  private static Transition hungUp(Draft draft, LegId by, EndReason reason, Content info) {
    draft.effect(new SendHangUp(otherParty(draft, by), reason, info));
    return draft.ended(reason);
  }

  private static Transition dtmf(Draft draft, DtmfSent event) {
    draft.effect(new SendDtmf(otherParty(draft, event.leg()), event.dtmf()));
    return draft.moved();
  }

  private static Transition sessionChanged(Draft draft, SessionChanged event) {
    draft.effect(new SendSessionChange(otherParty(draft, event.leg()), event.change()));
    return draft.moved();
  }

  private static LegId otherParty(Draft draft, LegId party) {
    return party.isInviter() ? draft.winner().id() : LegId.INVITER;
  }

  private static Transition establishedLegFailed(Draft draft, LegId lost) {
    return hungUp(draft, lost, EndReason.CONNECTION_LOST, Content.EMPTY);
  }

  private static Transition establishedTime(Draft draft) {
    return isDue(draft.before.until(), draft.now)
        ? sessionOver(draft, EndReason.SESSION_LIMIT)
        : draft.ignored("no deadline is due");
  }

  private static Transition sessionOver(Draft draft, EndReason reason) {
    draft.effect(new SendHangUp(LegId.INVITER, reason, Content.EMPTY));
    draft.effect(new SendHangUp(draft.winner().id(), reason, Content.EMPTY));
    return draft.ended(reason);
  }

  // ---------------------------------------------------------------- small words

  private static boolean isDue(Optional<Instant> deadline, Instant now) {
    return deadline.isPresent() && !deadline.get().isAfter(now);
  }

  private static Instant invitedAt(InviteeLeg leg) {
    return leg.invitedAt().orElseThrow();
  }

  private static Instant deadline(InviteeLeg leg) {
    return leg.until().orElseThrow();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
