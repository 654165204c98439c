package io.invitebridge.sip.translate;

import io.invitebridge.core.invitation.Effect.Left;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.sip.translate.Diversion.Why;
import java.util.Optional;

/**
 * Whether a route forwards the call that it places, and why. It does when somebody else was rung
 * before this callee, and when a SIP call for one number goes to another. The second way to one
 * number, such as another carrier, is no forwarding, and nor is what an app's user dials: a name
 * that a route turns into a number. Pure.
 */
final class RouteDiversion {
  private RouteDiversion() {}

  /**
   * The forwarding away from whom the caller asked for.
   *
   * @param isHidden whether the caller wants those who had the call kept secret
   */
  static Optional<Diversion> of(Offer offer, boolean isHidden) {
    String callee = CoreToSip.user(offer.callee());
    String dialed = offer.dialed().value();
    return offer
        .left()
        .filter(left -> wasElsewhere(left, callee))
        .map(left -> why(left.outcome()))
        .or(() -> rewritten(offer, dialed, callee))
        .map(why -> new Diversion(new Person(dialed, Optional.empty()), why, 1, isHidden));
  }

  private static boolean wasElsewhere(Left left, String callee) {
    return left.targets().stream()
        .anyMatch(
            target ->
                !(target instanceof SipParty party)
                    || !PhoneNumbers.isSame(party.user().value(), callee));
  }

  private static Optional<Why> rewritten(Offer offer, String dialed, String callee) {
    boolean forwarded = offer.caller() instanceof SipParty && !PhoneNumbers.isSame(dialed, callee);
    return forwarded ? Optional.of(Why.UNCONDITIONAL) : Optional.empty();
  }

  /** RFC 5806 section 4.2. */
  private static Why why(Outcome outcome) {
    return switch (outcome) {
      case UNKNOWN -> Why.UNKNOWN;
      case OFFLINE, NO_RESPONSE -> Why.UNAVAILABLE;
      case NO_ANSWER -> Why.NO_ANSWER;
      case BUSY -> Why.USER_BUSY;
      case REFUSED -> Why.DEFLECTION;
    };
  }
}
