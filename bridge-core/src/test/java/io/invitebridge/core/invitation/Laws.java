package io.invitebridge.core.invitation;

import static io.invitebridge.core.invitation.LawBroken.unless;

import io.invitebridge.core.invitation.Effect.FindRoute;
import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.Heard.Word;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.TimePassed;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.model.LegId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The invariants of DESIGN section 3 that hold after every single step, and what all parties have
 * been told so far. {@link Heard} says what counts as a word and in which order words may come;
 * here stands what the parties' words and the invitation must have to do with each other.
 *
 * @param parties by leg number; the inviter is the first
 */
record Laws(List<Heard> parties) {

  static Laws atBirth(int invitees) {
    List<Heard> parties = new ArrayList<>();
    for (int leg = 0; leg <= invitees; leg++) {
      parties.add(Heard.nothing(leg == 0));
    }
    return new Laws(List.copyOf(parties));
  }

  /**
   * Checks one step.
   *
   * @return what everybody has been told after it
   * @throws LawBroken with the law
   */
  Laws afterStep(Invitation before, InvitationEvent event, Instant now, Transition step) {
    keepsTime(before, event, now, step);
    if (step.verdict() != Verdict.MOVED) {
      changesNothing(before, step);
      aLateAcceptWasTold(event, step);
      return this;
    }
    keepsItsBirth(before, step);
    Laws next = told(event, step);
    next.agreeWith(step.next());
    return next;
  }

  private static void changesNothing(Invitation before, Transition step) {
    unless(
        step.next() == before || step.next().equals(before), "an ignore or violation changes it");
    unless(step.effects().isEmpty(), "an ignore or violation has effects");
    unless(!step.why().isBlank(), "an ignore or violation gives no reason");
  }

  private static void keepsItsBirth(Invitation before, Transition step) {
    Invitation next = step.next();
    unless(step.why().isEmpty(), "a move gives a reason");
    unless(!before.isEnded(), "an ended invitation moves");
    unless(
        next.id().equals(before.id())
            && next.origin() == before.origin()
            && next.bornAt().equals(before.bornAt())
            && (before.plan().isEmpty() || next.plan().equals(before.plan())),
        "id, origin, birth or plan changes");
  }

  /** A wake-up in time settles what is due (else the runtime would spin), an early one nothing. */
  private static void keepsTime(
      Invitation before, InvitationEvent event, Instant now, Transition step) {
    if (!(event instanceof TimePassed)) {
      return;
    }
    boolean due = before.nextDeadline().filter(d -> !d.isAfter(now)).isPresent();
    unless(due == (step.verdict() == Verdict.MOVED), "TimePassed moves when, and only when, due");
    unless(
        step.next().nextDeadline().map(d -> d.isAfter(now)).orElse(true),
        "after TimePassed a deadline is still due");
  }

  private Laws told(InvitationEvent event, Transition step) {
    List<Heard> next = new ArrayList<>(parties);
    for (Effect effect : step.effects()) {
      unless(!(effect instanceof FindRoute), "the directory is asked twice");
      LegId leg = ((LegEffect) effect).leg();
      unless(leg.index() < next.size(), "an effect for a leg that does not exist");
      next.set(leg.index(), hears(next.get(leg.index()), (LegEffect) effect));
    }
    leaver(event).ifPresent(leg -> next.set(leg.index(), next.get(leg.index()).leaves()));
    return new Laws(List.copyOf(next));
  }

  private static Heard hears(Heard party, LegEffect effect) {
    try {
      return party.hears(effect);
    } catch (LawBroken broken) {
      throw new LawBroken(effect.leg() + ": " + broken.getMessage());
    }
  }

  private static Optional<LegId> leaver(InvitationEvent event) {
    if (event instanceof HungUp e) return Optional.of(e.leg());
    if (event instanceof LegFailed e) return Optional.of(e.leg());
    return Optional.empty();
  }

  /** Whose accept comes too late has been told so before; whose is repeated has won. */
  private void aLateAcceptWasTold(InvitationEvent event, Transition step) {
    if (event instanceof Accepted e && step.verdict() == Verdict.IGNORED) {
      boolean winner = step.next().winner().filter(e.leg()::equals).isPresent();
      unless(winner || parties.get(e.leg().index()).over(), "%s accepted and lost untold", e.leg());
    }
  }

  private void agreeWith(Invitation invitation) {
    boolean answered = parties.get(0).word() == Word.ACCEPT;
    unless(
        answered == invitation.winner().isPresent(),
        "the inviter hears of an accept when, and only when, one invitee has won");
    for (InviteeLeg leg : invitation.legs()) {
      legAgrees(leg, parties.get(leg.id().index()), invitation);
    }
    stateAgrees(invitation);
  }

  private static void legAgrees(InviteeLeg leg, Heard heard, Invitation invitation) {
    boolean winner = invitation.winner().filter(leg.id()::equals).isPresent();
    unless(winner || heard.word() != Word.CONFIRM, "%s is confirmed and has not won", leg.id());
    unless(
        winner || invitation.winner().isEmpty() || !heard.invited() || heard.over(),
        "%s has lost and was not told",
        leg.id());
    boolean kept =
        switch (leg.state()) {
          case WAITING -> !heard.invited();
          case INVITED, RANG -> heard.invited() && heard.word() == Word.NONE && !heard.over();
          case ACCEPTED -> winner && !heard.over();
          case CLOSED -> !heard.invited() || heard.over() && heard.word() != Word.NONE;
        };
    unless(kept, "%s is %s and has heard %s", leg.id(), leg.state(), heard);
    unless(leg.isOpen() == leg.until().isPresent(), "%s is open without a deadline", leg.id());
  }

  private void stateAgrees(Invitation invitation) {
    Heard inviter = parties.get(0);
    boolean ended = invitation.isEnded();
    unless(ended == invitation.end().isPresent(), "ENDED when, and only when, there is an end");
    unless(ended == invitation.nextDeadline().isEmpty(), "ENDED when, and only when, no deadline");
    unless(ended == inviter.over(), "ENDED when, and only when, the inviter's part is over");
    unless(!ended || inviter.word() != Word.ITS_OWN, "the inviter ended without a final word");
    int accepted = 0;
    int open = 0;
    int closed = 0;
    for (InviteeLeg leg : invitation.legs()) {
      accepted += leg.state() == LegState.ACCEPTED ? 1 : 0;
      closed += leg.state() == LegState.CLOSED ? 1 : 0;
      open += leg.isOpen() ? 1 : 0;
    }
    boolean kept =
        switch (invitation.state()) {
          case ROUTING -> invitation.legs().isEmpty() && inviter.word() == Word.NONE;
          case INVITING -> !inviter.ringing() && accepted == 0 && open > 0;
          case RINGING -> inviter.ringing() && accepted == 0 && open > 0;
          case ACCEPTING -> accepted == 1 && open == 0 && confirmed() == 0;
          case ESTABLISHED -> accepted == 1 && open == 0 && confirmed() == 1;
          case ENDED -> closed == invitation.legs().size() && confirmed() <= 1;
        };
    unless(kept, "%s, and the parties have heard %s", invitation.state(), parties);
  }

  private long confirmed() {
    long confirmed = 0;
    for (Heard party : parties) {
      confirmed += party.word() == Word.CONFIRM ? 1 : 0;
    }
    return confirmed;
  }
}
