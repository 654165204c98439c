package io.invitebridge.legacy.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendConfirm;
import io.invitebridge.core.invitation.Effect.SendDtmf;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.legacy.message.Answer;
import io.invitebridge.legacy.message.CallWord;
import io.invitebridge.legacy.message.Failure;
import io.invitebridge.legacy.session.Leg.Phase;
import io.invitebridge.legacy.translate.Accounts;
import io.invitebridge.legacy.translate.CoreToLegacy;
import io.invitebridge.legacy.translate.DtmfExtra;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine wants told to a user, and what a change of the user's session means for its
 * calls. Only on the user's lane.
 */
final class CallEffects {
  private static final Logger log = LoggerFactory.getLogger(CallEffects.class);

  private final LegacyContext context;
  private final UserLine line;
  private final LegBook legs;

  CallEffects(LegacyContext context, UserLine line, LegBook legs) {
    this.context = context;
    this.line = line;
    this.legs = legs;
  }

  /** A call for this user. */
  void invited(LegRef ref, Offer offer) {
    Optional<InvitationEvent> refusal = refusal(ref, offer);
    if (refusal.isPresent()) {
      context.owners.forget(ref);
      deliver(ref, refusal.get());
      return;
    }
    Leg.Name name = new Leg.Name(false, CoreToLegacy.peer(offer), offer.channelId().orElseThrow());
    legs.find(name).ifPresent(this::replaced);
    line.nameTaken(name);
    Leg leg = Leg.callee(ref, name, new Content(CoreToLegacy.extra(offer)));
    legs.add(leg);
    line.session()
        .ifPresentOrElse(
            session -> offer(leg, session),
            () -> deliver(ref, new InvitationEvent.PeerOffline(ref.leg())));
  }

  /** Any other effect. */
  void perform(LegRef ref, LegEffect effect) {
    Optional<Leg> known = legs.find(ref);
    if (known.isEmpty()) {
      context.tally.lateEffects.increment();
      return;
    }
    Leg leg = known.get();
    if (effect instanceof SendRinging) {
      accepted(leg);
      line.tell(leg, CallWord.ACK, "");
    } else if (effect instanceof SendAccept accept) {
      accepted(leg);
      leg.phase(Phase.IN_CALL);
      line.tell(leg, CallWord.ACCEPT, accept.response().value());
      confirm(leg);
    } else if (effect instanceof SendRejection rejection) {
      rejected(leg, rejection.rejection());
    } else if (effect instanceof SendConfirm) {
      leg.phase(Phase.IN_CALL);
    } else if (effect instanceof SendWithdrawal withdrawal) {
      bye(leg, CoreToLegacy.withdrawal(withdrawal));
    } else if (effect instanceof SendHangUp hangUp) {
      bye(leg, hangUp.info().value());
    } else if (effect instanceof SendSessionChange change) {
      stays(leg, change.change());
    } else if (effect instanceof SendDtmf keys) {
      line.tell(leg, CallWord.MESSAGE, DtmfExtra.write(keys.dtmf()));
    } else if (effect.closes()) {
      accepted(leg);
      legs.end(leg);
    }
  }

  /** The old SDK has no word for a change of the media or a transfer: it stays as it is. */
  private void stays(Leg leg, SessionChange change) {
    if (change.kind() == SessionChange.Kind.OFFER) {
      refuse(leg, SessionChange.Kind.REFUSAL);
    } else if (change.kind() == SessionChange.Kind.TRANSFER) {
      refuse(leg, SessionChange.Kind.TRANSFER_FAILED);
    }
  }

  private void refuse(Leg leg, SessionChange.Kind how) {
    SessionChange no = new SessionChange(how, Content.EMPTY);
    deliver(leg.ref(), new InvitationEvent.SessionChanged(leg.ref().leg(), no));
  }

  /** The other party is on this network too, and has said something within the call. */
  void hear(LegRef ref, String extra) {
    legs.find(ref)
        .filter(leg -> leg.phase() != Phase.WAITING)
        .ifPresent(leg -> line.tell(leg, CallWord.MESSAGE, extra));
  }

  /** The invite has been taken: an open question is answered so. */
  void accepted(Leg leg) {
    leg.takeQuestion().ifPresent(asked -> asked.link().answer(asked.id(), Answer.ok()));
  }

  /** The user cannot go on with this leg. */
  void fail(Leg leg) {
    legs.end(leg);
    deliver(
        leg.ref(),
        new InvitationEvent.LegFailed(leg.ref().leg(), LegFailure.CONNECTION_LOST, Content.EMPTY));
  }

  /**
   * A login. Calls that wait for an answer ring (again): a client's table of calls is empty after a
   * login. The others are left alone; an app that still holds its call can go on with it.
   */
  void sessionBegun(Session session) {
    for (Leg leg : legs.open()) {
      if (leg.phase() == Phase.WAITING || leg.phase() == Phase.OFFERED) {
        offer(leg, session);
      } else if (leg.isConfirmDue()) {
        confirm(leg);
      }
    }
  }

  /**
   * The connection is gone.
   *
   * @param goodbye the client went in good order, and so forgot the calls that it had
   */
  void sessionLost(boolean goodbye) {
    for (Leg leg : legs.open()) {
      boolean offered = leg.phase() == Phase.OFFERED;
      if (offered && !leg.isReceived()) {
        leg.phase(Phase.WAITING);
        deliver(leg.ref(), new InvitationEvent.PeerOffline(leg.ref().leg()));
      } else if (goodbye && !offered && leg.phase() != Phase.WAITING) {
        fail(leg);
      }
    }
  }

  /** The user has not come back. A call that never reached a client still waits for a login. */
  void userGone() {
    for (Leg leg : legs.open()) {
      if (leg.phase() != Phase.WAITING) {
        fail(leg);
      }
    }
  }

  private Optional<InvitationEvent> refusal(LegRef ref, Offer offer) {
    AppUser user = line.user();
    if (context.settings.app(user.app()).isEmpty() || !Accounts.canBeWritten(user.user())) {
      return Optional.of(failed(ref, LegFailure.UNKNOWN, Content.EMPTY));
    }
    if (offer.channelId().isEmpty()) {
      log.info("{} cannot be shown to {}: it has no channel id.", ref.invitation(), user);
      return Optional.of(failed(ref, LegFailure.OFFLINE, reason("the channel id is missing")));
    }
    Leg.Name name = new Leg.Name(false, CoreToLegacy.peer(offer), offer.channelId().orElseThrow());
    Optional<Leg> same = legs.find(name);
    boolean inCall = same.filter(Leg::isAccepted).isPresent();
    if (inCall && !isLegacy(offer)) {
      return Optional.of(
          new InvitationEvent.Refused(
              ref.leg(), RefuseReason.BUSY, reason("already in this call")));
    }
    return same.isEmpty() && legs.isFull()
        ? Optional.of(failed(ref, LegFailure.NO_RESPONSE, reason("too many calls")))
        : Optional.empty();
  }

  /**
   * A new call with the same triple takes the place of the one before in every client. A caller of
   * this network has ended that one itself; its end may only be on its way.
   */
  private void replaced(Leg older) {
    legs.end(older);
    deliver(older.ref(), failed(older.ref(), LegFailure.NO_RESPONSE, Content.EMPTY));
  }

  private void offer(Leg leg, Session session) {
    if (leg.phase() == Phase.WAITING) {
      deliver(leg.ref(), new InvitationEvent.PeerOnline(leg.ref().leg()));
    }
    leg.phase(Phase.OFFERED);
    leg.knownTo(session);
    line.tell(leg, CallWord.INVITE, leg.extra().value());
  }

  /** The protocol has no third handshake: it is made here, when the caller is there to be told. */
  private void confirm(Leg leg) {
    boolean there = line.session().isPresent();
    leg.confirmDue(!there);
    if (there) {
      deliver(leg.ref(), new InvitationEvent.Confirmed());
    }
  }

  private void rejected(Leg leg, Rejection rejection) {
    Optional<Leg.Question> asked = leg.takeQuestion();
    boolean offline =
        rejection.reason() == EndReason.PEER_OFFLINE
            || rejection.reason() == EndReason.PEER_UNKNOWN;
    if (asked.isPresent() && offline) {
      asked.get().link().refuse(asked.get().id(), Failure.PEER_NOT_ONLINE);
    } else {
      asked.ifPresent(question -> question.link().answer(question.id(), Answer.ok()));
      CoreToLegacy.Told told = CoreToLegacy.rejection(rejection);
      line.tell(leg, told.word(), told.extra());
    }
    legs.end(leg);
  }

  /** A callee who was never told of the call is not told of its end. */
  private void bye(Leg leg, String extra) {
    if (leg.phase() != Phase.WAITING) {
      line.tell(leg, CallWord.BYE, extra);
    }
    legs.end(leg);
  }

  private void deliver(LegRef ref, InvitationEvent event) {
    context.inbox.deliver(ref.invitation(), event);
  }

  private static InvitationEvent failed(LegRef ref, LegFailure failure, Content response) {
    return new InvitationEvent.LegFailed(ref.leg(), failure, response);
  }

  private static boolean isLegacy(Offer offer) {
    return offer.caller().network() == Network.LEGACY;
  }

  private static Content reason(String text) {
    return new Content(JsonNodeFactory.instance.objectNode().put("reason", text).toString());
  }
}
