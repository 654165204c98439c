/**
 * Torture: messages of our own with the properties that RFC 4475, RFC 5118 and sip-fuzzers ask for,
 * sent to the running adapter over real sockets.
 */
@NullMarked
package io.invitebridge.sip.torture;

import org.jspecify.annotations.NullMarked;
