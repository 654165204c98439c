package io.invitebridge.sip.message;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import java.util.List;

/**
 * The headers that every request has.
 *
 * @param local the From address
 * @param localTag its tag
 * @param remote the To address
 * @param remoteTag its tag; empty outside a dialog
 * @param hops Max-Forwards
 * @param routes the dialog's route set, first hop first
 */
public record RequestFrame(
    String method,
    GenericURI target,
    AddressImpl local,
    String localTag,
    AddressImpl remote,
    String remoteTag,
    String callId,
    long cseq,
    String branch,
    int hops,
    Protocol protocol,
    List<AddressImpl> routes) {
  public RequestFrame {
    routes = List.copyOf(routes);
  }
}
