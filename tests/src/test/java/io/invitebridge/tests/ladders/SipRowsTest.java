package io.invitebridge.tests.ladders;

import io.invitebridge.sip.testing.Row;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;

/** Rows of docs/mapping.md, "Duties and races", that need more than one network. */
class SipRowsTest {

  @Test
  @Row({"S6", "S7"})
  void theUserComesWithinTheLoginWindow() {
    CallFlow flow =
        new CallFlow(
            "sip-rows/login-window",
            "Nobody is logged in, but somebody may come: the 100 stands, then 180",
            """
            routes:
              - name: wait for a login
                ring: [{rtm: "{to.user}"}]
                login-window: 30s
            """);
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.absentApp("alice");
    phone.invites("alice");
    flow.afterSeconds(12);
    phone.heard("100 INVITE");
    alice.comes();
    alice.accepts("");
    phone.acks();
    phone.hangsUp();

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 BYE");
    flow.quiet();
  }

  @Test
  @Row("A25")
  void theAppIsGoneBeforeTheAnswer() {
    CallFlow flow =
        CallFlow.of(
            "sip-rows/caller-gone", "The calling app is gone for 30 s: CANCEL with a Reason");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    flow.afterSeconds(2);
    alice.losesConnection();
    flow.afterSeconds(29);
    phone.heard("INVITE");
    flow.afterSeconds(1);
    phone.answers(200, "CANCEL").answers(487);

    phone.heard("INVITE", "CANCEL", "ACK");
    flow.quiet();
  }

  @Test
  @Row("A25")
  void theAppReturnsBeforeTheAnswer() {
    CallFlow flow =
        CallFlow.of("sip-rows/caller-returns", "The calling app is lost for 10 s and goes on");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    alice.losesConnection();
    flow.afterSeconds(10);
    alice.returns();
    phone.accepts();
    phone.hangsUp();

    phone.heard("INVITE", "ACK", "200 BYE");
    flow.quiet();
  }
}
