/**
 * Digest access authentication (RFC 7616, for SIP RFC 3261 section 22 and RFC 8760) as values:
 * challenges and credentials read and written, hashes computed. Nothing here keeps a state, draws a
 * nonce or knows a message; {@code trunk} does that on both sides.
 */
@NullMarked
package io.invitebridge.sip.digest;

import org.jspecify.annotations.NullMarked;
