package io.invitebridge.core.invitation;

import io.invitebridge.core.model.Content;
import java.util.Optional;

/**
 * A final "no" on its way to the inviter, or remembered until every invitee has had its turn.
 *
 * @param reason why
 * @param refusal present exactly when the reason is {@link EndReason#REFUSED}
 * @param response the invitee's text, or JSON made from a SIP failure
 */
public record Rejection(EndReason reason, Optional<RefuseReason> refusal, Content response) {
  public Rejection {
    if ((reason == EndReason.REFUSED) != refusal.isPresent()) {
      throw new IllegalArgumentException("A refusal, and only a refusal, has a refuse reason.");
    }
  }

  public static Rejection refused(RefuseReason why, Content response) {
    return new Rejection(EndReason.REFUSED, Optional.of(why), response);
  }

  public static Rejection failed(EndReason why, Content response) {
    return new Rejection(why, Optional.empty(), response);
  }

  /** What this "no" counts as when a round decides whether to go on to the next. */
  public Plan.Outcome outcome() {
    return switch (reason) {
      case PEER_UNKNOWN -> Plan.Outcome.UNKNOWN;
      case PEER_OFFLINE -> Plan.Outcome.OFFLINE;
      case EXPIRED -> Plan.Outcome.NO_ANSWER;
      case REFUSED -> refusal.orElseThrow().outcome();
      case PEER_NO_RESPONSE,
          ACCEPT_FAILURE,
          ANSWERED_ELSEWHERE,
          REFUSED_ELSEWHERE,
          BUSY_ELSEWHERE,
          CANCELED,
          CONNECTION_LOST,
          HUNG_UP,
          NO_ROUTE,
          SESSION_LIMIT,
          SHUT_DOWN ->
          Plan.Outcome.NO_RESPONSE;
    };
  }

  /** A user's word before silence, silence before absence; the later of equals: this one. */
  Rejection orStronger(Optional<Rejection> known) {
    return known.filter(k -> k.outcome().compareTo(outcome()) > 0).orElse(this);
  }
}
