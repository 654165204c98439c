/**
 * Logins, mailboxes, calls and channels.
 *
 * <p>A {@link io.invitebridge.legacy.session.Connection} becomes a {@code Link}; the login gives it
 * to the {@code UserLine} of its user, which holds all that is known of that user and lives on the
 * user's lane of {@link io.invitebridge.core.port.Workers}. A channel has a lane of its own.
 * Whoever wants something of a user or a channel posts it to that lane; only the presence board,
 * the leg owners and the store are shared between lanes, and are made for it. Time is the clock's
 * and the lanes', so that tests can run all of it in virtual time.
 */
@NullMarked
package io.invitebridge.legacy.session;

import org.jspecify.annotations.NullMarked;
