package io.invitebridge.core.invitation;

import static io.invitebridge.core.invitation.Given.ALICE;
import static io.invitebridge.core.invitation.Given.BOB;
import static io.invitebridge.core.invitation.Given.BYE;
import static io.invitebridge.core.invitation.Given.CAROL;
import static io.invitebridge.core.invitation.Given.DESK;
import static io.invitebridge.core.invitation.Given.FIRST;
import static io.invitebridge.core.invitation.Given.INVITER;
import static io.invitebridge.core.invitation.Given.NO;
import static io.invitebridge.core.invitation.Given.NONE;
import static io.invitebridge.core.invitation.Given.SECOND;
import static io.invitebridge.core.invitation.Given.YES;
import static io.invitebridge.core.invitation.Given.invited;
import static io.invitebridge.core.invitation.Given.together;
import static io.invitebridge.core.invitation.InvitationState.ACCEPTING;
import static io.invitebridge.core.invitation.InvitationState.RINGING;

import io.invitebridge.core.invitation.Effect.RepeatProvisional;
import io.invitebridge.core.invitation.Effect.SendCanceled;
import io.invitebridge.core.invitation.Effect.SendRefused;
import io.invitebridge.core.invitation.Effect.SendRejection;
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

/** What happens while somebody rings. */
class RingingTest {
  private static Story ringing() {
    return Story.of(invited(ALICE)).on(new Routed(together(BOB)), new Rang(FIRST));
  }

  private static Story ringingBoth() {
    return Story.of(invited(ALICE))
        .on(new Routed(together(BOB, CAROL)), new Rang(FIRST), new Rang(SECOND));
  }

  @Test
  void ringing_onRouted_isAViolation() {
    ringing().on(new Routed(together(BOB))).isViolation("answers once");
  }

  @Test
  void ringing_onUnroutable_isAViolation() {
    ringing()
        .on(new Unroutable(Rejection.failed(EndReason.NO_ROUTE, NONE)))
        .isViolation("answers once");
  }

  @Test
  void ringing_onConfirmed_isAViolation() {
    ringing().on(new Confirmed()).isViolation("nobody has accepted yet");
  }

  @Test
  void ringing_onProceeding_isIgnored() {
    ringing().on(new Proceeding(FIRST)).isIgnored("answered already");
  }

  @Test
  void ringing_onPeerOffline_isIgnored() {
    ringing().on(new PeerOffline(FIRST)).isIgnored("its clock runs on");
  }

  @Test
  void ringing_onPeerOnline_isIgnored() {
    ringing().on(new PeerOnline(FIRST)).isIgnored("reachable already");
  }

  @Test
  void ringing_onRang_again_isIgnored() {
    ringing().on(new Rang(FIRST)).isIgnored("rings already");
  }

  @Test
  void ringing_onRang_ofAnother_tellsTheInviterNothingNew() {
    Story.of(invited(ALICE))
        .on(new Routed(together(BOB, CAROL)), new Rang(FIRST), new Rang(SECOND))
        .becomes(RINGING);
  }

  @Test
  void ringing_onAccepted_wins() {
    ringing()
        .on(new Accepted(FIRST, YES))
        .becomes(ACCEPTING, Given.acceptedBy(BOB))
        .nextWakeUpIsAt(Duration.ofSeconds(5));
  }

  @Test
  void ringing_onAccepted_withdrawsTheOther() {
    ringingBoth()
        .on(new Accepted(SECOND, YES))
        .becomes(
            ACCEPTING,
            new SendWithdrawal(FIRST, EndReason.ANSWERED_ELSEWHERE, NONE),
            Given.acceptedBy(CAROL));
  }

  @Test
  void ringing_onRefused_ends() {
    ringing()
        .on(new Refused(FIRST, RefuseReason.DECLINED, NO))
        .endsBecause(
            EndReason.REFUSED,
            new SendRefused(FIRST),
            new SendRejection(
                INVITER, Rejection.refused(RefuseReason.DECLINED, NO), DeclinePolicy.DEFAULT));
  }

  @Test
  void ringing_onRefused_byOneOfTwo_goesOn() {
    ringingBoth()
        .on(new Refused(FIRST, RefuseReason.DECLINED, NO))
        .becomes(RINGING, new SendRefused(FIRST));
  }

  @Test
  void ringing_onLastWord_tellsTheStrongestNo() {
    ringingBoth()
        .on(
            new Refused(FIRST, RefuseReason.BUSY, NO),
            new LegFailed(SECOND, LegFailure.NO_RESPONSE, NONE))
        .endsBecause(
            EndReason.REFUSED,
            new SendRejection(
                INVITER, Rejection.refused(RefuseReason.BUSY, NO), DeclinePolicy.DEFAULT));
  }

  @Test
  void ringing_onLegFailed_ends() {
    ringing()
        .on(new LegFailed(FIRST, LegFailure.CONNECTION_LOST, NONE))
        .endsBecause(
            EndReason.PEER_OFFLINE,
            new SendRejection(
                INVITER, Rejection.failed(EndReason.PEER_OFFLINE, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void ringing_onLegFailed_ofInviter_withdraws() {
    ringing()
        .on(new LegFailed(INVITER, LegFailure.CONNECTION_LOST, NONE))
        .endsBecause(
            EndReason.CONNECTION_LOST,
            new SendWithdrawal(FIRST, EndReason.CONNECTION_LOST, NONE),
            new SendRejection(
                INVITER, Rejection.failed(EndReason.CONNECTION_LOST, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void ringing_onHungUp_byInviter_isACancel() {
    ringing()
        .on(new HungUp(INVITER, BYE))
        .endsBecause(
            EndReason.CANCELED,
            new SendWithdrawal(FIRST, EndReason.CANCELED, BYE),
            new SendCanceled(INVITER));
  }

  @Test
  void ringing_onHungUp_byInvitee_isARefusal() {
    ringing()
        .on(new HungUp(FIRST, BYE))
        .endsBecause(
            EndReason.REFUSED,
            new SendRefused(FIRST),
            new SendRejection(
                INVITER, Rejection.refused(RefuseReason.DECLINED, BYE), DeclinePolicy.DEFAULT));
  }

  @Test
  void ringing_onCanceled_withdrawsEveryLeg() {
    ringingBoth()
        .on(new Canceled(BYE))
        .endsBecause(
            EndReason.CANCELED,
            new SendWithdrawal(FIRST, EndReason.CANCELED, BYE),
            new SendWithdrawal(SECOND, EndReason.CANCELED, BYE),
            new SendCanceled(INVITER));
  }

  @Test
  void ringing_onTerminated_ends() {
    ringing()
        .on(new Terminated())
        .endsBecause(
            EndReason.SHUT_DOWN,
            new SendWithdrawal(FIRST, EndReason.SHUT_DOWN, NONE),
            new SendRejection(
                INVITER, Rejection.failed(EndReason.SHUT_DOWN, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void ringing_onTimePassed_early_isIgnored() {
    ringing().onTimePassedAt(Duration.ofSeconds(59)).isIgnored("no deadline is due");
  }

  @Test
  void ringing_onTimePassed_due_expires() {
    ringing()
        .onTimePassedAt(Duration.ofSeconds(60))
        .endsBecause(
            EndReason.EXPIRED,
            new SendWithdrawal(FIRST, EndReason.EXPIRED, NONE),
            new SendRejection(
                INVITER, Rejection.failed(EndReason.EXPIRED, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void ringing_onTimePassed_ofOneLeg_lettingTheOtherRing() {
    Story.of(invited(ALICE))
        .on(new Routed(together(BOB, CAROL)), new Rang(FIRST))
        .onTimePassedAt(Duration.ofSeconds(30))
        .becomes(RINGING, new SendWithdrawal(SECOND, EndReason.PEER_OFFLINE, NONE));
  }

  @Test
  void ringing_onTimePassed_ofSipCaller_repeatsTheProvisional() {
    Story.of(invited(DESK))
        .on(new Routed(together(BOB)), new Rang(FIRST))
        .onTimePassedAt(Duration.ofSeconds(55))
        .becomes(RINGING, new RepeatProvisional(INVITER))
        .nextWakeUpIsAt(Duration.ofSeconds(60));
  }

  @Test
  void ringing_onTimePassed_late_repeatsAndExpires() {
    Story.of(invited(DESK))
        .on(new Routed(together(BOB)), new Rang(FIRST))
        .onTimePassedAt(Duration.ofSeconds(70))
        .endsBecause(
            EndReason.EXPIRED,
            new RepeatProvisional(INVITER),
            new SendWithdrawal(FIRST, EndReason.EXPIRED, NONE),
            new SendRejection(
                INVITER, Rejection.failed(EndReason.EXPIRED, NONE), DeclinePolicy.DEFAULT));
  }
}
