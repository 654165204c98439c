package io.invitebridge.app.server;

import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationState;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Network;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Stream;

/** Whether a call has, or may still get, a party on the SIP network. */
final class SipNeed {
  private SipNeed() {}

  /**
   * @param until calls that began later are routed by rules that know no SIP
   */
  static boolean mayHave(Invitation call, Instant until) {
    if (call.isEnded()) {
      return false;
    }
    if (isSip(call.origin().caller())) {
      return true;
    }
    if (call.winner().isPresent()) {
      return call.winner().flatMap(call::invitee).filter(leg -> isSip(leg.address())).isPresent();
    }
    boolean isRouting = call.state() == InvitationState.ROUTING && !call.bornAt().isAfter(until);
    return isRouting || call.plan().stream().flatMap(SipNeed::addresses).anyMatch(SipNeed::isSip);
  }

  private static Stream<Address> addresses(Plan plan) {
    Stream<Plan.Round> afterwards =
        plan.afterwards().values().stream()
            .filter(Plan.Afterwards.Ring.class::isInstance)
            .map(Plan.Afterwards.Ring.class::cast)
            .map(Plan.Afterwards.Ring::rounds)
            .flatMap(Collection::stream);
    return Stream.concat(plan.rounds().stream(), afterwards)
        .flatMap(round -> round.targets().stream());
  }

  private static boolean isSip(Address address) {
    return address.network() == Network.SIP;
  }
}
