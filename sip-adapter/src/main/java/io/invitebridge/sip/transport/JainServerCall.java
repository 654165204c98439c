package io.invitebridge.sip.transport;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.transport.wire.Sockets;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server transaction of the stack.
 *
 * @param senders keep the order of a call's messages over a stream
 * @param sockets hear of sources that are refused
 */
record JainServerCall(
    ServerTransaction transaction,
    SIPRequest request,
    Endpoint source,
    Senders senders,
    Sockets sockets,
    SipCounters counters)
    implements ServerCall {
  private static final Logger LOG = LoggerFactory.getLogger(JainServerCall.class);

  /** What scanners hear and callers seldom do. */
  private static final Set<Integer> NUISANCES = Set.of(400, 403, 404, 405, 416, 420, 481, 505);

  @Override
  public void respond(SIPResponse response) {
    if (source.protocol() == Protocol.UDP) {
      respondNow(response);
    } else if (!senders.post(Received.callId(request), () -> respondNow(response))) {
      counters.add(Count.TRANSPORT_ERRORS);
    }
  }

  private void respondNow(SIPResponse response) {
    try {
      if (NUISANCES.contains(response.getStatusCode())) {
        sockets.refused(request.getPeerPacketSourceAddress(), source.way().names());
      }
      transaction.sendResponse(response);
      counters.add(Count.RESPONSES_OUT);
    } catch (SipException | InvalidArgumentException | RuntimeException e) {
      counters.add(Count.TRANSPORT_ERRORS);
      LOG.debug("{} to {} cannot be sent: {}", response.getStatusCode(), source, e.toString());
    }
  }
}
