/**
 * SIP messages as this bridge reads and writes them.
 *
 * <p>Reading: {@link io.invitebridge.sip.message.SipReader} is the parser both wires use; it puts
 * the checks that JAIN-SIP's own parser leaves out before and behind it, and pins what is wrong to
 * the message as a {@link io.invitebridge.sip.message.Complaint}, which {@link
 * io.invitebridge.sip.message.RequestCheck} completes. Writing: {@link
 * io.invitebridge.sip.message.Requests} and {@link io.invitebridge.sip.message.Responses} build
 * whole messages, and {@link io.invitebridge.sip.message.SipText} escapes every value that comes
 * from another network, so that no header can be injected. {@link io.invitebridge.sip.message.Sdp}
 * knows enough of a session description to refuse a broken one and to answer one with {@code
 * inactive}.
 *
 * <p>Nothing here has state, sends, or knows an invitation.
 */
@NullMarked
package io.invitebridge.sip.message;

import org.jspecify.annotations.NullMarked;
