package io.invitebridge.sip.transport;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.transport.SipTransport.Failure;
import io.invitebridge.sip.transport.SipTransport.Receiver;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the stack calls, on its own threads. The server transaction is made before this returns, or
 * retransmissions would come through again.
 */
final class JainListener implements SipListener {
  private static final Logger LOG = LoggerFactory.getLogger(JainListener.class);

  private final Receiver receiver;
  private final Senders senders;
  private final SipCounters counters;

  JainListener(Receiver receiver, Senders senders, SipCounters counters) {
    this.receiver = receiver;
    this.senders = senders;
    this.counters = counters;
  }

  @Override
  public void processRequest(RequestEvent event) {
    guarded("request", () -> request(event));
  }

  @Override
  public void processResponse(ResponseEvent event) {
    guarded("response", () -> response(event));
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    guarded("timeout", () -> timeout(event));
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    counters.add(Count.TRANSPORT_ERRORS);
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {}

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {}

  private void request(RequestEvent event) {
    SIPRequest request = (SIPRequest) event.getRequest();
    SipProvider provider = (SipProvider) event.getSource();
    Endpoint source = source(request);
    if (request.getMethod().equals(MethodNames.ACK)) {
      receiver.onAck(request);
      return;
    }
    try {
      ServerTransaction transaction = event.getServerTransaction();
      if (transaction == null) {
        transaction = provider.getNewServerTransaction(request);
      }
      receiver.onRequest(new JainServerCall(transaction, request, source, senders, counters));
    } catch (TransactionAlreadyExistsException e) {
      counters.add(Count.DROPPED);
    } catch (TransactionUnavailableException e) {
      counters.add(Count.REFUSED_OVERLOAD);
      LOG.debug("{} from {} has no transaction: {}", request.getMethod(), source, e.toString());
      refuseStatelessly(provider, request);
    }
  }

  /**
   * The stack has no transaction left, or misses a header of a method that is not served anyway.
   */
  private void refuseStatelessly(SipProvider provider, SIPRequest request) {
    boolean served = MethodNames.SERVED.contains(request.getMethod());
    SIPResponse response = request.createResponse(served ? 503 : 405);
    Requests.add(response, served ? new HeaderLine("Retry-After", "5") : MethodNames.ALLOW);
    try {
      provider.sendResponse(response);
    } catch (SipException e) {
      counters.add(Count.TRANSPORT_ERRORS);
    }
  }

  /** A response without a transaction, taken before the stack would search for one in vain. */
  void onStray(SIPResponse response) {
    guarded(
        "response",
        () -> {
          counters.add(Count.RESPONSES_IN);
          receiver.onStrayResponse(response);
        });
  }

  private void response(ResponseEvent event) {
    SIPResponse response = (SIPResponse) event.getResponse();
    counters.add(Count.RESPONSES_IN);
    if (event.getClientTransaction() != null
        && event.getClientTransaction().getApplicationData() instanceof JainClientCall call) {
      call.respond(response);
    } else {
      receiver.onStrayResponse(response);
    }
  }

  private static void timeout(TimeoutEvent event) {
    if (!event.isServerTransaction()
        && event.getClientTransaction().getApplicationData() instanceof JainClientCall call) {
      call.fail(Failure.TIMEOUT);
    }
  }

  /** The packet's own source, whatever the Via says (RFC 3581). */
  private static Endpoint source(SIPMessage message) {
    Protocol protocol =
        "TCP".equalsIgnoreCase(message.getTopmostVia().getTransport())
            ? Protocol.TCP
            : Protocol.UDP;
    int port = message.getPeerPacketSourcePort();
    String host =
        message.getPeerPacketSourceAddress() == null
            ? message.getTopmostVia().getHost()
            : message.getPeerPacketSourceAddress().getHostAddress();
    return new Endpoint(protocol, host, port < 1 || port > 65_535 ? 5060 : port);
  }

  /** Whatever a peer sends, the stack's thread comes back alive. */
  private void guarded(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      counters.add(Count.FAULTS);
      LOG.error("A SIP {} could not be handled; it is dropped", what, e);
    }
  }
}
