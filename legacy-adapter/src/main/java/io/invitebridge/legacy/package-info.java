/**
 * The room that serves apps which still ship the old signaling SDK.
 *
 * <p>The service behind that SDK was switched off years ago, but apps with it are still installed.
 * This room answers them in their own protocol, so that the public JavaScript builds and the Java
 * server library work unchanged once they are pointed at the bridge. The native mobile libraries
 * speak a private TCP protocol and are out of its reach.
 *
 * <p><b>What is on the wire.</b> A client first asks {@code GET /getaddr?vid=<app id>} where the
 * server is, then opens a WebSocket on {@code /}, without a subprotocol. Every text frame is a JSON
 * array of an event name and one argument: {@code ["login", {...}]}, {@code ["ping", n]}, requests
 * as {@code ["call2", [function, call id, arguments]]} with their answers in {@code call2-ret}, and
 * pushes as {@code notify}. What one user sends another goes through the receiver's mailbox:
 * numbered lines, kept until the client says how far it has read. It says so by polling, and by the
 * receipt that it sends for an invite by itself. Web build 1.4.0 comes back when its connection
 * breaks, and its lines carry ids, so that it shows each of them once.
 *
 * <p><b>What a call is.</b> The protocol has no call id. A channel-ID call is the triple of caller
 * account, callee account and channel name, and a second invite with the same triple rings again.
 * The room keeps the triple together with the leg it stands for. {@code voip_invite} becomes an
 * invitation, the callee's automatic {@code voip_invite_ack} tells that it rings, {@code
 * voip_invite_accept} and {@code voip_invite_refuse} answer it, and {@code voip_invite_bye} (or
 * {@code call_bye}) cancels it before the answer and hangs up after it. The other way round the
 * engine's effects become the same words in the mailbox, and {@code voip_invite_failed} tells a
 * caller that nobody will answer. The {@code extra} of each step travels as content or response,
 * untouched; only {@code _timeout} and {@code _require_peer_online} are read on the way.
 *
 * <p><b>What this room must do itself.</b> The clients keep no call state: they send whatever the
 * app calls, accept after refuse included, and show whatever is pushed. So order, duplicates and
 * late words are settled here and in the engine. The handshake that confirms an accept does not
 * exist in this protocol, so it is implied at once. An account with a space cannot be written in a
 * mailbox line and is refused. A second login of an account puts the first one out.
 *
 * <p><b>The four inner rooms.</b> {@code transport} owns the sockets, the HTTP answer and Netty;
 * {@code session} owns logins, mailboxes and the table of triples; {@code translate} maps requests
 * to events and effects to pushes, with the code tables; {@code message} holds the frames as values
 * and their codec. No Netty type leaves {@code transport}, and nothing here knows SIP or RTM.
 */
@NullMarked
package io.invitebridge.legacy;

import org.jspecify.annotations.NullMarked;
