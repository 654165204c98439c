package io.invitebridge.core.invitation;

import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.HeaderChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
 * @param huntOn which outcomes of a round lead to the next one; any other ends the rounds
 * @param afterwards what happens once the rounds have ended, by the outcome of the last one; an
 *     outcome without an entry ends the invitation
 * @param presented how the caller appears to invitees
 * @param media where the media of a SIP party goes
 * @param headers what SIP invitees' headers differ in
 */
public record Plan(
    String route,
    List<Round> rounds,
    Optional<ChannelId> channelId,
    Content content,
    TimerPolicy timers,
    DeclinePolicy decline,
    Set<Outcome> huntOn,
    Map<Outcome, Afterwards> afterwards,
    Presented presented,
    MediaPolicy media,
    HeaderChanges headers) {

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

  /** What follows the rounds of a plan. */
  public sealed interface Afterwards {

    /**
     * Further rounds, which follow one another as those of the plan do. Nothing follows them.
     *
     * @param rounds at least one
     */
    record Ring(List<Round> rounds) implements Afterwards {
      public Ring {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
          throw new IllegalArgumentException("Further rounds are at least one.");
        }
      }
    }

    /** The inviter hears this refusal instead of what the invitees said. */
    record Refuse(RefuseReason reason) implements Afterwards {}
  }

  /**
   * The caller as invitees see it.
   *
   * @param caller instead of the real address; on the same network
   * @param name instead of the name that the caller gave; empty for that one
   */
  public record Presented(Optional<Address> caller, Optional<DisplayName> name) {
    /** As it is. */
    public static final Presented UNCHANGED = new Presented(Optional.empty(), Optional.empty());
  }

  public Plan {
    rounds = List.copyOf(rounds);
    huntOn = Set.copyOf(huntOn);
    afterwards = Map.copyOf(afterwards);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("A plan needs at least one round.");
    }
  }

  /** With the headers as they are. */
  public Plan(
      String route,
      List<Round> rounds,
      Optional<ChannelId> channelId,
      Content content,
      TimerPolicy timers,
      DeclinePolicy decline,
      Set<Outcome> huntOn,
      Map<Outcome, Afterwards> afterwards,
      Presented presented,
      MediaPolicy media) {
    this(
        route,
        rounds,
        channelId,
        content,
        timers,
        decline,
        huntOn,
        afterwards,
        presented,
        media,
        HeaderChanges.NONE);
  }

  /** With inactive media. */
  public Plan(
      String route,
      List<Round> rounds,
      Optional<ChannelId> channelId,
      Content content,
      TimerPolicy timers,
      DeclinePolicy decline,
      Set<Outcome> huntOn,
      Map<Outcome, Afterwards> afterwards,
      Presented presented) {
    this(
        route,
        rounds,
        channelId,
        content,
        timers,
        decline,
        huntOn,
        afterwards,
        presented,
        MediaPolicy.INACTIVE);
  }

  /** Nothing follows the rounds, the caller appears as it is, and media is inactive. */
  public Plan(
      String route,
      List<Round> rounds,
      Optional<ChannelId> channelId,
      Content content,
      TimerPolicy timers,
      DeclinePolicy decline,
      Set<Outcome> huntOn) {
    this(route, rounds, channelId, content, timers, decline, huntOn, Map.of(), Presented.UNCHANGED);
  }

  /** The plan's own rounds, then those that may follow them, in the order of the outcomes. */
  public List<Round> allRounds() {
    List<Round> all = new ArrayList<>(rounds);
    for (Outcome outcome : Outcome.values()) {
      all.addAll(roundsAfter(outcome));
    }
    return all;
  }

  /** The number, within {@link #allRounds}, of the round that follows one with this outcome. */
  OptionalInt following(int round, Outcome outcome) {
    int first = 0;
    int end = rounds.size();
    Iterator<Outcome> groups = List.of(Outcome.values()).iterator();
    while (round >= end) {
      first = end;
      end += roundsAfter(groups.next()).size();
    }
    if (huntOn.contains(outcome) && round + 1 < end) {
      return OptionalInt.of(round + 1);
    }
    return first == 0 ? firstAfter(outcome) : OptionalInt.empty();
  }

  /** The outcome that led beyond the plan's own rounds to this one; empty for one of them. */
  Optional<Outcome> reachedBy(int round) {
    Optional<Outcome> reached = Optional.empty();
    int end = rounds.size();
    Iterator<Outcome> groups = List.of(Outcome.values()).iterator();
    while (round >= end) {
      Outcome outcome = groups.next();
      reached = Optional.of(outcome);
      end += roundsAfter(outcome).size();
    }
    return reached;
  }

  /** What the inviter is to hear when a round with this outcome was the last; empty: its reason. */
  Optional<RefuseReason> refusalAfter(int round, Outcome outcome) {
    return round < rounds.size() && afterwards.get(outcome) instanceof Afterwards.Refuse refuse
        ? Optional.of(refuse.reason())
        : Optional.empty();
  }

  private OptionalInt firstAfter(Outcome outcome) {
    if (roundsAfter(outcome).isEmpty()) {
      return OptionalInt.empty();
    }
    int before =
        Arrays.stream(Outcome.values())
            .limit(outcome.ordinal())
            .mapToInt(other -> roundsAfter(other).size())
            .sum();
    return OptionalInt.of(rounds.size() + before);
  }

  private List<Round> roundsAfter(Outcome outcome) {
    return afterwards.get(outcome) instanceof Afterwards.Ring ring ? ring.rounds() : List.of();
  }
}
