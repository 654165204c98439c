package io.invitebridge.rtm.session;

import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendCanceled;
import io.invitebridge.core.invitation.Effect.SendConfirm;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendProgress;
import io.invitebridge.core.invitation.Effect.SendRefused;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.rtm.message.PeerStatus;
import io.invitebridge.rtm.message.ServerNotice;
import io.invitebridge.rtm.session.Leg.Phase;
import io.invitebridge.rtm.session.Outbox.Share;
import io.invitebridge.rtm.translate.CoreToRtm;
import java.util.List;
import java.util.Optional;

/**
 * What the engine wants told to a user, and what a change of the user's sessions means for the open
 * legs. The engine sees one leg for each user; that all devices ring and one answers is done here.
 * Only on the user's lane.
 */
final class InvitationEffects {
  private static final Runnable NOTHING = () -> {};

  private final RtmContext context;
  private final LegBook legs;
  private final Devices devices;

  InvitationEffects(RtmContext context, LegBook legs, Devices devices) {
    this.context = context;
    this.legs = legs;
    this.devices = devices;
  }

  /** An invitation for this user. */
  void invited(LegRef ref, Offer offer) {
    boolean served =
        offer.callee() instanceof AppUser callee && context.settings.app(callee.app()).isPresent();
    if (!served || legs.isFull(false)) {
      context.owners.forget(ref);
      LegFailure why = served ? LegFailure.NO_RESPONSE : LegFailure.UNKNOWN;
      deliver(ref, new InvitationEvent.LegFailed(ref.leg(), why, Content.EMPTY));
      return;
    }
    Leg leg = Leg.invitee(ref, CoreToRtm.remoteId(ref), CoreToRtm.callerId(offer), offer);
    legs.add(leg);
    if (devices.isEmpty()) {
      deliver(ref, new InvitationEvent.PeerOffline(ref.leg()));
    } else {
      offer(leg, devices.all());
    }
  }

  /** Any other effect. Key presses are not told: RTM 1.x has no word for them. */
  void perform(LegRef ref, LegEffect effect) {
    Optional<Leg> known = legs.find(ref).filter(leg -> !leg.isEnded());
    if (known.isEmpty()) {
      context.tally.lateEffects.increment();
      return;
    }
    Leg leg = known.get();
    if (effect.closes()) {
      closing(leg, effect).ifPresent(notice -> push(leg, notice, NOTHING));
      legs.end(leg);
    } else if (effect instanceof SendSessionChange e) {
      push(leg, CoreToRtm.sessionChanged(leg.wireId(), e.change()), NOTHING);
    } else if (effect instanceof SendProgress e) {
      push(leg, CoreToRtm.progress(leg.wireId(), e.progress()), NOTHING);
    } else if (effect instanceof SendRinging) {
      leg.markReceived();
      push(leg, new ServerNotice.LocalReceivedByPeer(leg.wireId()), NOTHING);
    } else if (effect instanceof SendAccept accept) {
      leg.phase(Phase.IN_CALL);
      String response = accept.response().value();
      push(leg, new ServerNotice.LocalAccepted(leg.wireId(), response), () -> confirmed(leg));
    } else if (effect instanceof SendConfirm) {
      leg.phase(Phase.IN_CALL);
      push(leg, new ServerNotice.RemoteAccepted(leg.wireId()), NOTHING);
    }
  }

  /** A client has the invitation: the receipt, given once. */
  void received(Leg leg) {
    if (!leg.isReceived() && !leg.isEnded()) {
      leg.markReceived();
      deliver(leg.ref(), new InvitationEvent.Rang(leg.ref().leg()));
    }
  }

  /**
   * The user has turned from reachable to not, or back. Who is not reached and has an invitation
   * that no client has acknowledged may have to be woken, so the engine is told.
   */
  void reachabilityChanged() {
    if (devices.isEmpty()) {
      return; // The end of the last session says more.
    }
    for (Leg leg : legs.open()) {
      if (leg.phase() == Phase.OFFERED && !leg.isReceived()) {
        tellReachability(leg);
      }
    }
  }

  /** One device has answered: the invitation is over for the user's other devices. */
  void answeredOn(Leg leg, Session session, String word) {
    for (Session other : leg.told()) {
      if (other != session) {
        leg.forget(other);
        other.push(new ServerNotice.RemoteCanceled(leg.wireId(), "", word), NOTHING);
      }
    }
  }

  /**
   * A fresh login. The invitations that wait for an answer are told to the new client, so an app
   * that was killed and started again still rings; whatever only a client knew of that had to make
   * way is lost.
   */
  void sessionBegun(Session begun, Optional<Session> replaced) {
    for (Leg leg : legs.open()) {
      boolean orphaned = replaced.map(leg::forget).orElse(false) && leg.told().isEmpty();
      switch (leg.phase()) {
        case WAITING, OFFERED -> offer(leg, List.of(begun));
        case CALLING, CANCELING, ACCEPTING, IN_CALL -> failIf(orphaned, leg);
        case REFUSING, ENDED -> {}
      }
    }
  }

  /** A device has gone: logged out, not resumed in time, too slow, or its token has expired. */
  void sessionEnded(Session gone) {
    for (Leg leg : legs.open()) {
      boolean orphaned = leg.forget(gone) && leg.told().isEmpty();
      switch (leg.phase()) {
        case OFFERED -> withdrawOfferIf(orphaned, leg);
        case CALLING, CANCELING, ACCEPTING, IN_CALL -> failIf(orphaned, leg);
        case WAITING, REFUSING, ENDED -> {}
      }
    }
  }

  /** An invitation that rang is lost with its client; one that never arrived waits for a login. */
  private void withdrawOfferIf(boolean orphaned, Leg leg) {
    if (orphaned && leg.isReceived()) {
      fail(leg, LegFailure.CONNECTION_LOST);
    } else if (orphaned) {
      leg.phase(Phase.WAITING);
      deliver(leg.ref(), new InvitationEvent.PeerOffline(leg.ref().leg()));
    }
  }

  private void failIf(boolean orphaned, Leg leg) {
    if (orphaned) {
      fail(leg, LegFailure.CONNECTION_LOST);
    }
  }

  private void fail(Leg leg, LegFailure why) {
    legs.end(leg);
    deliver(leg.ref(), new InvitationEvent.LegFailed(leg.ref().leg(), why, Content.EMPTY));
  }

  private void offer(Leg leg, List<Session> to) {
    leg.phase(Phase.OFFERED);
    deliver(leg.ref(), new InvitationEvent.PeerOnline(leg.ref().leg()));
    if (devices.status() == PeerStatus.UNREACHABLE) {
      tellReachability(leg);
    }
    ServerNotice notice = CoreToRtm.received(leg.wireId(), leg.offer().orElseThrow());
    for (Session session : to) {
      if (session.offer(Share.INVITATIONS, notice, () -> received(leg))) {
        leg.tell(session);
      }
    }
    if (leg.told().isEmpty()) {
      fail(leg, LegFailure.NO_RESPONSE);
    }
  }

  private void tellReachability(Leg leg) {
    LegId id = leg.ref().leg();
    boolean reached = devices.status() == PeerStatus.ONLINE;
    deliver(
        leg.ref(),
        reached ? new InvitationEvent.PeerOnline(id) : new InvitationEvent.PeerOffline(id));
  }

  private void confirmed(Leg leg) {
    if (!leg.isEnded()) {
      deliver(leg.ref(), new InvitationEvent.Confirmed());
    }
  }

  private static Optional<ServerNotice> closing(Leg leg, LegEffect effect) {
    String id = leg.wireId();
    if (effect instanceof SendRejection e) return Optional.of(CoreToRtm.rejection(id, e));
    if (effect instanceof SendCanceled) return Optional.of(new ServerNotice.LocalCanceled(id));
    if (effect instanceof SendRefused) return Optional.of(new ServerNotice.RemoteRefused(id));
    if (effect instanceof SendWithdrawal e) {
      return Optional.of(CoreToRtm.withdrawal(id, e, leg.isAccepted()));
    }
    return effect instanceof SendHangUp e ? Optional.of(CoreToRtm.hangUp(id, e)) : Optional.empty();
  }

  /** A client that was never told of the leg is not told of its end. */
  private static void push(Leg leg, ServerNotice notice, Runnable onAck) {
    leg.told().forEach(session -> session.push(notice, onAck));
  }

  private void deliver(LegRef ref, InvitationEvent event) {
    context.inbox.deliver(ref.invitation(), event);
  }
}
