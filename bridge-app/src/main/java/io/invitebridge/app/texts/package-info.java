/**
 * Fetches the texts that SIP peers send by reference, before anybody is told of them: within a
 * second, within bounds, and only from where the trunk's configuration lets the SIP side look. A
 * text that cannot be had holds up no call.
 */
@NullMarked
package io.invitebridge.app.texts;

import org.jspecify.annotations.NullMarked;
