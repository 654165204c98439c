package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.LegacyParty;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;

/** Hold, resume and progress across networks. */
class SessionChangesTest {
  private static final String HOLD = SipCall.AUDIO + "a=sendonly\r\n";
  private static final String MINE = "{\"sdp\":\"v=0\\r\\nmine\"}";
  private static final String HELD = "{\"sdp\":\"v=0\\r\\nheld\"}";

  @Test
  @Row("H2")
  void thePhoneHoldsAndTheAppAnswers() {
    CallFlow flow = story("phone-holds", "The phone holds; the app answers with its description");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    alice.accepts(MINE);
    phone.acks();
    phone.reinvites(HOLD);
    alice.changes("answer", HELD);
    phone.acks();
    phone.hangsUp();

    assertThat(alice.last("sessionChanged").text("content")).contains("a=sendonly");
    assertThat(phone.last("200 INVITE")).contains("v=0\r\nheld");
    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "100 INVITE", "200 INVITE", "200 BYE");
    flow.quiet();
  }

  @Test
  @Row("H3")
  void thePhoneHoldsAndTheAppSaysNothing() {
    CallFlow flow = story("app-silent", "The phone holds; the app does not answer: 488 after 8 s");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    alice.accepts(MINE);
    phone.acks();
    phone.reinvites(HOLD);
    flow.afterSeconds(8);
    phone.acksRefusal();
    phone.hangsUp();

    alice.heard(
        "remoteInvitationReceived",
        "remoteInvitationAccepted",
        "sessionChanged",
        "sessionChanged",
        "callEnded");
    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "100 INVITE", "488 INVITE", "200 BYE");
    flow.quiet();
  }

  @Test
  @Row("H4")
  void theAppHoldsThePhone() {
    CallFlow flow = story("app-holds", "The app holds: re-INVITE, and the answer is told");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001", MINE);
    phone.tries().rings().accepts();
    alice.changesOwnCall("offer", HELD);
    phone.accepts();
    phone.hangsUp();

    assertThat(alice.last("sessionChanged").text("change")).isEqualTo("answer");
    phone.heard("INVITE", "ACK", "INVITE", "ACK", "200 BYE");
    flow.quiet();
  }

  @Test
  @Row("H7")
  void aPhoneHoldsAnotherPhone() {
    CallFlow flow = story("phone-holds-phone", "A phone holds another phone");
    PhoneParty caller = flow.phone("1001");
    PhoneParty callee = flow.phone("2002");
    caller.invites("2002");
    callee.rings().accepts();
    caller.acks();
    caller.reinvites(HOLD);
    callee.acceptsWith(SipCall.AUDIO + "a=recvonly\r\n");
    caller.acks();
    callee.hangsUp();
    caller.answers(200, "BYE");

    assertThat(callee.last("INVITE")).contains("a=sendonly");
    assertThat(caller.last("200 INVITE")).contains("a=recvonly");
    flow.quiet();
  }

  @Test
  @Row("H3")
  void aPhoneHoldsAnotherPhoneThatRefuses() {
    CallFlow flow = story("phone-refuses-hold", "A phone holds another phone, which refuses");
    PhoneParty caller = flow.phone("1001");
    PhoneParty callee = flow.phone("2002");
    caller.invites("2002");
    callee.rings().accepts();
    caller.acks();
    caller.reinvites(HOLD);
    callee.answers(488);
    caller.acksRefusal();
    caller.hangsUp();
    callee.answers(200, "BYE");

    assertThat(caller.heard()).contains("488 INVITE");
    flow.quiet();
  }

  @Test
  @Row("H3")
  void anOldAppCannotBeHeld() {
    CallFlow flow =
        story("old-app", "An old app with a description of its own cannot be held: 488");
    PhoneParty phone = flow.phone("1001");
    LegacyParty old = flow.legacyApp("xavier");
    phone.invites("xavier");
    old.accepts(MINE);
    phone.acks();
    phone.reinvites(HOLD);
    phone.acksRefusal();
    phone.hangsUp();

    assertThat(phone.heard()).contains("488 INVITE");
    flow.quiet();
  }

  @Test
  @Row({"A5", "A6"})
  void progressIsTold() {
    CallFlow flow = story("progress", "The network queues and forwards the call, then early media");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001", MINE);
    phone.tries().answers(182);
    phone.answers(181);
    phone.providesEarlyMedia();
    phone.accepts();
    phone.hangsUp();

    alice.heard(
        "localInvitationProgress",
        "localInvitationProgress",
        "localInvitationReceivedByPeer",
        "localInvitationProgress",
        "localInvitationAccepted",
        "callEnded");
    assertThat(alice.last("localInvitationProgress").number("code")).isEqualTo(183);
    assertThat(alice.last("localInvitationProgress").text("content")).contains("m=audio");
    flow.quiet();
  }

  private static CallFlow story(String page, String title) {
    return new CallFlow("session-changes/" + page, title, ROUTES);
  }

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
}
