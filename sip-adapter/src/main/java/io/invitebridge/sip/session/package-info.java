/**
 * Session-ID (RFC 7989): one identifier by which a call can be followed through all that it passes,
 * whoever made it. {@link io.invitebridge.sip.session.SessionIdTransport} reads it from what comes
 * and writes it into what goes; {@link io.invitebridge.sip.session.SessionIds} knows the UUIDs of
 * every leg. Legs and dialogs know nothing of it.
 */
@NullMarked
package io.invitebridge.sip.session;

import org.jspecify.annotations.NullMarked;
