/**
 * The room that speaks SIP (RFC 3261) to PBXes, trunks and phones.
 *
 * <p>It turns an INVITE dialog into invitation events and the engine's effects into SIP messages,
 * and it alone carries what SIP demands between its own two ends: transactions, retransmission, 100
 * Trying, the ACK of a 2xx, 487 after a CANCEL. Inside are four rooms: {@code transport} holds the
 * JAIN-SIP stack, {@code dialog} knows which dialog is which leg, {@code translate} maps messages
 * to events and effects to messages, {@code message} holds values and codes. No {@code javax.sip}
 * type leaves this module, and nothing here knows the other networks.
 *
 * <p>Threads: the stack's threads create the server transaction, refuse what is malformed, answer
 * 100 and post to the lane of the Call-ID; effects and timers post to the same lane. So all state
 * of a leg is touched on one lane, and nothing here locks or blocks.
 */
@NullMarked
package io.invitebridge.sip;

import org.jspecify.annotations.NullMarked;
