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
}
