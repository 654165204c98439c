/**
 * The parties at the two ends of a call, as the command line and the demo play them: an app user on
 * the client library and a small SIP phone.
 *
 * <p>They are peers, not parts of the bridge: they reach it over sockets alone and share no code
 * with its adapters, so that what they see is what any app or phone would see.
 */
@NullMarked
package io.invitebridge.app.party;

import org.jspecify.annotations.NullMarked;
