/**
 * What the bridge and each of its SIP peers owe each other beyond single calls: who they are to
 * each other, and whether they are there.
 *
 * <p>{@link io.invitebridge.sip.trunk.Trunks} is what the rooms beside see. {@link
 * io.invitebridge.sip.trunk.DigestTransport} stands before the real transport and answers
 * challenges (RFC 3261 section 22), so that whoever sends a request never sees one that could be
 * met.
 *
 * <p>No invitation comes in here, and no leg. What is shared between lanes is thread-safe; the rest
 * runs on the lane of its Call-ID (docs/decisions/0106).
 */
@NullMarked
package io.invitebridge.sip.trunk;

import org.jspecify.annotations.NullMarked;
