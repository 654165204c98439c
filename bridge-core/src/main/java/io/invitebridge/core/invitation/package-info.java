/**
 * The pure invitation machine: {@link io.invitebridge.core.invitation.InvitationMachine} holds
 * every transition, the other types are its words.
 *
 * <p>What may not come in here: loggers, threads, clocks, timers, random sources, I/O, anything but
 * {@code java.lang}, {@code java.util}, {@code java.time} and {@code core.model}. The build checks
 * it, and holds branch coverage at 100 %.
 *
 * <p>docs/states.md shows the machine as a table; it is written by a test from this code.
 */
@NullMarked
package io.invitebridge.core.invitation;

import org.jspecify.annotations.NullMarked;
