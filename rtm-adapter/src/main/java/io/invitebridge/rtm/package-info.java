/**
 * The room that serves app users of the RTM-style client library.
 *
 * <p>Clients talk JSON-RPC 2.0 over a WebSocket with the subprotocol {@code rtm-invite.v1}. This
 * room owns their sessions: login and resume, the numbered notifications that are kept until the
 * client acknowledges them, presence, and the limits that hold whatever a client does. The receipt
 * of an invitation and the third handshake of an accept are made from those acknowledgements, never
 * from the mere write to a socket. Inside are four rooms: {@code transport} (Netty and its
 * threads), {@code session}, {@code translate} and {@code message}. No Netty type leaves {@code
 * transport}, and nothing here knows the other networks.
 */
@NullMarked
package io.invitebridge.rtm;

import org.jspecify.annotations.NullMarked;
