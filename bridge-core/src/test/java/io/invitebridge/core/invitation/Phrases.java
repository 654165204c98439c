package io.invitebridge.core.invitation;

import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
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

/** Short words for events and effects, for ladders and for docs/states.md. */
final class Phrases {
  private Phrases() {}

  /** The event's name and what makes it differ from others of its kind; not its leg. */
  static String of(InvitationEvent event) {
    String name = event.getClass().getSimpleName();
    if (event instanceof Refused e) {
      return name + " " + e.reason() + (e.everywhere() ? " everywhere" : "");
    }
    if (event instanceof Canceled e && e.why() != EndReason.CANCELED) {
      return name + " " + e.why();
    }
    if (event instanceof LegFailed e) return name + " " + e.failure();
    return name;
  }

  /** The same for an effect. */
  static String of(Effect effect) {
    String name = effect.getClass().getSimpleName();
    if (effect instanceof SendRinging e) return e.alerting() ? name : name + " (not alerting)";
    if (effect instanceof SendRejection e) return name + " " + e.rejection().reason();
    if (effect instanceof SendWithdrawal e) return name + " " + e.reason();
    if (effect instanceof SendHangUp e) return name + " " + e.reason();
    return name;
  }

  /** Whose word the event is: a leg's, the directory's, or nobody's (the bridge's own). */
  static String speaker(InvitationEvent event) {
    if (event instanceof Routed || event instanceof Unroutable) return "directory";
    if (event instanceof Confirmed || event instanceof Canceled) return "inviter";
    if (event instanceof TimePassed || event instanceof Terminated) return "bridge";
    if (event instanceof Proceeding e) return e.leg().toString();
    if (event instanceof PeerOffline e) return e.leg().toString();
    if (event instanceof PeerOnline e) return e.leg().toString();
    if (event instanceof Rang e) return e.leg().toString();
    if (event instanceof Accepted e) return e.leg().toString();
    if (event instanceof Refused e) return e.leg().toString();
    if (event instanceof LegFailed e) return e.leg().toString();
    if (event instanceof HungUp e) return e.leg().toString();
    if (event instanceof DtmfSent e) return e.leg().toString();
    if (event instanceof Progressed e) return e.leg().toString();
    if (event instanceof SessionChanged e) return e.leg().toString();
    throw new IllegalArgumentException("No speaker is known for " + event);
  }
}
