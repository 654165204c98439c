package io.invitebridge.rtm.session;

import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.InvitationInbox.Opening;
import io.invitebridge.rtm.message.ClientCall;
import io.invitebridge.rtm.message.RpcError;
import io.invitebridge.rtm.message.ServerResult;
import io.invitebridge.rtm.session.Leg.Phase;
import io.invitebridge.rtm.translate.EndCallText;
import io.invitebridge.rtm.translate.EndWords;
import io.invitebridge.rtm.translate.RtmErrorCode;
import io.invitebridge.rtm.translate.RtmToCore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client asks of its invitations. Each call is answered from the leg's view and, when it
 * makes sense there, posted to the engine. An empty answer means: well formed and queued. Only on
 * the user's lane.
 */
final class InvitationCalls {
  private static final Optional<RpcError> QUEUED = Optional.empty();

  private final RtmContext context;
  private final AppUser user;
  private final LegBook legs;
  private final InvitationEffects effects;
  private final List<Runnable> early = new ArrayList<>();

  InvitationCalls(RtmContext context, AppUser user, LegBook legs, InvitationEffects effects) {
    this.context = context;
    this.user = user;
    this.legs = legs;
    this.effects = effects;
  }

  /**
   * @return the error to answer with; empty: queued
   */
  Optional<RpcError> serve(Session session, ClientCall.OfInvitation call) {
    try {
      if (call instanceof ClientCall.Invite invite) return invite(session, invite);
      if (call instanceof ClientCall.Cancel cancel) return cancel(session, cancel);
      if (call instanceof ClientCall.Accept accept) return accept(session, accept);
      if (call instanceof ClientCall.Refuse refuse) return refuse(session, refuse);
      if (call instanceof ClientCall.End end) return end(session, end);
      if (call instanceof ClientCall.ChangeSession change) return change(session, change);
    } catch (InvalidValueException wrong) {
      return Optional.of(
          RtmErrorCode.INVITATION_API_CALL_ERR_INVALID_ARGUMENT.because(
              String.valueOf(wrong.getMessage())));
    }
    throw new IllegalArgumentException("Not a call about an invitation: " + call.method());
  }

  /** What of this user's is on and known to this client. */
  ServerResult openCalls(Session session) {
    return new ServerResult.OpenCalls(
        legs.open().stream()
            .filter(leg -> leg.isKnownTo(session))
            .map(InvitationCalls::openCall)
            .toList());
  }

  private static ServerResult.OpenCall openCall(Leg leg) {
    String state =
        switch (leg.phase()) {
          case CALLING, WAITING, OFFERED -> leg.isReceived() ? "received" : "sent";
          case ACCEPTING -> "accepting";
          case IN_CALL -> "in-call";
          case CANCELING, REFUSING, ENDED -> "ending";
        };
    return new ServerResult.OpenCall(
        leg.wireId(),
        leg.isInviter() ? "local" : "remote",
        leg.peer(),
        leg.channel().map(ChannelId::value),
        state);
  }

  /**
   * A peer message may be RTM's way to hang up: then the call in that channel with that peer ends.
   *
   * @return true when it did
   */
  boolean endByText(Session session, String peer, String text) {
    if (!text.startsWith(EndCallText.PREFIX)) {
      return false;
    }
    for (Leg leg : legs.open()) {
      Optional<Content> info = leg.channel().flatMap(channel -> EndCallText.endOf(channel, text));
      if (leg.isAccepted()
          && leg.isKnownTo(session)
          && leg.peer().equals(peer)
          && info.isPresent()) {
        deliver(leg, new InvitationEvent.HungUp(leg.ref().leg(), info.get()));
        legs.end(leg);
        return true;
      }
    }
    return false;
  }

  /**
   * Performs what the engine wanted before {@link #serve} knew the new invitation's name. To be
   * called once the client has its answer, so that no notification comes before it.
   */
  void performEarly() {
    List<Runnable> now = List.copyOf(early);
    early.clear();
    now.forEach(Runnable::run);
  }

  private Optional<RpcError> invite(Session session, ClientCall.Invite call) {
    CorrelationKey key = RtmToCore.key(user, call);
    Invited invited = RtmToCore.invited(user, call);
    Optional<Leg> known = legs.find(call.invitationId());
    if (known.isPresent()) {
      return known.get().isEnded() ? alreadyEnded() : again(known.get(), session);
    }
    if (legs.isFull(true)) {
      return Optional.of(
          RtmErrorCode.INVITATION_API_CALL_ERR_TOO_OFTEN.because(
              "This user has too many invitations and calls open."));
    }
    Opening opening = context.inbox.open(key, invited);
    if (opening instanceof Opening.Opened opened) {
      begin(opened.leg(), session, call, invited);
      return QUEUED;
    }
    if (opening instanceof Opening.Duplicate) {
      return alreadyEnded();
    }
    return Optional.of(
        opening instanceof Opening.Draining
            ? RtmErrorCode.INVITATION_API_CALL_ERR_REJECTED.because(
                "The server is stopping; try again later.")
            : RtmErrorCode.INVITATION_API_CALL_ERR_TOO_OFTEN.because(
                "The server has too many invitations open; try again later."));
  }

  /** A retry, unless two devices of a user have made the same id. */
  private static Optional<RpcError> again(Leg open, Session session) {
    return open.isKnownTo(session)
        ? QUEUED
        : Optional.of(
            RtmErrorCode.INVITATION_API_CALL_ERR_INVALID_ARGUMENT.because(
                "Another device of this user has an invitation with this id."));
  }

  private void begin(LegRef ref, Session session, ClientCall.Invite call, Invited invited) {
    legs.add(Leg.inviter(ref, call.invitationId(), call.calleeId(), invited.channelId(), session));
    for (LegEffect effect : context.owners.bind(ref, user)) {
      early.add(() -> effects.perform(ref, effect));
    }
  }

  private Optional<RpcError> cancel(Session session, ClientCall.Cancel call) {
    InvitationEvent.Canceled event = RtmToCore.canceled(call);
    Optional<Leg> known = legs.find(call.invitationId()).filter(Leg::isInviter);
    if (known.isEmpty() || !(known.get().isEnded() || known.get().isKnownTo(session))) {
      return Optional.of(
          RtmErrorCode.INVITATION_API_CALL_ERR_NOT_STARTED.because(
              "No invitation with this id has been sent from here."));
    }
    Leg leg = known.get();
    switch (leg.phase()) {
      case CALLING -> {
        leg.phase(Phase.CANCELING);
        deliver(leg, event);
        return QUEUED;
      }
      case CANCELING -> {
        return QUEUED;
      }
      default -> {
        return alreadyEnded();
      }
    }
  }

  private Optional<RpcError> accept(Session session, ClientCall.Accept call) {
    Optional<Leg> known = invitee(session, call.invitationId());
    if (known.isEmpty()) {
      return alreadyEnded();
    }
    Leg leg = known.get();
    LegId id = leg.ref().leg();
    InvitationEvent.Accepted event = RtmToCore.accepted(id, call);
    switch (leg.phase()) {
      case OFFERED -> {
        effects.received(leg);
        leg.phase(Phase.ACCEPTING);
        effects.answeredOn(leg, session, EndWords.of(EndReason.ANSWERED_ELSEWHERE));
        deliver(leg, event);
        return QUEUED;
      }
      case ACCEPTING, IN_CALL -> {
        return alreadyAccepted();
      }
      default -> {
        return alreadyEnded();
      }
    }
  }

  private Optional<RpcError> refuse(Session session, ClientCall.Refuse call) {
    Optional<Leg> known = invitee(session, call.invitationId());
    if (known.isEmpty()) {
      return alreadyEnded();
    }
    Leg leg = known.get();
    InvitationEvent.Refused event = RtmToCore.refused(leg.ref().leg(), call);
    switch (leg.phase()) {
      case OFFERED -> {
        effects.received(leg);
        leg.phase(Phase.REFUSING);
        effects.answeredOn(leg, session, EndWords.elsewhere(event.reason()));
        deliver(leg, event);
        return QUEUED;
      }
      case ACCEPTING, IN_CALL -> {
        return alreadyAccepted();
      }
      default -> {
        return alreadyEnded();
      }
    }
  }

  private Optional<RpcError> end(Session session, ClientCall.End call) {
    Optional<Leg> known = legs.find(call.invitationId());
    if (known.isEmpty() || known.get().isEnded() || !known.get().isKnownTo(session)) {
      return alreadyEnded();
    }
    Leg leg = known.get();
    InvitationEvent.HungUp event = RtmToCore.hungUp(leg.ref().leg(), call);
    if (!leg.isAccepted()) {
      return Optional.of(
          RtmErrorCode.INVITATION_API_CALL_ERR_NOT_STARTED.because(
              "Nobody has accepted yet: cancel or refuse the invitation instead."));
    }
    deliver(leg, event);
    legs.end(leg);
    return QUEUED;
  }

  /** Changes the media of a call, or answers the other party's change. */
  private Optional<RpcError> change(Session session, ClientCall.ChangeSession call) {
    Optional<Leg> known = legs.find(call.invitationId());
    if (known.isEmpty() || known.get().isEnded() || !known.get().isKnownTo(session)) {
      return alreadyEnded();
    }
    InvitationEvent event = RtmToCore.sessionChanged(known.get().ref().leg(), call);
    if (known.get().phase() != Phase.IN_CALL) {
      return Optional.of(
          RtmErrorCode.INVITATION_API_CALL_ERR_NOT_STARTED.because(
              "There is no call yet whose media could be changed."));
    }
    deliver(known.get(), event);
    return QUEUED;
  }

  /** An invitee's leg that this client can know of and that is not over for it. */
  private Optional<Leg> invitee(Session session, String wireId) {
    return legs.find(wireId).filter(leg -> !leg.isInviter() && leg.isKnownTo(session));
  }

  private void deliver(Leg leg, InvitationEvent event) {
    context.inbox.deliver(leg.ref().invitation(), event);
  }

  private static Optional<RpcError> alreadyEnded() {
    return Optional.of(
        RtmErrorCode.INVITATION_API_CALL_ERR_ALREADY_END.because("This invitation is over."));
  }

  private static Optional<RpcError> alreadyAccepted() {
    return Optional.of(
        RtmErrorCode.INVITATION_API_CALL_ERR_ALREADY_ACCEPT.because(
            "This invitation has been accepted already; end ends the call."));
  }
}
