package io.invitebridge.sip.transport;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.SIPTransaction;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.transport.wire.PeerChannel;
import java.util.Optional;
import javax.sip.SipStack;
import javax.sip.TransactionState;
import javax.sip.message.Response;

/**
 * Stands before the transactions: new calls that come when there is too much to do are refused
 * here, before anything is done for them. It also takes responses that belong to no transaction out
 * of the stack's way, which would compare each with every open transaction: a flood of strays must
 * not cost more the busier the bridge is. Named in the stack's properties.
 */
public final class FrontValve implements SIPMessageValve {
  private static final String COOKIE = "z9hG4bK";

  private volatile Optional<SipStackImpl> stack = Optional.empty();

  /** A copy of a request whose transaction stands is let through whatever the load. */
  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    if (stack.isEmpty()
        || !(stack.get().getSipListener() instanceof JainListener listener)
        || !(channel instanceof PeerChannel peer)
        || request.getMethod().equals(MethodNames.ACK)) {
      return true;
    }
    if (isQuicklyFound(request) && stack.get().findTransaction(request, true) != null) {
      listener.copyCame();
      return true;
    }
    return !request.getMethod().equals(MethodNames.INVITE) || listener.admits(request, peer);
  }

  /**
   * An old style branch (RFC 2543) is compared with every transaction: not once more than need be.
   */
  private static boolean isQuicklyFound(SIPRequest request) {
    String branch = request.getTopmostVia().getBranch();
    return request.getMethod().equals(MethodNames.INVITE)
        || (branch != null && branch.startsWith(COOKIE));
  }

  @Override
  public boolean processResponse(Response received, MessageChannel channel) {
    SIPResponse response = (SIPResponse) received;
    String branch = response.getTopmostVia().getBranch();
    if (branch == null || !branch.startsWith(COOKIE)) {
      // Not ours: all our branches begin so (RFC 3261 section 8.1.1.7).
      return false;
    }
    if (stack.isEmpty() || !(stack.get().getSipListener() instanceof JainListener listener)) {
      return true;
    }
    SIPTransaction known = stack.get().findTransaction(response, false);
    if (known == null) {
      listener.onStray(response);
      return false;
    }
    if (response.isFinalResponse() && known.getState() == TransactionState.COMPLETED) {
      listener.copyCame();
    }
    return true;
  }

  @Override
  public void init(SipStack ours) {
    stack = Optional.of((SipStackImpl) ours);
  }

  @Override
  public void destroy() {
    stack = Optional.empty();
  }
}
