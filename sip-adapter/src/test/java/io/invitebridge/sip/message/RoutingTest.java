package io.invitebridge.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of RFC 3261 section 12.2.1.1. */
class RoutingTest {
  private static final String TARGET = "sip:user@remoteua";

  @Test
  void without_a_route_set_the_request_names_its_target() throws ParseException {
    Routing routing = routing();
    assertThat(routing.uri()).hasToString(TARGET);
    assertThat(routing.routes()).isEmpty();
  }

  @Test
  void a_loose_router_leaves_the_request_uri_alone() throws ParseException {
    Routing routing = routing("<sip:proxy1;lr>", "<sip:proxy2>");
    assertThat(routing.uri()).hasToString(TARGET);
    assertThat(routing.routes())
        .extracting(Object::toString)
        .containsExactly("<sip:proxy1;lr>", "<sip:proxy2>");
  }

  @Test
  void a_strict_router_finds_itself_in_the_request_uri_and_the_target_last() throws ParseException {
    Routing routing =
        routing("<sip:proxy1;method=BYE?Subject=x>", "<sip:proxy2>", "<sip:proxy3;lr>");
    assertThat(routing.uri()).hasToString("sip:proxy1");
    assertThat(routing.routes())
        .extracting(Object::toString)
        .containsExactly("<sip:proxy2>", "<sip:proxy3;lr>", "<sip:user@remoteua>");
  }

  @Test
  void a_strict_router_alone_has_the_target_behind_it() throws ParseException {
    Routing routing = routing("<sip:proxy1:5070;transport=tcp>");
    assertThat(routing.uri()).hasToString("sip:proxy1:5070;transport=tcp");
    assertThat(routing.routes()).extracting(Object::toString).containsExactly("<" + TARGET + ">");
  }

  private static Routing routing(String... routes) throws ParseException {
    AddressFactoryImpl factory = new AddressFactoryImpl();
    List<AddressImpl> set = new ArrayList<>();
    for (String route : routes) {
      set.add((AddressImpl) factory.createAddress(route));
    }
    return Routing.of((GenericURI) factory.createURI(TARGET), set);
  }
}
