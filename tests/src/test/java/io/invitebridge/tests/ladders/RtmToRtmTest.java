package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import org.junit.jupiter.api.Test;

/** An app user calls an app user: RTM 1.x, sections 2.2 to 2.4 of the invitation guides. */
class RtmToRtmTest {

  @Test
  void accepted_callerHangsUp() {
    CallFlow flow = story("accepted-caller-hangs-up", "Accepted, and the caller hangs up");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob", "shall we?");
    flow.afterSeconds(2);
    bob.accepts("gladly");
    flow.afterSeconds(10);
    alice.hangsUpOwnCall();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted");
    bob.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    assertThat(bob.last("remoteInvitationReceived").text("callerId")).isEqualTo("alice");
    assertThat(bob.last("remoteInvitationReceived").text("content")).isEqualTo("shall we?");
    assertThat(alice.last("localInvitationAccepted").text("response")).isEqualTo("gladly");
    flow.quiet();
  }

  @Test
  void accepted_calleeHangsUp() {
    CallFlow flow = story("accepted-callee-hangs-up", "Accepted, and the callee hangs up");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    flow.afterSeconds(2);
    bob.accepts("");
    flow.afterSeconds(10);
    bob.hangsUp();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    bob.heard("remoteInvitationReceived", "remoteInvitationAccepted");
    flow.quiet();
  }

  @Test
  void refused() {
    CallFlow flow = story("refused", "Refused with a response");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    flow.afterSeconds(3);
    bob.refuses("not now");

    alice.heard("localInvitationReceivedByPeer", "localInvitationRefused");
    bob.heard("remoteInvitationReceived", "remoteInvitationRefused");
    assertThat(alice.last("localInvitationRefused").text("response")).isEqualTo("not now");
    flow.quiet();
  }

  @Test
  void refusedAsBusy() {
    CallFlow flow = story("refused-busy", "Refused because the callee is busy");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    bob.refusesBecause("busy");

    alice.heard("localInvitationReceivedByPeer", "localInvitationRefused");
    assertThat(alice.last("localInvitationRefused").text("reason")).isEqualTo("busy");
    flow.quiet();
  }

  @Test
  void canceled() {
    CallFlow flow = story("canceled", "Cancelled while it rings");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    flow.afterSeconds(5);
    alice.cancels();

    alice.heard("localInvitationReceivedByPeer", "localInvitationCanceled");
    bob.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    flow.quiet();
  }

  @Test
  void offline() {
    CallFlow flow = story("offline", "The callee stays offline for 30 seconds");
    AppParty alice = flow.app("alice");
    flow.absentApp("bob");
    alice.invites("bob");
    flow.afterSeconds(29);
    alice.heard();
    flow.afterSeconds(1);

    alice.heard("localInvitationFailure");
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(1);
    flow.quiet();
  }

  @Test
  void comesOnlineInTime() {
    CallFlow flow = story("comes-online-in-time", "The callee logs in within the delivery window");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.absentApp("bob");
    alice.invites("bob");
    flow.afterSeconds(20);
    bob.comes();
    flow.afterSeconds(5);
    bob.accepts("");
    alice.hangsUpOwnCall();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted");
    bob.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  void noResponse() {
    CallFlow flow = story("no-response", "The callee's client acknowledges nothing for 30 seconds");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob").fallsSilent();
    alice.invites("bob");
    flow.afterSeconds(30);

    alice.heard("localInvitationFailure");
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(2);
    assertThat(bob.last("remoteInvitationReceived").text("callerId")).isEqualTo("alice");
    flow.quiet();
  }

  @Test
  void expired() {
    CallFlow flow = story("expired", "Nobody acts for 60 seconds");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    flow.afterSeconds(59);
    bob.heard("remoteInvitationReceived");
    flow.afterSeconds(1);

    alice.heard("localInvitationReceivedByPeer", "localInvitationFailure");
    bob.heard("remoteInvitationReceived", "remoteInvitationFailure");
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(3);
    assertThat(bob.last("remoteInvitationFailure").number("code")).isEqualTo(3);
    flow.quiet();
  }

  @Test
  void calleeLostWhileRinging() {
    CallFlow flow =
        story(
            "callee-lost-while-ringing", "The callee's connection is lost for good while it rings");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    flow.afterSeconds(5);
    bob.losesConnection();
    flow.afterSeconds(30);

    alice.heard("localInvitationReceivedByPeer", "localInvitationFailure");
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(1);
    flow.quiet();
  }

  @Test
  void callerLostWhileRinging() {
    CallFlow flow =
        story(
            "caller-lost-while-ringing", "The caller's connection is lost for good while it rings");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    flow.afterSeconds(5);
    alice.losesConnection();
    flow.afterSeconds(30);

    bob.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    flow.quiet();
  }

  @Test
  void callerLogsOutWhileRinging() {
    CallFlow flow = story("caller-logs-out", "The caller logs out while it rings");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    flow.afterSeconds(5);
    alice.logsOut();

    bob.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    flow.quiet();
  }

  @Test
  void shortLossLosesNothing() {
    CallFlow flow = story("short-loss", "A short loss of connection loses and doubles nothing");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.losesConnection();
    bob.losesConnection();
    alice.returns();
    alice.invites("bob");
    flow.afterSeconds(10);
    bob.returns();
    flow.afterSeconds(1);
    bob.accepts("");
    alice.losesConnection();
    flow.afterSeconds(3);
    alice.returns();
    bob.hangsUp();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    bob.heard("remoteInvitationReceived", "remoteInvitationAccepted");
    flow.quiet();
  }

  @Test
  void acceptIsNotConfirmed() {
    CallFlow flow = story("accept-not-confirmed", "The caller's client never confirms the accept");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    flow.afterSeconds(2);
    alice.fallsSilent();
    bob.accepts("");
    flow.afterSeconds(5);

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    bob.heard("remoteInvitationReceived", "remoteInvitationFailure");
    assertThat(bob.last("remoteInvitationFailure").number("code")).isEqualTo(2);
    flow.quiet();
  }

  @Test
  void theAppIsKilledAndStartedAgainWhileItRings() {
    CallFlow flow =
        story("app-restarted-while-ringing", "The callee's app is started anew and rings again");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    flow.afterSeconds(3);
    bob.losesConnection();
    flow.afterSeconds(10);
    bob.comes();
    bob.accepts("");
    bob.hangsUp();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    bob.heard("remoteInvitationReceived", "remoteInvitationReceived", "remoteInvitationAccepted");
    flow.quiet();
  }

  @Test
  void aRetryOfTheInviteIsTheSameInvitation() {
    CallFlow flow =
        story("invite-retried", "The caller's client repeats an invite it had no answer to");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    alice.invitesAgain("bob");
    flow.afterSeconds(1);
    bob.refuses("");

    alice.heard("localInvitationReceivedByPeer", "localInvitationRefused");
    bob.heard("remoteInvitationReceived", "remoteInvitationRefused");
    flow.quiet();
  }

  @Test
  void bothCallEachOther() {
    CallFlow flow = story("both-call", "Both call each other at once: two invitations");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    bob.invites("alice");
    flow.afterSeconds(1);
    alice.refusesBecause("busy");
    bob.accepts("");
    flow.afterSeconds(1);
    bob.hangsUp();

    alice.heard(
        "localInvitationReceivedByPeer",
        "remoteInvitationReceived",
        "remoteInvitationRefused",
        "localInvitationAccepted",
        "callEnded");
    bob.heard(
        "remoteInvitationReceived",
        "localInvitationReceivedByPeer",
        "localInvitationRefused",
        "remoteInvitationAccepted");
    flow.quiet();
  }

  @Test
  void theConnectionIsLostForGoodDuringTheCall() {
    CallFlow flow =
        story("lost-during-the-call", "The callee's connection is lost for good during the call");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invites("bob");
    bob.accepts("");
    flow.afterSeconds(10);
    bob.losesConnection();
    flow.afterSeconds(30);

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    assertThat(alice.last("callEnded").text("reason")).isEqualTo("connection-lost");
    flow.quiet();
  }

  private static CallFlow story(String page, String title) {
    return CallFlow.of("rtm-to-rtm/" + page, title);
  }
}
