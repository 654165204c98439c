package io.invitebridge.app.ladder;

import java.time.Duration;
import java.util.List;

/**
 * The messages of one story in the order in which they went by.
 *
 * @param parties the columns from left to right, each name once
 */
public record Ladder(List<String> parties, List<Rung> rungs) {

  /**
   * One message.
   *
   * @param at since the story's beginning
   * @param from one of the parties
   * @param to another one
   * @param label what the message is called; one line
   */
  public record Rung(Duration at, String from, String to, String label) {}

  public Ladder {
    parties = List.copyOf(parties);
    rungs = List.copyOf(rungs);
    if (parties.stream().distinct().count() != parties.size()) {
      throw new IllegalArgumentException("Each party of a ladder needs a name of its own.");
    }
    for (Rung rung : rungs) {
      if (!parties.contains(rung.from()) || !parties.contains(rung.to())) {
        throw new IllegalArgumentException(
            "A ladder of " + parties + " has no place for " + rung + ".");
      }
      if (rung.from().equals(rung.to())) {
        throw new IllegalArgumentException("A message goes from one party to another: " + rung);
      }
    }
  }
}
