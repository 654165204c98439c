/**
 * The border between SIP and the engine: {@link io.invitebridge.sip.translate.SipToCore} makes
 * events of messages, {@link io.invitebridge.sip.translate.CoreToSip} makes statuses, headers and
 * bodies of effects. Both are pure. The code tables stand in {@link
 * io.invitebridge.sip.translate.StatusTable} and {@link io.invitebridge.sip.translate.ReasonTable};
 * docs/mapping.md shows them, and a test compares the two.
 */
@NullMarked
package io.invitebridge.sip.translate;

import org.jspecify.annotations.NullMarked;
