package io.invitebridge.app.cli;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.Plan.Afterwards;
import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address.SipParty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the routes decided, for people: whom it rings, what follows, what each leg is told. */
final class DecisionText {
  private DecisionText() {}

  static List<String> lines(InvitationEvent answer, Invited call, BridgeConfig config) {
    return answer instanceof Routed routed
        ? planned(routed.plan(), call, config).stream().map(DecisionText::printable).toList()
        : List.of("answer     nobody rings: " + reason(((Unroutable) answer).rejection()));
  }

  /** A caller's text must not drive the terminal, and has one line. */
  private static String printable(String line) {
    StringBuilder out = new StringBuilder();
    line.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                out.append("\\u%04x".formatted(c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  private static List<String> planned(Plan plan, Invited call, BridgeConfig config) {
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
    sipSide(plan, call, config, lines);
    return lines;
  }

  /** What only SIP parties get, when there is one. */
  private static void sipSide(Plan plan, Invited call, BridgeConfig config, List<String> lines) {
    List<SipParty> rung =
        plan.allRounds().stream()
            .flatMap(round -> round.targets().stream())
            .filter(SipParty.class::isInstance)
            .map(SipParty.class::cast)
            .distinct()
            .toList();
    rung.forEach(party -> lines.add("INVITE     " + uri(party, config) + " for " + party));
    if (!rung.isEmpty()) {
      plan.headers().set().forEach((key, value) -> lines.add("header     " + key + ": " + value));
      plan.headers().removed().stream()
          .sorted()
          .forEach(key -> lines.add("header     " + key + " is left out"));
    }
    if (!rung.isEmpty() || call.caller() instanceof SipParty) {
      media(plan).ifPresent(text -> lines.add("media      " + text));
    }
  }

  private static String uri(SipParty party, BridgeConfig config) {
    String host =
        party
            .trunk()
            .map(name -> config.trunks().get(name))
            .map(trunk -> trunk.uri().toString().substring("sip:".length()))
            .orElse("unknown");
    return "sip:" + party.user() + "@" + host;
  }

  /** Nothing for what holds without a word about it. */
  private static Optional<String> media(Plan plan) {
    if (plan.media() instanceof MediaPolicy.Via via) {
      return Optional.of("via " + via.gateway());
    }
    return plan.media() instanceof MediaPolicy.Pass
        ? Optional.of("pass: fails without the app's own")
        : Optional.empty();
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
