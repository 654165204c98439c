package io.invitebridge.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import org.junit.jupiter.api.Test;

/** What the stack reads of requests that we made, it reads without a fault. */
class RequestsTest {
  @Test
  void expiresIsOfTheStacksOwnType() {
    SIPRequest request = new SIPRequest();
    Requests.add(request, new HeaderLine("Expires", "60"));
    Requests.add(request, new HeaderLine("Expires", "120"));
    assertThat(request.getExpires().getExpires()).isEqualTo(120);
    assertThat(request.getHeaders("Expires")).toIterable().hasSize(1);
  }
}
