package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.testing.Row;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.LegacyParty;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;

/** One party of a call asks the other to call somebody else. */
class TransfersTest {
  private static final String ROUTES =
      """
      routes:
        - name: numbers that begin with a 2 ring the second trunk
          when: {to: {user: "2\\\\d+"}}
          ring: [{trunk: second, user: "{to.user}"}]
        - name: digits ring a phone
          when: {to: {user: "\\\\d+"}}
          ring: [{trunk: pbx, user: "{to.user}"}]
        - name: names that begin with an x ring an old app
          when: {to: {user: "x.*"}}
          ring: [{legacy: "{to.user}"}]
        - name: names ring an app user
          ring: [{rtm: "{to.user}"}]
      """;

  @Test
  @Row("X2")
  void aPhoneTransfersAnAppToAnotherPhone() {
    CallFlow flow = story("phone-transfers-app", "A phone transfers an app user to another phone");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    PhoneParty target = flow.phone("2002");
    phone.invites("alice");
    alice.accepts("");
    phone.acks();
    phone.refersTo("2002");
    phone.answers(200, "NOTIFY");
    alice.changes("transfer-trying", "");
    alice.invites("2002");
    target.tries().rings().accepts();
    alice.changes("transfer-done", "");
    phone.answers(200, "NOTIFY");
    phone.hangsUp();
    flow.afterSeconds(5);
    target.hangsUp();

    alice.heard(
        "remoteInvitationReceived",
        "remoteInvitationAccepted",
        "sessionChanged",
        "localInvitationReceivedByPeer",
        "localInvitationAccepted",
        "callEnded",
        "callEnded");
    phone.heard(
        "100 INVITE", "180 INVITE", "200 INVITE", "202 REFER", "NOTIFY", "NOTIFY", "200 BYE");
    assertThat(phone.last("NOTIFY")).contains("terminated").contains("SIP/2.0 200 OK");
    flow.quiet();
  }

  @Test
  @Row("X3")
  void anAppThatDoesNotKnowTheWordIsNotWaitedForLong() {
    CallFlow flow = story("app-silent", "A phone transfers an app user whose app says nothing");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    alice.accepts("");
    phone.acks();
    phone.refersTo("2002");
    phone.answers(200, "NOTIFY");
    flow.afterSeconds(30);
    phone.answers(200, "NOTIFY");
    alice.hangsUp();
    phone.answers(200, "BYE");

    assertThat(phone.last("NOTIFY")).contains("SIP/2.0 408 Request");
    assertThat(alice.last("sessionChanged").text("change")).isEqualTo("transfer-withdrawn");
    flow.quiet();
  }

  @Test
  @Row("X9")
  void aUserOfTheOldSdkCannotBeTransferred() {
    CallFlow flow = story("old-app", "A phone transfers a user of the old SDK: refused");
    PhoneParty phone = flow.phone("1001");
    LegacyParty old = flow.legacyApp("xavier");
    phone.invites("xavier");
    old.accepts("");
    phone.acks();
    phone.refersTo("2002");
    phone.answers(200, "NOTIFY");
    phone.answers(200, "NOTIFY");
    phone.hangsUp();

    assertThat(phone.last("NOTIFY")).contains("SIP/2.0 603 Decline");
    flow.quiet();
  }

  @Test
  @Row({"X2", "X8"})
  void aPhoneTransfersAPhone() {
    CallFlow flow =
        story("phone-transfers-phone", "A phone transfers another phone: REFER is passed on");
    PhoneParty caller = flow.phone("1001");
    PhoneParty callee = flow.phone("2002");
    caller.invites("2002");
    callee.knowsRefer().rings().accepts();
    caller.acks();
    caller.refersTo("alice");
    caller.answers(200, "NOTIFY");
    callee.answers(202, "REFER");
    callee.notifies("active;expires=60", "SIP/2.0 100 Trying");
    flow.afterSeconds(3);
    callee.notifies("terminated;reason=noresource", "SIP/2.0 200 OK");
    caller.answers(200, "NOTIFY");
    caller.hangsUp();
    callee.answers(200, "BYE");

    assertThat(callee.last("REFER")).contains("Refer-To: <sip:alice@127.0.0.1:5060>");
    assertThat(caller.last("NOTIFY")).contains("terminated").contains("SIP/2.0 200 OK");
    flow.quiet();
  }

  @Test
  @Row("X9")
  void aPhoneThatDoesNotKnowReferIsNotTransferred() {
    CallFlow flow =
        story("phone-without-refer", "A phone transfers another phone that does not know REFER");
    PhoneParty caller = flow.phone("1001");
    PhoneParty callee = flow.phone("2002");
    caller.invites("2002");
    callee.rings().accepts();
    caller.acks();
    caller.refersTo("alice");
    caller.answers(200, "NOTIFY");
    caller.answers(200, "NOTIFY");
    caller.hangsUp();
    callee.answers(200, "BYE");

    assertThat(caller.last("NOTIFY")).contains("SIP/2.0 405 ");
    assertThat(callee.heard()).doesNotContain("REFER");
    flow.quiet();
  }

  @Test
  @Row("X8")
  void anAppTransfersAPhone() {
    CallFlow flow = story("app-transfers-phone", "An app transfers a phone");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.knowsRefer().tries().rings().accepts();
    alice.changesOwnCall("transfer", "{\"target\":\"bob\"}");
    phone.answers(202, "REFER");
    phone.notifies("terminated;reason=noresource", "SIP/2.0 200 OK");
    alice.hangsUpOwnCall();
    phone.answers(200, "BYE");

    assertThat(phone.last("REFER")).contains("Refer-To: <sip:bob@127.0.0.1:5060>");
    assertThat(alice.last("sessionChanged").text("change")).isEqualTo("transfer-done");
    flow.quiet();
  }

  private static CallFlow story(String page, String title) {
    return new CallFlow("transfers/" + page, title, ROUTES);
  }
}
