package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.testing.Row;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An app user calls a phone: the bridge is the UAC (RFC 3261 section 13.2). */
class RtmToSipTest {

  @Test
  @Row({"A1", "A4", "A7"})
  void accepted_appHangsUp() {
    CallFlow flow = story("accepted-app-hangs-up", "Accepted, and the app user hangs up");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    flow.afterSeconds(3);
    phone.accepts();
    flow.afterSeconds(10);
    alice.hangsUpOwnCall();
    phone.answers(200, "BYE");

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted");
    phone.heard("INVITE", "ACK", "BYE");
    assertThat(alice.last("localInvitationAccepted").text("response")).contains("m=audio");
    flow.quiet();
  }

  @Test
  @Row("A24")
  void accepted_phoneHangsUp() {
    CallFlow flow = story("accepted-phone-hangs-up", "Accepted, and the phone hangs up");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings().accepts();
    flow.afterSeconds(10);
    phone.hangsUp();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    phone.heard("INVITE", "ACK", "200 BYE");
    flow.quiet();
  }

  @Test
  void acceptedWithoutRinging() {
    CallFlow flow = story("accepted-without-ringing", "A phone that answers without ringing");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.accepts();
    phone.hangsUp();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @ParameterizedTest
  @Row({"A13", "A14", "A15", "A16", "A20", "A21"})
  @CsvSource({
    "486, localInvitationRefused, busy",
    "600, localInvitationRefused, busy",
    "603, localInvitationRefused, declined",
    "403, localInvitationRefused, forbidden",
    "488, localInvitationRefused, media",
    "606, localInvitationRefused, media",
    "404, localInvitationFailure, wrong-number",
    "410, localInvitationFailure, wrong-number",
    "484, localInvitationFailure, wrong-number",
    "604, localInvitationFailure, wrong-number",
    "480, localInvitationFailure, unavailable",
    "408, localInvitationFailure, unavailable",
    "500, localInvitationFailure, network",
    "503, localInvitationFailure, network"
  })
  void theTrunkSaysNo(int status, String callback, String word) {
    CallFlow flow = story("final-" + status, "The phone's side answers " + status);
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    flow.afterSeconds(1);
    phone.answers(status);

    alice.heard("localInvitationReceivedByPeer", callback);
    assertThat(alice.last(callback).text("response"))
        .contains("\"status\":" + status)
        .contains("\"word\":\"" + word + "\"");
    phone.heard("INVITE", "ACK");
    flow.quiet();
  }

  @Test
  @Row({"A12", "A22"})
  void canceledWhileItRings() {
    CallFlow flow = story("canceled", "Cancelled while it rings: CANCEL");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    flow.afterSeconds(3);
    alice.cancels();
    phone.answers(200, "CANCEL").answers(487);

    alice.heard("localInvitationReceivedByPeer", "localInvitationCanceled");
    phone.heard("INVITE", "CANCEL", "ACK");
    flow.quiet();
  }

  @Test
  @Row("A10")
  void canceledBeforeAnyProvisional() {
    CallFlow flow =
        story("canceled-before-provisional", "Cancelled too early: CANCEL waits for a provisional");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    alice.cancels();
    phone.heard("INVITE");
    flow.afterSeconds(1);
    phone.rings();
    phone.answers(200, "CANCEL").answers(487);

    alice.heard("localInvitationCanceled");
    phone.heard("INVITE", "CANCEL", "ACK");
    flow.quiet();
  }

  @Test
  @Row("A26")
  void nobodyAnswersThePhone() {
    CallFlow flow = story("expired", "The phone rings for 55 s: CANCEL, and INVITATION_EXPIRE");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    flow.afterSeconds(55);
    phone.answers(200, "CANCEL").answers(487);

    alice.heard("localInvitationReceivedByPeer", "localInvitationFailure");
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(3);
    phone.heard("INVITE", "CANCEL", "ACK");
    flow.quiet();
  }

  @Test
  @Row("A3")
  void theTrunkIsSilent() {
    CallFlow flow = story("trunk-silent", "The trunk answers nothing at all for 4 s");
    AppParty alice = flow.app("alice");
    flow.phone("1001");
    alice.invites("1001");
    flow.afterSeconds(4);

    alice.heard("localInvitationFailure");
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(2);
    flow.quiet();
  }

  @Test
  @Row("A2")
  void onlyTryingEverComes() {
    CallFlow flow = story("only-100", "The trunk answers 100 and nothing more for 30 s");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries();
    flow.afterSeconds(30);
    phone.answers(200, "CANCEL").answers(487);

    alice.heard("localInvitationFailure");
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(2);
    flow.quiet();
  }

  @Test
  @Row("A20")
  void theTrunkCannotBeReached() {
    CallFlow flow = story("trunk-unreachable", "The trunk cannot be reached");
    AppParty alice = flow.app("alice");
    flow.phone("1001").dies();
    alice.invites("1001");
    flow.afterSeconds(4);

    alice.heard("localInvitationFailure");
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(2);
    flow.quiet();
  }

  @Test
  void thePhoneDiesWhileItRings() {
    CallFlow flow = story("phone-dies-while-ringing", "The phone dies while it rings");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    flow.afterSeconds(5);
    phone.dies();
    flow.afterSeconds(50);

    alice.heard("localInvitationReceivedByPeer", "localInvitationFailure");
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(3);
    flow.quiet();
  }

  @Test
  @Row("A8")
  void theCallerIsGoneWhenThePhoneAnswers() {
    CallFlow flow =
        story(
            "caller-gone-at-answer", "The phone answers a caller whose app is gone: ACK, then BYE");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    alice.losesConnection();
    phone.accepts();
    flow.afterSeconds(5);
    phone.answers(200, "BYE");

    phone.heard("INVITE", "ACK", "BYE");
    flow.quiet();
  }

  @Test
  @Row({"A3", "A20"})
  void theSecondTrunkIsTried() {
    CallFlow flow =
        new CallFlow(
            "rtm-to-sip/failover",
            "The first trunk is silent, the second answers",
            """
            routes:
              - name: two trunks
                ring: [{trunk: pbx, user: "{to.user}"}, {trunk: second, user: "{to.user}"}]
            """);
    AppParty alice = flow.app("alice");
    PhoneParty first = flow.phone("1001");
    PhoneParty second = flow.phone("2002");
    alice.invites("1001");
    flow.afterSeconds(4);
    second.tries().rings().accepts();
    second.hangsUp();

    first.heard("INVITE");
    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    second.heard("INVITE", "ACK", "200 BYE");
    flow.quiet();
  }

  @Test
  void aUsersNoIsNotTriedAgainElsewhere() {
    CallFlow flow =
        new CallFlow(
            "rtm-to-sip/busy-is-final",
            "A busy line is not tried again over the second trunk",
            """
            routes:
              - name: two trunks
                ring: [{trunk: pbx, user: "{to.user}"}, {trunk: second, user: "{to.user}"}]
            """);
    AppParty alice = flow.app("alice");
    PhoneParty first = flow.phone("1001");
    PhoneParty second = flow.phone("2002");
    alice.invites("1001");
    first.tries().answers(486);

    alice.heard("localInvitationReceivedByPeer", "localInvitationRefused");
    second.heard();
    flow.quiet();
  }

  private static CallFlow story(String page, String title) {
    return CallFlow.of("rtm-to-sip/" + page, title);
  }
}
