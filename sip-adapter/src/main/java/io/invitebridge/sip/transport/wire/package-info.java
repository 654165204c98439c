/**
 * The sockets under JAIN-SIP's transactions: UDP, TCP, TLS, WebSocket and WebSocket over TLS, all
 * on Netty (docs/decisions/0120).
 *
 * <p>{@link io.invitebridge.sip.transport.wire.Sockets} opens them. A {@link
 * io.invitebridge.sip.transport.wire.SocketProcessor} is one listener, a {@link
 * io.invitebridge.sip.transport.wire.PeerChannel} one peer of it. What arrives is cut into messages
 * ({@link io.invitebridge.sip.transport.wire.SipFramer}), let through or not ({@link
 * io.invitebridge.sip.transport.wire.SourceGate}), queued by its urgency, parsed, and given to the
 * stack ({@link io.invitebridge.sip.transport.wire.Reception}). Netty's types stay in this room and
 * do not show in what it offers.
 */
@NullMarked
package io.invitebridge.sip.transport.wire;

import org.jspecify.annotations.NullMarked;
