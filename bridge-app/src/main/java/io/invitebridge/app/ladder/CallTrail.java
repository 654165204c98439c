package io.invitebridge.app.ladder;

import io.invitebridge.app.ladder.Ladder.Rung;
import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationState;
import io.invitebridge.core.invitation.InviteeLeg;
import io.invitebridge.core.invitation.Transition;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has happened to one invitation, in order; without any text of the users. */
final class CallTrail {
  /** A call with more is one that presses keys; the end of such a list is not kept. */
  private static final int MOST_STEPS = 100;

  private static final String BRIDGE = "bridge";

  /** One message between a party and the bridge. */
  private record Step(Instant at, LegId leg, boolean isToBridge, String label) {}

  private final InvitationId id;
  private final Instant bornAt;
  private final Address caller;
  private final String called;
  private final List<Step> steps = new ArrayList<>();
  private List<Address> callees = List.of();
  private String route = "";
  private InvitationState state;
  private Optional<EndReason> end = Optional.empty();
  private boolean isCut;

  CallTrail(Invitation born) {
    this.id = born.id();
    this.bornAt = born.bornAt();
    this.caller = born.origin().caller();
    this.called = born.origin().callee().toString();
    this.state = born.state();
    steps.add(new Step(bornAt, LegId.INVITER, true, "invite"));
  }

  synchronized void add(Instant at, InvitationEvent event, Transition transition) {
    Invitation next = transition.next();
    if (next.legs().size() != callees.size()) {
      callees = next.legs().stream().map(InviteeLeg::address).toList();
    }
    next.plan().ifPresent(plan -> route = plan.route());
    state = next.state();
    end = next.end();
    StepWords.of(event).ifPresent(word -> add(new Step(at, word.leg(), true, word.label())));
    for (Effect effect : transition.effects()) {
      if (effect instanceof LegEffect toLeg) {
        add(new Step(at, toLeg.leg(), false, StepWords.of(toLeg)));
      }
    }
  }

  synchronized String draw() {
    List<String> lines = new ArrayList<>();
    lines.add(
        id
            + "  "
            + state
            + end.map(reason -> " (" + reason + ")").orElse("")
            + (route.isEmpty() ? "" : "  route \"" + printable(route) + "\""));
    lines.add(
        printable(caller.toString())
            + " calls "
            + printable(called)
            + " at "
            + bornAt.truncatedTo(ChronoUnit.MILLIS));
    lines.add("");
    lines.addAll(new LadderPrinter().draw(ladder()));
    if (isCut) {
      lines.add("(more was said; the first " + MOST_STEPS + " messages are shown)");
    }
    return String.join("\n", lines) + "\n";
  }

  private void add(Step step) {
    if (steps.size() < MOST_STEPS) {
      steps.add(step);
    } else {
      isCut = true;
    }
  }

  /** Only those callees that were ever told something. */
  private Ladder ladder() {
    List<String> parties = new ArrayList<>(List.of(party(LegId.INVITER), BRIDGE));
    steps.stream()
        .map(Step::leg)
        .filter(leg -> !leg.isInviter())
        .distinct()
        .map(this::party)
        .forEach(parties::add);
    List<Rung> rungs =
        steps.stream()
            .map(
                step -> {
                  String party = party(step.leg());
                  Duration at = Duration.between(bornAt, step.at());
                  return step.isToBridge()
                      ? new Rung(at, party, BRIDGE, step.label())
                      : new Rung(at, BRIDGE, party, step.label());
                })
            .toList();
    return new Ladder(parties, rungs);
  }

  /** The number keeps apart two legs with one address. */
  private String party(LegId leg) {
    return leg.isInviter()
        ? printable(caller.toString())
        : leg.index()
            + "="
            + (leg.index() <= callees.size()
                ? printable(callees.get(leg.index() - 1).toString())
                : "?");
  }

  /** A ladder has one column for each character, and a terminal is not to be driven. */
  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
