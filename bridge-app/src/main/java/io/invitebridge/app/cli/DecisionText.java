package io.invitebridge.app.cli;

import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.Plan.Afterwards;
import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the routes decided, for people: whom it rings, what follows, what each leg is told. */
final class DecisionText {
  private DecisionText() {}

  static List<String> lines(InvitationEvent answer, Invited call) {
    return answer instanceof Routed routed
        ? planned(routed.plan(), call)
        : List.of("answer     nobody rings: " + reason(((Unroutable) answer).rejection()));
  }

  private static List<String> planned(Plan plan, Invited call) {
    List<String> lines = new ArrayList<>();
    rounds("rings", plan.rounds(), lines);
    for (Outcome outcome : Outcome.values()) {
      Afterwards next = plan.afterwards().get(outcome);
      String when = "if " + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (next instanceof Afterwards.Ring ring) {
        rounds(when + ", rings", ring.rounds(), lines);
      } else if (next instanceof Afterwards.Refuse refuse) {
        lines.add(when + ", the caller hears " + refuse.reason().word());
      }
    }
    String name =
        plan.presented().name().or(call::callerName).map(n -> " \"" + n + "\"").orElse("");
    lines.add("caller     " + plan.presented().caller().orElseGet(call::caller) + name);
    plan.channelId().ifPresent(id -> lines.add("channel    " + id));
    if (!plan.content().value().isEmpty()) {
      lines.add("content    " + plan.content().value());
    }
    return lines;
  }

  private static void rounds(String verb, List<Plan.Round> rounds, List<String> lines) {
    String when = verb;
    for (Plan.Round round : rounds) {
      String limit = round.limit().map(time -> " for " + time.toSeconds() + " s").orElse("");
      lines.add("%-10s %s%s".formatted(when, round.targets(), limit));
      when = "then rings";
    }
  }

  private static String reason(Rejection rejection) {
    return rejection
        .refusal()
        .map(RefuseReason::word)
        .orElseGet(() -> rejection.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
