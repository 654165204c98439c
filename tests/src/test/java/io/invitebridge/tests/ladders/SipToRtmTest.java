package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.testing.Row;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;

/** A phone calls an app user: the bridge is the UAS (RFC 3261 section 13.3). */
class SipToRtmTest {

  @Test
  @Row({"S7", "S8", "S15", "S16"})
  void accepted_phoneHangsUp() {
    CallFlow flow = story("accepted-phone-hangs-up", "Accepted, and the phone hangs up");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    flow.afterSeconds(2);
    alice.accepts("hello");
    phone.acks();
    flow.afterSeconds(10);
    phone.hangsUp();

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 BYE");
    alice.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    assertThat(alice.last("remoteInvitationReceived").text("callerId")).isEqualTo("1001");
    assertThat(alice.last("remoteInvitationReceived").text("content")).contains("m=audio");
    flow.quiet();
  }

  @Test
  void accepted_appHangsUp() {
    CallFlow flow = story("accepted-app-hangs-up", "Accepted, and the app user hangs up");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    flow.afterSeconds(2);
    alice.accepts("");
    phone.acks();
    flow.afterSeconds(10);
    alice.hangsUp();
    phone.answers(200, "BYE");

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "BYE");
    alice.heard("remoteInvitationReceived", "remoteInvitationAccepted");
    flow.quiet();
  }

  @Test
  @Row("S12")
  void declined() {
    CallFlow flow = story("declined", "Refused: 603");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    alice.refuses("");
    phone.acksRefusal();

    phone.heard("100 INVITE", "180 INVITE", "603 INVITE");
    alice.heard("remoteInvitationReceived", "remoteInvitationRefused");
    flow.quiet();
  }

  @Test
  @Row("S14")
  void busy() {
    CallFlow flow = story("busy", "Refused as busy: 486");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    alice.refusesBecause("busy");
    phone.acksRefusal();

    phone.heard("100 INVITE", "180 INVITE", "486 INVITE");
    flow.quiet();
  }

  @Test
  @Row("S18")
  void canceled() {
    CallFlow flow = story("canceled", "The phone cancels: 200 to the CANCEL, 487 to the INVITE");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    flow.afterSeconds(4);
    phone.cancels();
    phone.acksRefusal();

    phone.heard("100 INVITE", "180 INVITE", "200 CANCEL", "487 INVITE");
    alice.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    flow.quiet();
  }

  @Test
  @Row("S5")
  void offline() {
    CallFlow flow = story("offline", "The app user is offline: 480 at once");
    PhoneParty phone = flow.phone("1001");
    flow.absentApp("alice");
    phone.invites("alice");
    phone.acksRefusal();

    phone.heard("100 INVITE", "480 INVITE");
    flow.quiet();
  }

  @Test
  @Row("S10")
  void noResponse() {
    CallFlow flow = story("no-response", "The app's client acknowledges nothing: 480, cause 20");
    PhoneParty phone = flow.phone("1001");
    flow.app("alice").fallsSilent();
    phone.invites("alice");
    flow.afterSeconds(30);
    phone.acksRefusal();

    phone.heard("100 INVITE", "480 INVITE");
    assertThat(phone.last("480 INVITE")).contains("cause=20");
    flow.quiet();
  }

  @Test
  @Row({"S9", "S11"})
  void expired() {
    CallFlow flow = story("expired", "Nobody answers: 180 again after 55 s, then 480, cause 19");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    flow.afterSeconds(60);
    phone.acksRefusal();

    phone.heard("100 INVITE", "180 INVITE", "180 INVITE", "480 INVITE");
    assertThat(phone.last("480 INVITE")).contains("cause=19");
    alice.heard("remoteInvitationReceived", "remoteInvitationFailure");
    assertThat(alice.last("remoteInvitationFailure").number("code")).isEqualTo(3);
    flow.quiet();
  }

  @Test
  @Row("S11")
  void theInvitesOwnExpiresRunsOut() {
    CallFlow flow = story("expires-header", "The INVITE's own Expires runs out: 487");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invitesFor("alice", 20);
    flow.afterSeconds(20);
    phone.acksRefusal();

    phone.heard("100 INVITE", "180 INVITE", "487 INVITE");
    alice.heard("remoteInvitationReceived", "remoteInvitationFailure");
    flow.quiet();
  }

  @Test
  @Row("S17")
  void theAckNeverComes() {
    CallFlow flow =
        story("ack-never-comes", "The ACK never comes: the 200 again and again, then BYE");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    alice.accepts("");
    flow.afterSeconds(32);
    phone.answers(200, "BYE");

    alice.heard("remoteInvitationReceived", "remoteInvitationFailure");
    assertThat(alice.last("remoteInvitationFailure").number("code")).isEqualTo(2);
    assertThat(phone.last("BYE")).startsWith("BYE ");
    flow.quiet();
  }

  @Test
  @Row("R8a")
  void theAckIsLostAndByeComes() {
    CallFlow flow = story("ack-lost-bye-comes", "The ACK is lost and BYE comes (RFC 5407 3.1.6)");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    alice.accepts("");
    phone.hangsUp();

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 BYE");
    alice.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  void theAppIsKilledWhileItRings() {
    CallFlow flow = story("app-killed-while-ringing", "The app is killed while it rings: 480");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    flow.afterSeconds(5);
    alice.losesConnection();
    flow.afterSeconds(30);
    phone.acksRefusal();

    phone.heard("100 INVITE", "180 INVITE", "480 INVITE");
    flow.quiet();
  }

  @Test
  @Row("S21")
  void byeInTheEarlyDialog() {
    CallFlow flow =
        story("bye-in-early-dialog", "BYE in the early dialog: 200, and 487 to the INVITE");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    flow.afterSeconds(2);
    phone.hangsUpEarly();
    phone.acksRefusal();

    phone.heardInAnyOrder("100 INVITE", "180 INVITE", "200 BYE", "487 INVITE");
    alice.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    flow.quiet();
  }

  @Test
  void theAppIsLostForGoodDuringTheCall() {
    CallFlow flow =
        story("app-lost-during-the-call", "The app is lost for good during the call: BYE");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    alice.accepts("");
    phone.acks();
    flow.afterSeconds(10);
    alice.losesConnection();
    flow.afterSeconds(30);
    phone.answers(200, "BYE");

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "BYE");
    flow.quiet();
  }

  @Test
  @Row("S2")
  void nobodyOfThatName() {
    CallFlow flow =
        new CallFlow(
            "sip-to-rtm/no-route",
            "No rule says whom to ring: 404",
            """
            routes:
              - name: only one number
                when: {to: {user: "5000"}}
                ring: [{rtm: "alice"}]
            """);
    PhoneParty phone = flow.phone("1001");
    phone.invites("4000");
    phone.acksRefusal();

    phone.heard("100 INVITE", "404 INVITE");
    flow.quiet();
  }

  private static CallFlow story(String page, String title) {
    return CallFlow.of("sip-to-rtm/" + page, title);
  }
}
