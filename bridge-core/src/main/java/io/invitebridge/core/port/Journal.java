package io.invitebridge.core.port;

import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Transition;
import java.time.Instant;

/**
 * Hears of each transition after it was decided and before its effects are performed: for logs,
 * metrics and ladders. Called on the invitation's worker; must not block and must not throw.
 */
@FunctionalInterface
public interface Journal {
  void record(Instant at, Invitation before, InvitationEvent event, Transition transition);
}
