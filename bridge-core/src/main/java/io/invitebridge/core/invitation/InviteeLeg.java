package io.invitebridge.core.invitation;

import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.LegId;
import java.time.Instant;
import java.util.Optional;

/**
 * One invitee's part of an invitation.
 *
 * @param round the round of the plan that rings it, from 0
 * @param everOnline a device was reachable at some time; decides between offline and no response
 * @param invitedAt when its round began
 * @param until the leg's own deadline in its present state: probe, delivery or ring
 */
public record InviteeLeg(
    LegId id,
    Address address,
    int round,
    LegState state,
    boolean everOnline,
    Optional<Instant> invitedAt,
    Optional<Instant> until) {

  static InviteeLeg waiting(LegId id, Address address, int round) {
    return new InviteeLeg(
        id, address, round, LegState.WAITING, false, Optional.empty(), Optional.empty());
  }

  /** Invited or ringing: may still accept. */
  public boolean isOpen() {
    return state == LegState.INVITED || state == LegState.RANG;
  }

  InviteeLeg invited(Instant now, Instant deadline) {
    return new InviteeLeg(
        id, address, round, LegState.INVITED, false, Optional.of(now), Optional.of(deadline));
  }

  InviteeLeg reachable(Instant deadline) {
    return new InviteeLeg(id, address, round, state, true, invitedAt, Optional.of(deadline));
  }

  InviteeLeg offlineUntil(Instant deadline) {
    return new InviteeLeg(id, address, round, state, everOnline, invitedAt, Optional.of(deadline));
  }

  InviteeLeg rang(Instant deadline) {
    return new InviteeLeg(
        id, address, round, LegState.RANG, true, invitedAt, Optional.of(deadline));
  }

  InviteeLeg accepted() {
    return new InviteeLeg(id, address, round, LegState.ACCEPTED, true, invitedAt, Optional.empty());
  }

  InviteeLeg closed() {
    return new InviteeLeg(
        id, address, round, LegState.CLOSED, everOnline, invitedAt, Optional.empty());
  }
}
