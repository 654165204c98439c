package io.invitebridge.core.invitation;

import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The directory's answer: whom to ring, in which order, with what.
 *
 * @param route the rule's name, for logs and explanations
 * @param rounds at least one; the targets of a round ring together, rounds follow one another
 * @param channelId the channel that invitees are told
 * @param content the text that invitees are told
 * @param timers the clocks
 * @param decline what a "no" means
 * @param huntOn which outcomes of a round lead to the next one; any other ends the invitation
 */
public record Plan(
    String route,
    List<Round> rounds,
    Optional<ChannelId> channelId,
    Content content,
    TimerPolicy timers,
    DeclinePolicy decline,
    Set<Outcome> huntOn) {

  /** What became of a round in which nobody accepted; the strongest of its legs' outcomes. */
  public enum Outcome {
    UNKNOWN,
    OFFLINE,
    NO_RESPONSE,
    NO_ANSWER,
    BUSY,
    REFUSED
  }

  /** A decision by a user is final; a network that cannot reach the user is not. */
  public static final Set<Outcome> HUNT_UNLESS_DECIDED =
      Set.of(Outcome.UNKNOWN, Outcome.OFFLINE, Outcome.NO_RESPONSE, Outcome.NO_ANSWER);

  /**
   * Targets that ring together.
   *
   * @param targets at least one
   * @param limit how long the round may last; empty: until each leg's own clock has run out
   */
  public record Round(List<Address> targets, Optional<Duration> limit) {
    public Round {
      targets = List.copyOf(targets);
      if (targets.isEmpty()) {
        throw new IllegalArgumentException("A round needs at least one target.");
      }
      if (limit.filter(time -> time.isZero() || time.isNegative()).isPresent()) {
        throw new IllegalArgumentException("A round must last longer than zero.");
      }
    }
  }

  public Plan {
    rounds = List.copyOf(rounds);
    huntOn = Set.copyOf(huntOn);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("A plan needs at least one round.");
    }
  }
}
