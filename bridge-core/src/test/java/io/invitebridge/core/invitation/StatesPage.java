package io.invitebridge.core.invitation;

import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.InvitationEvent.TimePassed;
import io.invitebridge.core.invitation.Situation.Happening;
import io.invitebridge.core.invitation.Transition.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes docs/states.md: asks the machine in each {@link Situation} what each event does. */
final class StatesPage {
  private static final String OPENING =
      """
      # The states of an invitation

      This page is written by a test (`StatesPageTest`) from `InvitationMachine`; do not edit it. Each \
      table asks the machine, in typical situations of one state, what each event does. Rows with \
      the same answer are joined; "when" gives the numbers of the situations. In a situation \
      `invitee1` is the leg that the event names; effects happen in the order shown.

      """;

  private final Map<String, Set<String>> arrows = new LinkedHashMap<>();

  String write() {
    StringBuilder tables = new StringBuilder();
    for (InvitationState state : InvitationState.values()) {
      tables.append(table(state));
    }
    return OPENING + diagram() + tables;
  }

  private String diagram() {
    StringBuilder diagram = new StringBuilder("```mermaid\nstateDiagram-v2\n");
    diagram.append("    [*] --> ROUTING: Invited\n");
    arrows.forEach(
        (arrow, events) ->
            diagram.append("    " + arrow + ": " + String.join(", ", events) + "\n"));
    return diagram.append("    ENDED --> [*]\n```\n\n").toString();
  }

  private String table(InvitationState state) {
    List<Situation> situations = Situation.in(state);
    StringBuilder table = new StringBuilder("## " + state + "\n\nSituations:\n\n");
    for (int i = 0; i < situations.size(); i++) {
      table.append((i + 1) + ". " + situations.get(i).name() + "\n");
    }
    table.append("\n| event | when | next state | effects | verdict, reason |\n");
    table.append("|---|---|---|---|---|\n");
    for (String event : eventsOf(situations)) {
      answers(event, situations)
          .forEach((answer, when) -> table.append(row(event, answer, when, situations)));
    }
    return table.append("\n").toString();
  }

  private static Set<String> eventsOf(List<Situation> situations) {
    return situations.stream()
        .flatMap(s -> s.happenings().stream())
        .map(Happening::label)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Map<String, List<String>> answers(String event, List<Situation> situations) {
    Map<String, List<String>> answers = new LinkedHashMap<>();
    for (Situation situation : situations) {
      for (Happening happening : situation.happenings()) {
        if (happening.label().equals(event)) {
          answers
              .computeIfAbsent(answer(situation, happening), a -> new ArrayList<>())
              .add(String.valueOf(situations.indexOf(situation) + 1));
        }
      }
    }
    return answers;
  }

  private String answer(Situation situation, Happening happening) {
    Transition t =
        InvitationMachine.apply(situation.invitation(), happening.event(), happening.at());
    if (t.verdict() == Verdict.MOVED) {
      String arrow = situation.invitation().state() + " --> " + t.next().state();
      arrows
          .computeIfAbsent(arrow, a -> new LinkedHashSet<>())
          .add(happening.event().getClass().getSimpleName());
    }
    String end = t.next().end().map(e -> " (" + e + ")").orElse("");
    String effects =
        t.effects().stream().map(StatesPage::effect).collect(Collectors.joining("<br>"));
    String verdict =
        t.why().isEmpty()
            ? "moved"
            : t.verdict().toString().toLowerCase(Locale.ROOT) + ": " + t.why();
    String to = t.verdict() == Verdict.MOVED ? t.next().state() + end : "-";
    return to + " | " + (effects.isEmpty() ? "-" : effects) + " | " + verdict;
  }

  private static String effect(Effect effect) {
    String phrase = Phrases.of(effect);
    return effect instanceof LegEffect e ? e.leg() + ": " + phrase : phrase;
  }

  private static String row(
      String event, String answer, List<String> when, List<Situation> situations) {
    boolean always = when.size() == situations.size();
    return "| "
        + event
        + " | "
        + (always ? "always" : "in " + String.join(", ", when))
        + " | "
        + answer
        + " |\n";
  }

  /** How a wake-up is called in the tables. */
  static String timeLabel(boolean due) {
    return TimePassed.class.getSimpleName() + (due ? ", due" : ", not due");
  }
}
