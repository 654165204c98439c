package io.invitebridge.sip.transport;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.HopImpl;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.SipText;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request where the dialog has decided: the hop is pinned to the request. Named in the
 * stack's properties, which is why the constructor has this shape.
 */
public final class HopRouter implements Router {

  public HopRouter(SipStack stack, @Nullable String outboundProxy) {}

  @Override
  public @Nullable Hop getOutboundProxy() {
    return null;
  }

  @Override
  @Deprecated
  public ListIterator<?> getNextHops(Request request) {
    throw new UnsupportedOperationException("JAIN-SIP 1.2 and later ask for one hop.");
  }

  @Override
  public Hop getNextHop(Request request) throws SipException {
    if (((SIPRequest) request).getApplicationData() instanceof Endpoint hop) {
      return new HopImpl(SipText.bracketed(hop.host()), hop.port(), hop.protocol().inVia());
    }
    throw new SipException("A request of ours has no hop pinned to it.");
  }
}
