/**
 * Which SIP dialog is which leg, and what each leg owes its peer.
 *
 * <p>{@link io.invitebridge.sip.dialog.Switchboard} takes what the wire brings and finds the leg;
 * {@link io.invitebridge.sip.dialog.ServerLeg} is a SIP caller (we are the UAS), {@link
 * io.invitebridge.sip.dialog.ClientLeg} a SIP callee (we are the UAC). Both have a {@link
 * io.invitebridge.sip.dialog.MidCall}, which serves what may come inside a dialog: re-INVITE,
 * UPDATE, INFO, OPTIONS, BYE, and the retransmission of our 2xx. {@link
 * io.invitebridge.sip.dialog.Dialog} is the dialog record of RFC 3261 section 12, {@link
 * io.invitebridge.sip.dialog.Negotiation} the offer/answer record of RFC 3264.
 *
 * <p>Everything about one leg runs on the lane of its Call-ID; only {@link
 * io.invitebridge.sip.dialog.LegTable} is shared between lanes. The legs decide nothing that spans
 * two networks: they report events and perform effects.
 */
@NullMarked
package io.invitebridge.sip.dialog;

import org.jspecify.annotations.NullMarked;
