/**
 * The two views of an invitation. {@link io.invitebridge.client.internal.invitation.LocalMachine}
 * and {@link io.invitebridge.client.internal.invitation.RemoteMachine} are pure tables from state
 * and trigger to step; {@link io.invitebridge.client.internal.invitation.Calls} performs the steps,
 * {@link io.invitebridge.client.internal.invitation.CallDesk} is what the app calls and {@link
 * io.invitebridge.client.internal.invitation.CallNotifications} what the bridge tells.
 *
 * <p>The bridge is where calls that cross are put in order; the machines here follow its word and
 * only refuse, without asking it, what is certain to be wrong.
 */
@NullMarked
package io.invitebridge.client.internal.invitation;

import org.jspecify.annotations.NullMarked;
