package io.invitebridge.core.invitation;

import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.LegId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The next invitation and its effects while {@link InvitationMachine} writes them down. Mechanical:
 * it decides nothing. Lives for one {@code apply} on one thread.
 */
final class Draft {
  final Invitation before;
  final Instant now;
  private final List<InviteeLeg> legs;
  private final List<Effect> effects = new ArrayList<>(4);
  private InvitationState state;
  private Optional<Plan> plan;
  private int round;
  private Optional<LegId> winner;
  private Optional<Rejection> worst;
  private Optional<Rejection> roundWorst;
  private Optional<EndReason> end;
  private Optional<Instant> until;
  private Optional<Instant> roundUntil;
  private Optional<Instant> repeatAt;

  Draft(Invitation before, Instant now) {
    this.before = before;
    this.now = now;
    this.legs = new ArrayList<>(before.legs());
    this.state = before.state();
    this.plan = before.plan();
    this.round = before.round();
    this.winner = before.winner();
    this.worst = before.worst();
    this.roundWorst = before.roundWorst();
    this.end = before.end();
    this.until = before.until();
    this.roundUntil = before.roundUntil();
    this.repeatAt = before.repeatAt();
  }

  InvitationState state() {
    return state;
  }

  /** The plan; exists in every state after {@link InvitationState#ROUTING}. */
  Plan plan() {
    return plan.orElseThrow();
  }

  int round() {
    return round;
  }

  Optional<Rejection> worst() {
    return worst;
  }

  Optional<Rejection> roundWorst() {
    return roundWorst;
  }

  InviteeLeg leg(LegId id) {
    return legs.get(id.index() - 1);
  }

  InviteeLeg winner() {
    return leg(winner.orElseThrow());
  }

  /** The legs that may still accept. */
  List<InviteeLeg> openLegs() {
    return legs.stream().filter(InviteeLeg::isOpen).toList();
  }

  List<InviteeLeg> legsOfRound() {
    return legs.stream().filter(leg -> leg.round() == round).toList();
  }

  /** Whom the earlier rounds rang. */
  List<Address> rungBefore() {
    return legs.stream()
        .filter(leg -> leg.round() != round && leg.invitedAt().isPresent())
        .map(InviteeLeg::address)
        .toList();
  }

  void state(InvitationState next) {
    state = next;
  }

  void plan(Plan given) {
    plan = Optional.of(given);
    List<Plan.Round> rounds = given.allRounds();
    for (int r = 0; r < rounds.size(); r++) {
      for (Address target : rounds.get(r).targets()) {
        legs.add(InviteeLeg.waiting(new LegId(legs.size() + 1), target, r));
      }
    }
  }

  void round(int next, Optional<Instant> limit) {
    round = next;
    roundUntil = limit;
    roundWorst = Optional.empty();
  }

  void winner(LegId id) {
    winner = Optional.of(id);
  }

  void heard(Rejection total, Rejection ofRound) {
    worst = Optional.of(total);
    roundWorst = Optional.of(ofRound);
  }

  void until(Optional<Instant> deadline) {
    until = deadline;
  }

  void repeatAt(Optional<Instant> deadline) {
    repeatAt = deadline;
  }

  void clearRoundDeadlines() {
    roundUntil = Optional.empty();
    repeatAt = Optional.empty();
  }

  void change(LegId id, UnaryOperator<InviteeLeg> change) {
    legs.set(id.index() - 1, change.apply(leg(id)));
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /** Closes what is left, clears every deadline and ends. */
  Transition ended(EndReason reason) {
    legs.replaceAll(InviteeLeg::closed);
    state = InvitationState.ENDED;
    end = Optional.of(reason);
    until = Optional.empty();
    clearRoundDeadlines();
    return moved();
  }

  Transition moved() {
    Invitation next =
        new Invitation(
            before.id(),
            state,
            before.origin(),
            before.bornAt(),
            plan,
            legs,
            round,
            winner,
            worst,
            roundWorst,
            end,
            until,
            roundUntil,
            repeatAt);
    return new Transition(next, effects, Verdict.MOVED, "");
  }

  Transition ignored(String why) {
    return new Transition(before, List.of(), Verdict.IGNORED, why);
  }

  Transition violation(String why) {
    return new Transition(before, List.of(), Verdict.VIOLATION, why);
  }
}
