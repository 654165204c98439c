package io.invitebridge.config.rule;

import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.invitation.RefuseReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a matching rule orders. */
public sealed interface Action {

  /**
   * Ring, round after round.
   *
   * @param nextOn which outcomes of a round lead to the next
   */
  record Ring(List<Round> rounds, Set<Outcome> nextOn) implements Action {
    public Ring {
      rounds = List.copyOf(rounds);
      nextOn = Set.copyOf(nextOn);
    }
  }

  /**
   * Targets that ring together.
   *
   * @param limit how long; empty: until the clocks of the targets have run out
   */
  record Round(List<Target> targets, Optional<Duration> limit) {
    public Round {
      targets = List.copyOf(targets);
    }
  }

  /** Say no at once. */
  record Refuse(RefuseReason reason) implements Action {}
}
