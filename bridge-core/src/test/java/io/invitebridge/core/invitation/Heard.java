package io.invitebridge.core.invitation;

import io.invitebridge.core.invitation.Effect.LegEffect;
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

/**
 * What one party has been told so far, and the laws about the order of it.
 *
 * <p>What counts as the <em>final word on the invitation</em>, of which each party gets exactly
 * one:
 *
 * <ul>
 *   <li>the inviter: {@code SendAccept}, {@code SendRejection} or {@code SendCanceled}, also after
 *       its own cancel, hang-up or loss;
 *   <li>an invitee that was sent the invitation: {@code SendConfirm}, {@code SendRefused} or {@code
 *       SendWithdrawal}; or its own {@code LegFailed} or {@code HungUp} that the machine took and
 *       answered with none of these: who has left by itself needs no word.
 * </ul>
 *
 * <p>What counts as the <em>end of the session</em>, of which each party gets exactly one when its
 * final word was {@code SendAccept} or {@code SendConfirm}: {@code SendHangUp}, or its own {@code
 * HungUp} or {@code LegFailed}. Any other final word ends the party's part by itself. After the end
 * of its part a party hears nothing.
 *
 * @param inviter whose laws apply
 * @param invited it was sent the invitation; always true for the inviter
 * @param ringing it was told "received by peer"
 * @param word its final word on the invitation
 * @param over its part has ended
 */
record Heard(boolean inviter, boolean invited, boolean ringing, Word word, boolean over) {

  /** The final word on the invitation. */
  enum Word {
    NONE,
    ACCEPT,
    REJECTION,
    CANCELED,
    CONFIRM,
    REFUSED,
    WITHDRAWAL,
    ITS_OWN
  }

  static Heard nothing(boolean inviter) {
    return new Heard(inviter, inviter, false, Word.NONE, false);
  }

  Heard hears(LegEffect effect) {
    String name = effect.getClass().getSimpleName();
    LawBroken.unless(!over, "%s after the end of its part", name);
    LawBroken.unless(inviter == isForInviter(effect), "%s is for the other side", name);
    if (effect instanceof SendInvite) {
      LawBroken.unless(!invited, "SendInvite twice");
      return new Heard(inviter, true, ringing, word, false);
    }
    LawBroken.unless(invited, "%s before SendInvite", name);
    if (effect instanceof SendHangUp) {
      LawBroken.unless(
          word == (inviter ? Word.ACCEPT : Word.CONFIRM), "SendHangUp without a session");
      return new Heard(inviter, true, ringing, word, true);
    }
    if (isWithinTheCall(effect)) {
      LawBroken.unless(
          word == (inviter ? Word.ACCEPT : Word.CONFIRM), "%s without a session", name);
      return this;
    }
    LawBroken.unless(word == Word.NONE, "%s after the final word %s", name, word);
    if (effect instanceof RepeatProvisional || effect instanceof SendProgress) {
      return this;
    }
    if (effect instanceof SendRinging) {
      LawBroken.unless(!ringing, "SendRinging twice");
      return new Heard(inviter, true, true, word, false);
    }
    LawBroken.unless(ringing || !needsRinging(effect), "%s before SendRinging", name);
    return new Heard(inviter, true, ringing, wordOf(effect), effect.closes());
  }

  /** It ended its part by its own mouth, and the machine took it. */
  Heard leaves() {
    return over ? this : new Heard(inviter, invited, ringing, orItsOwn(), true);
  }

  private Word orItsOwn() {
    return word == Word.NONE ? Word.ITS_OWN : word;
  }

  private static boolean needsRinging(LegEffect effect) {
    return effect instanceof SendAccept
        || effect instanceof SendRejection r && r.rejection().reason() == EndReason.REFUSED;
  }

  private static boolean isWithinTheCall(LegEffect effect) {
    return effect instanceof SendDtmf || effect instanceof SendSessionChange;
  }

  /** What is said within the call, and its end, goes to either side: it fits whoever gets it. */
  private boolean isForInviter(LegEffect effect) {
    return effect instanceof SendHangUp || isWithinTheCall(effect)
        ? inviter
        : effect instanceof SendRinging
            || effect instanceof SendProgress
            || effect instanceof RepeatProvisional
            || effect instanceof SendAccept
            || effect instanceof SendRejection
            || effect instanceof SendCanceled;
  }

  private static Word wordOf(LegEffect effect) {
    if (effect instanceof SendAccept) return Word.ACCEPT;
    if (effect instanceof SendRejection) return Word.REJECTION;
    if (effect instanceof SendCanceled) return Word.CANCELED;
    if (effect instanceof SendConfirm) return Word.CONFIRM;
    if (effect instanceof SendRefused) return Word.REFUSED;
    if (effect instanceof SendWithdrawal) return Word.WITHDRAWAL;
    throw new LawBroken(effect + " is not a final word");
  }
}
