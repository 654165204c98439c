package io.invitebridge.core.invitation;

import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One invitation: an inviter, its invitees and the session that may follow. Immutable; only {@link
 * InvitationMachine} makes the next one.
 *
 * @param origin what the inviter asked for
 * @param bornAt when it asked
 * @param plan the directory's answer; empty while {@link InvitationState#ROUTING}
 * @param legs the invitees in the order of the plan
 * @param round the round that is ringing
 * @param winner the invitee who accepted first
 * @param worst the strongest "no" heard so far, which the inviter hears if nobody accepts
 * @param roundWorst the same for the present round alone, which decides about the next round
 * @param end why it is over; present exactly when {@link InvitationState#ENDED}
 * @param until the state's own deadline: routing, the caller's overall limit, confirm, session
 * @param roundUntil when the present round must be over
 * @param repeatAt when a waiting SIP caller hears the last provisional again
 */
public record Invitation(
    InvitationId id,
    InvitationState state,
    Invited origin,
    Instant bornAt,
    Optional<Plan> plan,
    List<InviteeLeg> legs,
    int round,
    Optional<LegId> winner,
    Optional<Rejection> worst,
    Optional<Rejection> roundWorst,
    Optional<EndReason> end,
    Optional<Instant> until,
    Optional<Instant> roundUntil,
    Optional<Instant> repeatAt) {

  public Invitation {
    legs = List.copyOf(legs);
  }

  /** The next moment at which {@code TimePassed} may change something; empty once ended. */
  public Optional<Instant> nextDeadline() {
    return Stream.concat(
            Stream.of(until, roundUntil, repeatAt), legs.stream().map(InviteeLeg::until))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  public boolean isEnded() {
    return state == InvitationState.ENDED;
  }

  /** The invitee with this id; empty for the inviter and for an id that was never handed out. */
  public Optional<InviteeLeg> invitee(LegId leg) {
    return leg.isInviter() || leg.index() > legs.size()
        ? Optional.empty()
        : Optional.of(legs.get(leg.index() - 1));
  }
}
