package io.invitebridge.sip.transport;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.RequestCheck;
import io.invitebridge.sip.transport.SipTransport.Failure;
import io.invitebridge.sip.transport.SipTransport.Receiver;
import io.invitebridge.sip.transport.wire.NewCalls;
import io.invitebridge.sip.transport.wire.PeerChannel;
import java.io.IOException;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
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
final class JainListener implements SipListener, NewCalls {
  private static final Logger LOG = LoggerFactory.getLogger(JainListener.class);
  private static final int MOST_SECONDS = 10;

  private final Receiver receiver;
  private final JainServerCall.World world;
  private final SipCounters counters;

  JainListener(Receiver receiver, JainServerCall.World world) {
    this.receiver = receiver;
    this.world = world;
    this.counters = world.counters();
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
    Endpoint source = source(request);
    if (request.getMethod().equals(MethodNames.ACK)) {
      receiver.onAck(request);
      return;
    }
    try {
      ServerTransaction transaction = event.getServerTransaction();
      if (transaction == null) {
        transaction = ((SipProvider) event.getSource()).getNewServerTransaction(request);
      }
      receiver.onRequest(new JainServerCall(transaction, request, source, world));
    } catch (TransactionAlreadyExistsException e) {
      counters.add(Count.DROPPED);
    } catch (TransactionUnavailableException e) {
      LOG.debug("{} from {} has no transaction: {}", request.getMethod(), source, e.toString());
      refuseStatelessly(request, e.getCause() instanceof ParseException);
    }
  }

  /**
   * The stack misses a header that the method must have, such as Subscription-State in NOTIFY (RFC
   * 6665 section 4.1.3), or has no transaction left. Only the second is a reason to wait.
   */
  private void refuseStatelessly(SIPRequest request, boolean isIncomplete) {
    counters.add(isIncomplete ? Count.REFUSED_MALFORMED : Count.REFUSED_OVERLOAD);
    Complaint otherwise =
        isIncomplete
            ? Complaint.badRequest("A header that " + request.getMethod() + " needs is missing")
            : Complaint.of(503, "Service Unavailable", new HeaderLine("Retry-After", "5"));
    refuse(request, RequestCheck.check(request, world.sockets().messages()).orElse(otherwise));
  }

  /**
   * One that may not begin now is told a moment to wait that differs from call to call (RFC 3261
   * section 21.5.4).
   */
  @Override
  public Optional<Complaint> refusal(String callId) {
    int percent = Math.max(receiver.refusedPercent(), world.sockets().refusedPercent());
    if (Math.floorMod(callId.hashCode(), 100) >= percent) {
      return Optional.empty();
    }
    String wait = Integer.toString(1 + Math.floorMod(callId.hashCode() / 100, MOST_SECONDS));
    return Optional.of(
        Complaint.of(503, "Service Unavailable", new HeaderLine("Retry-After", wait)));
  }

  @Override
  public boolean knows(String callId, String fromTag, long cseq) {
    return receiver.knows(callId, fromTag, cseq);
  }

  @Override
  public void refused() {
    counters.add(Count.REFUSED_OVERLOAD);
    counters.add(Count.RESPONSES_OUT);
  }

  /**
   * Whether a new call may begin now, for the INVITEs that only a parser can read; one that may not
   * has been answered.
   */
  boolean admits(SIPRequest invite, PeerChannel from) {
    String callId = Received.callId(invite);
    if (!Received.toTag(invite).isEmpty()) {
      return true;
    }
    Optional<Complaint> complaint = refusal(callId);
    if (complaint.isEmpty()
        || knows(callId, Received.fromTag(invite), invite.getCSeq().getSeqNumber())) {
      return true;
    }
    counters.add(Count.REFUSED_OVERLOAD);
    refuse(invite, complaint.get());
    return false;
  }

  /** A request whose transaction stands, or a final response after the first. */
  void copyCame() {
    counters.add(Count.COPIES_IN);
  }

  private void refuse(SIPRequest request, Complaint complaint) {
    if (!(request.getMessageChannel() instanceof PeerChannel from)) {
      return;
    }
    try {
      from.refuse(request, complaint);
      counters.add(Count.RESPONSES_OUT);
    } catch (IOException e) {
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
  private static Endpoint source(SIPRequest request) {
    if (request.getMessageChannel() instanceof PeerChannel from) {
      return from.endpoint();
    }
    throw new IllegalStateException("A request has come from nowhere.");
  }

  /** Whatever a peer sends, the stack's thread comes back alive. */
  private void guarded(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError e) {
      counters.add(Count.FAULTS);
      LOG.error("A SIP {} could not be handled; it is dropped", what, e);
    }
  }
}
