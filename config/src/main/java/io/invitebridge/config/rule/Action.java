package io.invitebridge.config.rule;

import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.invitation.RefuseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a matching rule orders. */
public sealed interface Action {

  /**
   * Ring, round after round.
   *
   * @param nextOn which outcomes of a round lead to the next, here and in what follows
   * @param afterwards what follows the last round, by its outcome
   */
  record Ring(List<Round> rounds, Set<Outcome> nextOn, Map<Outcome, Afterwards> afterwards)
      implements Action {
    public Ring {
      rounds = List.copyOf(rounds);
      nextOn = Set.copyOf(nextOn);
      afterwards = Map.copyOf(afterwards);
    }

    /** Every round that the action can come to. */
    public List<Round> allRounds() {
      List<Round> all = new ArrayList<>(rounds);
      for (Outcome outcome : Outcome.values()) {
        if (afterwards.get(outcome) instanceof Afterwards.Ring ring) {
          all.addAll(ring.rounds());
        }
      }
      return all;
    }
  }

  /** What follows when nobody in the rounds has answered. */
  sealed interface Afterwards {

    /** Further rounds. */
    record Ring(List<Round> rounds) implements Afterwards {
      public Ring {
        rounds = List.copyOf(rounds);
      }
    }

    /** The caller hears this. */
    record Refuse(RefuseReason reason) implements Afterwards {}
  }

  /**
   * Targets that ring together.
   *
   * @param limit how long; empty: until the clocks of the targets have run out
   * @param weight neighbours that have one take turns by lot, this one as often as its share;
   *     empty: the round keeps its place
   */
  record Round(List<Target> targets, Optional<Duration> limit, OptionalInt weight) {
    public Round {
      targets = List.copyOf(targets);
    }
  }

  /** Let a backend say; without a good answer the rules that follow take the call. */
  record Consult(Ask ask) implements Action {}

  /** Say no at once. */
  record Refuse(RefuseReason reason) implements Action {}
}
