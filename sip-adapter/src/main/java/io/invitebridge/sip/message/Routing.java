package io.invitebridge.sip.message;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import java.util.ArrayList;
import java.util.List;

/**
 * How a route set and a remote target become Request-URI and Route (RFC 3261 section 12.2.1.1): a
 * first route without {@code lr} is a strict router of RFC 2543, which looks at the Request-URI
 * alone and puts the next Route in its place.
 */
record Routing(GenericURI uri, List<AddressImpl> routes) {
  Routing {
    routes = List.copyOf(routes);
  }

  static Routing of(GenericURI target, List<AddressImpl> routes) {
    if (routes.isEmpty()
        || !(routes.get(0).getURI() instanceof SipUri first)
        || first.hasLrParam()) {
      return new Routing((GenericURI) target.clone(), routes);
    }
    SipUri uri = (SipUri) first.clone();
    // RFC 3261 section 19.1.1, table 1: neither may stand in a Request-URI.
    uri.removeMethod();
    uri.removeHeaders();
    AddressImpl last = new AddressImpl();
    last.setAddressType(AddressImpl.NAME_ADDR);
    last.setURI((GenericURI) target.clone());
    List<AddressImpl> rest = new ArrayList<>(routes.subList(1, routes.size()));
    rest.add(last);
    return new Routing(uri, rest);
  }
}
