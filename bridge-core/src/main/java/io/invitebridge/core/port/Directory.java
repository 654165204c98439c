package io.invitebridge.core.port;

import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.InvitationId;
import java.util.function.Consumer;

/**
 * Says whom to ring. Called on the invitation's worker; must not block. The answer is exactly one
 * {@code Routed} or {@code Unroutable}, given at once or later, from any thread.
 */
@FunctionalInterface
public interface Directory {
  void route(InvitationId invitation, Invited invited, Consumer<InvitationEvent> answer);
}
