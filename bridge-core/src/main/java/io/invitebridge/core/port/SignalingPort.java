package io.invitebridge.core.port;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;

/**
 * The engine's way out to one network.
 *
 * <p>Called on the invitation's worker, in the order of the effects. It must not block: translate,
 * hand over to the adapter's own worker, return. What goes wrong afterwards comes back as {@code
 * LegFailed}. The adapter knows a new invitee leg from {@code SendInvite} on.
 */
public interface SignalingPort {
  Network network();

  void perform(LegRef leg, Effect.LegEffect effect);
}
