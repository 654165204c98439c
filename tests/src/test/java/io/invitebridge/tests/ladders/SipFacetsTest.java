package io.invitebridge.tests.ladders;

import io.invitebridge.sip.testing.Row;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;

/** A SIP call goes where its headers and its source address say. */
class SipFacetsTest {
  private static final String BY_HEADER =
      """
      routes:
        - name: the queue that the PBX names
          when: {header: {X-Queue: "[a-z]+"}, from: {address: [127.0.0.0/8, 192.0.2.0/24]}}
          ring: [{rtm: "agent-{header.X-Queue}"}]
        - name: everybody else
          refuse: forbidden
      """;

  @Test
  void theHeaderNamesTheQueue() {
    CallFlow flow = story("header-queue", "A header of the INVITE names the queue");
    PhoneParty phone = flow.phone("1001");
    AppParty agent = flow.app("agent-sales");
    phone.invitesWith("500", "X-Queue: sales");
    agent.accepts("");
    phone.acks();
    phone.hangsUp();

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 BYE");
    agent.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  @Row("S4")
  void withoutTheHeaderTheCallIsRefused() {
    CallFlow flow = story("header-missing", "Without the header the call is refused");
    PhoneParty phone = flow.phone("1001");
    phone.invites("500");
    phone.acksRefusal();

    phone.heard("100 INVITE", "403 INVITE");
    flow.quiet();
  }

  private static CallFlow story(String page, String title) {
    return new CallFlow("sip-facets/" + page, title, BY_HEADER);
  }
}
