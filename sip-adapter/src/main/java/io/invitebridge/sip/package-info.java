/**
 * The room that speaks SIP (RFC 3261) to PBXes, trunks and phones.
 *
 * <p>It turns an INVITE dialog into invitation events and the engine's effects into SIP messages,
 * and it alone carries what SIP demands between its own two ends: transactions, retransmission, 100
 * Trying, the ACK of a 2xx, 487 after a CANCEL, registration with a trunk. Inside are four rooms:
 * {@code transport} holds the JAIN-SIP stack, {@code dialog} knows which dialog is which leg,
 * {@code translate} maps messages to events and effects to messages, {@code message} holds values
 * and codes. No {@code javax.sip} type leaves this module, and nothing here knows the other
 * networks.
 */
@NullMarked
package io.invitebridge.sip;

import org.jspecify.annotations.NullMarked;
