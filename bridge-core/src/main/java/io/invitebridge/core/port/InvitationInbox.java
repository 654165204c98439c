package io.invitebridge.core.port;

import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegRef;
import java.util.function.Consumer;

/** The only way into the engine. Any thread; never blocks; never throws for what a peer did. */
public interface InvitationInbox {

  /**
   * Begins an invitation. The key is bound to the inviter's leg before this returns, so a
   * retransmission that follows at once is seen as a duplicate. The invitation may have had effects
   * by then.
   *
   * @param key the inviter protocol's own name of this call
   */
  default Opening open(CorrelationKey key, Invited invited) {
    return open(key, invited, leg -> {});
  }

  /**
   * As above, for an inviter whose leg has to be known before the first effect on it, or on a leg
   * that is invited because of it.
   *
   * @param admitted is told the inviter's leg once it is certain that the invitation begins and
   *     before it does; runs on the caller's thread, and must be quick
   */
  Opening open(CorrelationKey key, Invited invited, Consumer<LegRef> admitted);

  /**
   * Posts an event to an invitation. An event for an invitation that is gone is dropped and
   * counted.
   */
  void deliver(InvitationId invitation, InvitationEvent event);

  /** What became of {@link #open}. */
  sealed interface Opening {
    /** A new invitation; the leg is the inviter's. */
    record Opened(LegRef leg) implements Opening {}

    /** The key is known already: a retry, answer it as the first time. */
    record Duplicate(LegRef leg) implements Opening {}

    /** Too many invitations are open: refuse (503 + Retry-After, TOO_OFTEN). */
    record Overloaded() implements Opening {}

    /** The bridge is stopping: refuse (503 + Retry-After). */
    record Draining() implements Opening {}
  }
}
