package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.testing.Row;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;

/** Messages that cross (RFC 5407, and what RTM leaves undefined). The bridge's order decides. */
class RacesTest {

  @Test
  @Row({"R1", "A11"})
  void appCancelCrossesPhones200() {
    CallFlow flow =
        story("cancel-crosses-200", "An app's cancel crosses the phone's 200: ACK, BYE, cancelled");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    flow.afterSeconds(4);
    alice.cancels();
    phone.accepts();
    phone.answers(200, "CANCEL").answers(200, "BYE");

    alice.heard("localInvitationReceivedByPeer", "localInvitationCanceled");
    phone.heard("INVITE", "CANCEL", "ACK", "BYE");
    flow.quiet();
  }

  @Test
  @Row({"R2", "S19"})
  void phonesCancelCrossesOur200() {
    CallFlow flow =
        story(
            "cancel-after-200",
            "A phone's CANCEL crosses our 200: it has no effect (RFC 3261 9.2)");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    alice.accepts("");
    phone.cancels();
    phone.acks();
    phone.hangsUp();

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 CANCEL", "200 BYE");
    alice.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  @Row({"R3", "R6"})
  void appAcceptAfterThePhonesCancel() {
    CallFlow flow = story("accept-after-cancel", "An accept that comes after the CANCEL");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    phone.cancels();
    phone.acksRefusal();
    alice.accepts("");

    phone.heard("100 INVITE", "180 INVITE", "200 CANCEL", "487 INVITE");
    alice.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    flow.quiet();
  }

  @Test
  @Row("R4")
  void appCancelCrossesA486() {
    CallFlow flow = story("cancel-crosses-486", "An app's cancel crosses the phone's 486");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    alice.cancels();
    phone.answers(486);

    alice.heard("localInvitationReceivedByPeer", "localInvitationCanceled");
    phone.heard("INVITE", "CANCEL", "ACK");
    flow.quiet();
  }

  @Test
  @Row("R15")
  void the487NeverComes() {
    CallFlow flow = story("487-never-comes", "The 487 never comes: forgotten after 64 x T1");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    alice.cancels();
    flow.afterSeconds(40);

    alice.heard("localInvitationReceivedByPeer", "localInvitationCanceled");
    phone.heard("INVITE", "CANCEL");
    flow.quiet();
  }

  @Test
  @Row("R13")
  void ringingAfterTheAnswer() {
    CallFlow flow = story("180-after-200", "A 180 that comes after the 200 is ignored");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().accepts().rings();
    phone.hangsUp();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  @Row("R7b")
  void the200ComesTwice() {
    CallFlow flow = story("200-repeated", "The phone repeats its 200: an ACK for each");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings().accepts().accepts();
    phone.hangsUp();

    phone.heard("INVITE", "ACK", "ACK", "200 BYE");
    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  @Row("R9b")
  void byeCrossesBye() {
    CallFlow flow = story("bye-crosses-bye", "Both hang up at once: each BYE gets its 200");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings().accepts();
    flow.afterSeconds(5);
    alice.hangsUpOwnCall();
    phone.hangsUp();
    phone.answers(200, "BYE");

    phone.heard("INVITE", "ACK", "BYE", "200 BYE");
    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted");
    flow.quiet();
  }

  @Test
  @Row("R18")
  void expireCrossesThe200() {
    CallFlow flow = story("expire-crosses-200", "The ring time is over as the phone answers");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings();
    flow.afterSeconds(55);
    phone.accepts();
    phone.answers(200, "CANCEL").answers(200, "BYE");

    alice.heard("localInvitationReceivedByPeer", "localInvitationFailure");
    phone.heard("INVITE", "CANCEL", "ACK", "BYE");
    flow.quiet();
  }

  @Test
  @Row("S1")
  void theInviteIsRetransmitted() {
    CallFlow flow =
        story("invite-retransmitted", "The INVITE is retransmitted: nobody rings twice");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    phone.invitesAgain();
    alice.refuses("");
    phone.acksRefusal();

    alice.heard("remoteInvitationReceived", "remoteInvitationRefused");
    flow.quiet();
  }

  @Test
  @Row("R16")
  void theCancelIsRetransmitted() {
    CallFlow flow =
        story("cancel-retransmitted", "The CANCEL is retransmitted: 200 again, nothing else");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    phone.cancels();
    phone.cancels();
    phone.acksRefusal();

    phone.heard("100 INVITE", "180 INVITE", "200 CANCEL", "487 INVITE", "200 CANCEL");
    alice.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    flow.quiet();
  }

  @Test
  void appCancelsAfterTheAccept() {
    CallFlow flow =
        story(
            "app-cancel-after-accept",
            "An app cancels what was accepted: it is told that it has ended");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    bob.accepts("");
    alice.cancels();
    alice.hangsUpOwnCall();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted");
    bob.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  void appCancelsBeforeTheCalleeHasIt() {
    CallFlow flow =
        story(
            "cancel-before-receipt", "An app cancels before the callee's client has acknowledged");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob").fallsSilent();
    alice.invites("bob");
    alice.cancels();

    alice.heard("localInvitationCanceled");
    bob.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    flow.quiet();
  }

  @Test
  @Row("R19")
  void calleeComesAfterTheCancel() {
    CallFlow flow =
        story("callee-comes-after-cancel", "The callee logs in after the cancel: no ghost rings");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.absentApp("bob");
    alice.invites("bob");
    flow.afterSeconds(5);
    alice.cancels();
    bob.comes();

    alice.heard("localInvitationCanceled");
    bob.heard();
    flow.quiet();
  }

  @Test
  void hangUpBeforeTheConfirm() {
    CallFlow flow = story("hang-up-before-ack", "The app hangs up before the phone's ACK has come");
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    phone.invites("alice");
    alice.accepts("");
    alice.hangsUp();
    phone.acks();
    phone.answers(200, "BYE");

    assertThat(phone.last("BYE")).startsWith("BYE ");
    flow.quiet();
  }

  @Test
  void refuseBeatsCancel() {
    CallFlow flow = story("refuse-beats-cancel", "A refusal reaches the bridge before the cancel");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    bob.refuses("");
    alice.cancels();

    alice.heard("localInvitationReceivedByPeer", "localInvitationRefused");
    bob.heard("remoteInvitationReceived", "remoteInvitationRefused");
    flow.quiet();
  }

  @Test
  void failureBeatsCancel() {
    CallFlow flow = story("failure-beats-cancel", "A 503 reaches the bridge before the cancel");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().answers(503);
    alice.cancels();

    alice.heard("localInvitationFailure");
    phone.heard("INVITE", "ACK");
    flow.quiet();
  }

  @Test
  void ringingIsRepeated() {
    CallFlow flow = story("180-repeated", "The phone repeats its 180: the app hears it once");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invites("1001");
    phone.tries().rings().rings().rings();
    phone.accepts();
    phone.hangsUp();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    flow.quiet();
  }

  private static CallFlow story(String page, String title) {
    return CallFlow.of("races/" + page, title);
  }
}
