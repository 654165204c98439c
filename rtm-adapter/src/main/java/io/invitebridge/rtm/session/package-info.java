/**
 * Sessions and what belongs to them: login, resume and kick, numbered notifications, presence, and
 * each user's part in invitations.
 *
 * <p>Everything about one user is one {@code UserLine}, touched only on the lane of that user;
 * lanes talk by posting to each other. Transport hands in text and gets text through {@code
 * Connection}; no socket is known here, so the whole room runs in virtual time. What a call means
 * for the engine, and an effect for a client, stands in {@code translate}; the race between parties
 * is decided by the engine's machine, this room only keeps a view of each leg, good enough to
 * answer calls.
 */
@NullMarked
package io.invitebridge.rtm.session;

import org.jspecify.annotations.NullMarked;
