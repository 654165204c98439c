package io.invitebridge.sip.trunk;

import gov.nist.javax.sip.address.SipUri;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Requests;

/**
 * One address that a request to a target can be sent to.
 *
 * @param target whose address it is; the Request-URI names it, not the address (RFC 3263 section 4)
 */
public record Place(TrunkTarget target, Endpoint at) {

  /**
   * The Request-URI.
   *
   * @param user the user part, plain; empty for none
   */
  public SipUri uri(String user) {
    return Requests.uri(user, target.host(), target.port(), at.protocol());
  }
}
