/**
 * The wire: sending and receiving within transactions.
 *
 * <p>{@link io.invitebridge.sip.transport.SipTransport} is all that the rooms above see: a request
 * sent in a client transaction, a response in a server transaction, an ACK without one. {@link
 * io.invitebridge.sip.transport.JainTransport} does it with a JAIN-SIP stack, whose stack, provider
 * and transaction types never leave this room; the module's tests have a second one in memory. Only
 * the transaction layer of JAIN-SIP is used, none of its dialogs (docs/decisions/0101).
 *
 * <p>{@link io.invitebridge.sip.transport.LocatingTransport} stands before it and finds the servers
 * behind a host name by a {@link io.invitebridge.sip.transport.Locator}. What becomes of messages
 * whose connection ends is said in docs/decisions/0121.
 *
 * <p>The library's threads call in here; they translate, post and return.
 */
@NullMarked
package io.invitebridge.sip.transport;

import org.jspecify.annotations.NullMarked;
