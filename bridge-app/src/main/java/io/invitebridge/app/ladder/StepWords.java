package io.invitebridge.app.ladder;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.LegId;
import java.util.Locale;
import java.util.Optional;

/** What a ladder calls the engine's events and effects. */
final class StepWords {
  /** Who said it, and what. */
  record Word(LegId leg, String label) {}

  private StepWords() {}

  /** Empty for what no party said. */
  static Optional<Word> of(InvitationEvent event) {
    if (event instanceof InvitationEvent.Proceeding e) return word(e.leg(), "trying");
    if (event instanceof InvitationEvent.PeerOffline e) return word(e.leg(), "offline");
    if (event instanceof InvitationEvent.PeerOnline e) return word(e.leg(), "online");
    if (event instanceof InvitationEvent.Rang e) return word(e.leg(), "received");
    if (event instanceof InvitationEvent.Accepted e) return word(e.leg(), "accept");
    if (event instanceof InvitationEvent.Refused e) {
      return word(e.leg(), "refuse (" + e.reason().word() + ")");
    }
    if (event instanceof InvitationEvent.LegFailed e) {
      return word(e.leg(), "failed (" + words(e.failure()) + ")");
    }
    if (event instanceof InvitationEvent.Confirmed) return word(LegId.INVITER, "confirm");
    if (event instanceof InvitationEvent.Canceled) return word(LegId.INVITER, "cancel");
    if (event instanceof InvitationEvent.HungUp e) return word(e.leg(), "hang up");
    if (event instanceof InvitationEvent.DtmfSent e) return word(e.leg(), "key press");
    return Optional.empty();
  }

  static String of(LegEffect effect) {
    if (effect instanceof Effect.SendInvite) return "invite";
    if (effect instanceof Effect.SendRinging) return "ringing";
    if (effect instanceof Effect.RepeatProvisional) return "ringing again";
    if (effect instanceof Effect.SendAccept) return "accepted";
    if (effect instanceof Effect.SendConfirm) return "confirmed";
    if (effect instanceof Effect.SendRejection e) return rejection(e.rejection());
    if (effect instanceof Effect.SendCanceled) return "canceled";
    if (effect instanceof Effect.SendRefused) return "refused";
    if (effect instanceof Effect.SendWithdrawal e) return ended("withdrawn", e.reason());
    if (effect instanceof Effect.SendDtmf) return "key press";
    if (effect instanceof Effect.SendHangUp e) return ended("hang up", e.reason());
    return effect.getClass().getSimpleName();
  }

  private static Optional<Word> word(LegId leg, String label) {
    return Optional.of(new Word(leg, label));
  }

  private static String rejection(Rejection rejection) {
    return rejection
        .refusal()
        .map(refusal -> "refused (" + refusal.word() + ")")
        .orElseGet(() -> ended("failed", rejection.reason()));
  }

  private static String ended(String what, EndReason reason) {
    return what + " (" + words(reason) + ")";
  }

  private static String words(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
