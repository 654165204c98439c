package io.invitebridge.sip.message;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Locale;

/**
 * A request from a peer. Its server transaction is found by its branch and sent-by (RFC 3261
 * section 17.2.3); JAIN-SIP alone compares branches only, and so two peers that choose the same one
 * would get each other's answers. A branch that is nothing but the magic cookie says nothing (RFC
 * 4475 section 3.2.1): there the call, its caller and the sequence number stand in for it.
 */
final class IncomingRequest extends SIPRequest {
  private static final long serialVersionUID = 1;
  private static final String COOKIE = "z9hG4bK";

  @Override
  public String getTransactionId() {
    String own = super.getTransactionId();
    Via via = getTopmostVia();
    if (via == null || via.getBranch() == null || !own.startsWith(lower(COOKIE))) {
      return own;
    }
    String id = own + "|" + lower(String.valueOf(via.getHost())) + ":" + via.getPort();
    return via.getBranch().equalsIgnoreCase(COOKIE)
        ? id
            + "|"
            + Received.callId(this)
            + "|"
            + Received.fromTag(this)
            + "|"
            + getCSeq().getSeqNumber()
        : id;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
