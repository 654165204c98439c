/**
 * What the engine and a protocol adapter say to each other.
 *
 * <p>Into the engine: {@link io.invitebridge.core.port.InvitationInbox}, from any thread, never
 * blocking. Out of it: one {@link io.invitebridge.core.port.SignalingPort} per network and the
 * {@link io.invitebridge.core.port.Directory}, which may ask {@link
 * io.invitebridge.core.port.Presence} who is online. {@link io.invitebridge.core.port.Correlation}
 * finds the leg that a protocol message belongs to. Threads and time come as {@link
 * io.invitebridge.core.port.Worker}s, so that tests can run everything in virtual time.
 */
@NullMarked
package io.invitebridge.core.port;

import org.jspecify.annotations.NullMarked;
