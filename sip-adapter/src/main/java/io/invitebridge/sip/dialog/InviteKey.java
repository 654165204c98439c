package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.Network;
import io.invitebridge.sip.message.Received;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What all copies of one INVITE outside a dialog have in common, whatever path they took (RFC 3261
 * section 8.2.2.2). A CANCEL has it too.
 */
record InviteKey(String callId, String fromTag, long cseq) {
  private static final int LONGEST_KEY = 1000;

  static InviteKey of(SIPRequest request) {
    return new InviteKey(
        Received.callId(request), Received.fromTag(request), request.getCSeq().getSeqNumber());
  }

  /** The key in the correlation table; very long ids are hashed (RFC 4475 section 3.1.1.7). */
  CorrelationKey correlation() {
    String text = callId + "|" + fromTag + "|" + cseq;
    return new CorrelationKey(
        Network.SIP,
        text.length() <= LONGEST_KEY
            ? text
            : "hash|" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
  }
}
