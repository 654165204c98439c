package io.invitebridge.core.invitation;

import io.invitebridge.core.model.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An invitation as seen from now: what of it can still matter, with every time counted from now.
 * Two equal moments of one world have the same future.
 *
 * <p>Left out because no transition reads them any more: the birth after routing, what is known of
 * a leg's reachability once it has rung or is closed, the noes heard once the invitation is over.
 */
record Moment(
    InvitationState state,
    List<Leg> legs,
    int round,
    Optional<LegId> winner,
    Optional<Rejection> worst,
    Optional<Rejection> roundWorst,
    Optional<EndReason> end,
    long age,
    long until,
    long roundUntil,
    long repeatAt,
    Laws laws) {
  private static final long NEVER = Long.MAX_VALUE;

  /** One invitee's part of it. */
  record Leg(LegState state, boolean everOnline, long invitedAt, long until) {
    static Leg of(InviteeLeg leg, Instant now) {
      boolean waits = leg.state() == LegState.INVITED;
      return new Leg(
          leg.state(),
          waits && leg.everOnline(),
          waits ? millis(leg.invitedAt(), now) : NEVER,
          millis(leg.until(), now));
    }
  }

  static Moment of(Invitation invitation, Instant now, Laws laws) {
    boolean young = invitation.state() == InvitationState.ROUTING;
    boolean ended = invitation.isEnded();
    return new Moment(
        invitation.state(),
        invitation.legs().stream().map(leg -> Leg.of(leg, now)).toList(),
        ended ? 0 : invitation.round(),
        invitation.winner(),
        invitation.worst().filter(w -> !ended),
        invitation.roundWorst().filter(w -> !ended),
        invitation.end(),
        young ? millis(Optional.of(invitation.bornAt()), now) : NEVER,
        millis(invitation.until(), now),
        millis(invitation.roundUntil(), now),
        millis(invitation.repeatAt(), now),
        laws);
  }

  private static long millis(Optional<Instant> time, Instant now) {
    return time.map(t -> Duration.between(now, t).toMillis()).orElse(NEVER);
  }
}
