package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.transport.ServerCall;
import java.util.List;

/**
 * What everything that serves one dialog works with.
 *
 * @param contact where the peer reaches us
 * @param owner hears what concerns the leg
 */
record DialogParts(
    Surroundings world,
    Worker lane,
    Dialog dialog,
    Negotiation media,
    HeaderLine contact,
    CallSettings rules,
    MidCall.Owner owner) {

  void refuse(ServerCall call, Complaint complaint) {
    call.respond(world.responses().refuse(call.request(), complaint, dialog.localTag()));
  }

  SIPResponse response(ServerCall call, int status, List<HeaderLine> headers) {
    return world.responses().build(call.request(), status, "", dialog.localTag(), headers);
  }

  /** RFC 3261 section 14.2: 0 to 10 seconds. */
  HeaderLine retryAfter() {
    return new HeaderLine("Retry-After", Integer.toString(world.tokens().below(11)));
  }
}
