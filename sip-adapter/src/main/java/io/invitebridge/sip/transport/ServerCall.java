package io.invitebridge.sip.transport;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.message.Endpoint;

/** A server transaction (RFC 3261 section 17.2). Any thread. */
public interface ServerCall {
  SIPRequest request();

  /** Where the request really came from. */
  Endpoint source();

  /**
   * Sends a response. A 2xx to INVITE may be sent again and again; retransmission of other finals
   * is the transaction's own. A failure of the wire is logged and counted, never thrown.
   */
  void respond(SIPResponse response);
}
