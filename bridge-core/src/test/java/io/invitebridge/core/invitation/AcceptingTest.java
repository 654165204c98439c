package io.invitebridge.core.invitation;

import static io.invitebridge.core.invitation.Given.ALICE;
import static io.invitebridge.core.invitation.Given.BOB;
import static io.invitebridge.core.invitation.Given.BYE;
import static io.invitebridge.core.invitation.Given.CAROL;
import static io.invitebridge.core.invitation.Given.FIRST;
import static io.invitebridge.core.invitation.Given.INVITER;
import static io.invitebridge.core.invitation.Given.NO;
import static io.invitebridge.core.invitation.Given.NONE;
import static io.invitebridge.core.invitation.Given.SECOND;
import static io.invitebridge.core.invitation.Given.YES;
import static io.invitebridge.core.invitation.Given.invited;
import static io.invitebridge.core.invitation.Given.together;
import static io.invitebridge.core.invitation.InvitationState.ESTABLISHED;

import io.invitebridge.core.invitation.Effect.SendConfirm;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.Confirmed;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.PeerOffline;
import io.invitebridge.core.invitation.InvitationEvent.PeerOnline;
import io.invitebridge.core.invitation.InvitationEvent.Proceeding;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.InvitationEvent.Terminated;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens after an accept, before the inviter has confirmed it. */
class AcceptingTest {
  private static Story accepting() {
    return Story.of(invited(ALICE))
        .on(new Routed(together(BOB, CAROL)), new Rang(FIRST), new Accepted(FIRST, YES));
  }

  @Test
  void accepting_onConfirmed_establishes() {
    accepting()
        .on(new Confirmed())
        .becomes(ESTABLISHED, new SendConfirm(FIRST))
        .nextWakeUpIsAt(Duration.ofHours(24));
  }

  @Test
  void accepting_onHungUp_byInviter_confirmsFirst() {
    accepting()
        .on(new HungUp(INVITER, BYE))
        .endsBecause(
            EndReason.HUNG_UP,
            new SendConfirm(FIRST),
            new SendHangUp(FIRST, EndReason.HUNG_UP, BYE));
  }

  @Test
  void accepting_onHungUp_byWinner_hangsUpTheInviter() {
    accepting()
        .on(new HungUp(FIRST, BYE))
        .endsBecause(EndReason.HUNG_UP, new SendHangUp(INVITER, EndReason.HUNG_UP, BYE));
  }

  @Test
  void accepting_onLegFailed_ofInviter_withdrawsTheWinner() {
    accepting()
        .on(new LegFailed(INVITER, LegFailure.CONNECTION_LOST, NONE))
        .endsBecause(
            EndReason.CONNECTION_LOST, new SendWithdrawal(FIRST, EndReason.CONNECTION_LOST, NONE));
  }

  @Test
  void accepting_onLegFailed_ofWinner_hangsUpTheInviter() {
    accepting()
        .on(new LegFailed(FIRST, LegFailure.CONNECTION_LOST, NONE))
        .endsBecause(
            EndReason.CONNECTION_LOST, new SendHangUp(INVITER, EndReason.CONNECTION_LOST, NONE));
  }

  @Test
  void accepting_onTerminated_endsBoth() {
    accepting()
        .on(new Terminated())
        .endsBecause(
            EndReason.SHUT_DOWN,
            new SendWithdrawal(FIRST, EndReason.SHUT_DOWN, NONE),
            new SendHangUp(INVITER, EndReason.SHUT_DOWN, NONE));
  }

  @Test
  void accepting_onTimePassed_early_isIgnored() {
    accepting().onTimePassedAt(Duration.ofSeconds(4)).isIgnored("no deadline is due");
  }

  @Test
  void accepting_onTimePassed_due_failsTheAccept() {
    accepting()
        .onTimePassedAt(Duration.ofSeconds(5))
        .endsBecause(
            EndReason.ACCEPT_FAILURE,
            new SendWithdrawal(FIRST, EndReason.ACCEPT_FAILURE, NONE),
            new SendHangUp(INVITER, EndReason.ACCEPT_FAILURE, NONE));
  }

  @Test
  void accepting_onCanceled_isIgnored() {
    accepting().on(new Canceled(BYE)).isIgnored("the accept came first");
  }

  @Test
  void accepting_onRefused_byWinner_isIgnored() {
    accepting().on(new Refused(FIRST, RefuseReason.DECLINED, NO)).isIgnored("accepted already");
  }

  @Test
  void accepting_onAccepted_byLoser_isLate() {
    accepting().on(new Accepted(SECOND, YES)).isIgnored("late");
  }

  @Test
  void accepting_onProceeding_ofWinner_isIgnored() {
    accepting().on(new Proceeding(FIRST)).isIgnored("accepted already");
  }

  @Test
  void accepting_onPeerOffline_ofWinner_isIgnored() {
    accepting().on(new PeerOffline(FIRST)).isIgnored("accepted already");
  }

  @Test
  void accepting_onPeerOnline_ofWinner_isIgnored() {
    accepting().on(new PeerOnline(FIRST)).isIgnored("accepted already");
  }

  @Test
  void accepting_onRang_ofWinner_isIgnored() {
    accepting().on(new Rang(FIRST)).isIgnored("accepted already");
  }

  @Test
  void accepting_onAccepted_ofWinner_isIgnored() {
    accepting().on(new Accepted(FIRST, YES)).isIgnored("accepted already");
  }

  @Test
  void accepting_onRouted_isAViolation() {
    accepting().on(new Routed(together(BOB))).isViolation("answers once");
  }

  @Test
  void accepting_onUnroutable_isAViolation() {
    accepting()
        .on(new Unroutable(Rejection.failed(EndReason.NO_ROUTE, NONE)))
        .isViolation("answers once");
  }
}
