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
import static io.invitebridge.core.invitation.Given.oneByOne;
import static io.invitebridge.core.invitation.Given.overall;
import static io.invitebridge.core.invitation.Given.together;
import static io.invitebridge.core.invitation.Given.withDeclineEndsAll;
import static io.invitebridge.core.invitation.Given.withOfflineWait;
import static io.invitebridge.core.invitation.Given.withRoundLimit;
import static io.invitebridge.core.invitation.InvitationState.ACCEPTING;
import static io.invitebridge.core.invitation.InvitationState.INVITING;
import static io.invitebridge.core.invitation.InvitationState.RINGING;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.SendCanceled;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendRefused;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
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
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CustomData;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens while nobody has received the invitation yet. */
class InvitingTest {
  private static Story inviting() {
    return Story.of(invited(ALICE)).on(new Routed(together(BOB)));
  }

  private static Story inviting(Plan plan) {
    return Story.of(invited(ALICE)).on(new Routed(plan));
  }

  @Test
  void inviting_onRouted_isAViolation() {
    inviting().on(new Routed(together(BOB))).isViolation("answers once");
  }

  @Test
  void inviting_onUnroutable_isAViolation() {
    inviting()
        .on(new Unroutable(Rejection.failed(EndReason.NO_ROUTE, NONE)))
        .isViolation("answers once");
  }

  @Test
  void inviting_onConfirmed_isAViolation() {
    inviting().on(new Confirmed()).isViolation("nobody has accepted yet");
  }

  @Test
  void inviting_onProceeding_ofPhone_stopsTheProbe() {
    inviting(together(DESK))
        .on(new Proceeding(FIRST))
        .becomes(INVITING)
        .nextWakeUpIsAt(Duration.ofSeconds(30));
  }

  @Test
  void inviting_onProceeding_again_isIgnored() {
    inviting().on(new Proceeding(FIRST), new Proceeding(FIRST)).isIgnored("answered already");
  }

  @Test
  void inviting_onPeerOffline_waitsForALogin() {
    inviting(withOfflineWait(together(BOB), Duration.ofSeconds(20)))
        .on(new PeerOffline(FIRST))
        .becomes(INVITING)
        .nextWakeUpIsAt(Duration.ofSeconds(20));
  }

  @Test
  void inviting_onPeerOffline_withoutWait_failsTheLeg() {
    inviting(withOfflineWait(together(BOB), Duration.ZERO))
        .on(new PeerOffline(FIRST))
        .endsBecause(
            EndReason.PEER_OFFLINE,
            new SendWithdrawal(FIRST, EndReason.PEER_OFFLINE, NONE),
            new SendRejection(
                INVITER, Rejection.failed(EndReason.PEER_OFFLINE, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onPeerOffline_afterOnline_isIgnored() {
    inviting().on(new PeerOnline(FIRST), new PeerOffline(FIRST)).isIgnored("its clock runs on");
  }

  @Test
  void inviting_onPeerOnline_keepsTheLaterDeadline() {
    inviting(withOfflineWait(together(BOB), Duration.ofSeconds(20)))
        .on(new PeerOffline(FIRST))
        .at(Duration.ofSeconds(19))
        .on(new PeerOnline(FIRST))
        .becomes(INVITING)
        .nextWakeUpIsAt(Duration.ofSeconds(30));
  }

  @Test
  void inviting_onPeerOnline_keepsALongerLoginWindow() {
    inviting(withOfflineWait(together(BOB), Duration.ofSeconds(90)))
        .on(new PeerOffline(FIRST), new PeerOnline(FIRST))
        .becomes(INVITING)
        .nextWakeUpIsAt(Duration.ofSeconds(90));
  }

  @Test
  void inviting_onPeerOnline_again_isIgnored() {
    inviting().on(new PeerOnline(FIRST), new PeerOnline(FIRST)).isIgnored("reachable already");
  }

  @Test
  void inviting_onRang_tellsTheInviter() {
    inviting()
        .on(new Rang(FIRST))
        .becomes(RINGING, ringing(BOB))
        .nextWakeUpIsAt(Duration.ofSeconds(60));
  }

  @Test
  void inviting_onRang_namesWhoRings_whereNoOtherMayAnswer() {
    Address onTheOldNetwork = new AppUser(Network.LEGACY, new AppId("app"), new UserId("bob"));
    Address ofAnotherApp = AppUser.rtm(new AppId("other"), new UserId("bob"));
    inviting(together(BOB, onTheOldNetwork))
        .on(new Rang(SECOND))
        .becomes(RINGING, ringing(onTheOldNetwork));
    inviting(oneByOne(BOB, CAROL)).on(new Rang(FIRST)).becomes(RINGING, ringing(BOB));
    for (Address other : List.of(CAROL, DESK, ofAnotherApp)) {
      inviting(together(BOB, other))
          .on(new Rang(FIRST))
          .becomes(RINGING, new SendRinging(INVITER, true));
    }
    inviting(together(BOB, CAROL))
        .on(new LegFailed(SECOND, LegFailure.UNKNOWN, NONE), new Rang(FIRST))
        .becomes(RINGING, ringing(BOB));
  }

  @Test
  void inviting_onRang_passesOnWhatIsSaid() {
    inviting()
        .on(new Rang(FIRST, YES))
        .becomes(RINGING, new SendRinging(INVITER, true, Optional.of(BOB), YES));
  }

  @Test
  void inviting_onRang_ringsAsLongAsTheCallerSays_onEveryNetwork() {
    CallerLimits limits =
        new CallerLimits(
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(90)),
            Optional.empty());
    for (Address callee : new Address[] {BOB, DESK}) {
      Story.of(invited(ALICE, limits))
          .on(new Routed(together(callee)), new Rang(FIRST))
          .nextWakeUpIsAt(Duration.ofSeconds(90));
    }
  }

  @Test
  void inviting_offersTheCallersData() {
    CustomData data = new CustomData("{}");
    Invited plain = invited(ALICE);
    Invited invited =
        new Invited(
            plain.caller(),
            plain.callerName(),
            plain.callee(),
            plain.channelId(),
            plain.content(),
            plain.hops(),
            plain.limits(),
            plain.source(),
            plain.headers(),
            data);
    Effect sent = Story.of(invited).on(new Routed(together(BOB))).last().effects().get(0);
    assertThat(sent)
        .isInstanceOfSatisfying(
            SendInvite.class, invite -> assertThat(invite.offer().data()).isEqualTo(data));
  }

  @Test
  void inviting_onRang_ofPhone_ringsShorter() {
    inviting(together(DESK))
        .on(new Rang(FIRST))
        .becomes(RINGING, ringing(DESK))
        .nextWakeUpIsAt(Duration.ofSeconds(55));
  }

  @Test
  void inviting_onAccepted_tellsReceivedFirst() {
    inviting()
        .on(new Accepted(FIRST, YES))
        .becomes(ACCEPTING, new SendRinging(INVITER, false), Given.acceptedBy(BOB))
        .nextWakeUpIsAt(Duration.ofSeconds(5));
  }

  @Test
  void inviting_onRefused_byTheOnlyOne_tellsReceivedFirst() {
    inviting()
        .on(new Refused(FIRST, RefuseReason.BUSY, NO))
        .endsBecause(
            EndReason.REFUSED,
            new SendRefused(FIRST),
            new SendRinging(INVITER, false),
            new SendRejection(
                INVITER, Rejection.refused(RefuseReason.BUSY, NO), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onRefused_byOneOfTwo_goesOn() {
    inviting(together(BOB, CAROL))
        .on(new Refused(FIRST, RefuseReason.DECLINED, NO))
        .becomes(INVITING, new SendRefused(FIRST));
  }

  @Test
  void inviting_onRefused_whereOneEndsAll_withdrawsTheOther() {
    Plan plan = withDeclineEndsAll(together(BOB, CAROL));
    inviting(plan)
        .on(new Refused(FIRST, RefuseReason.DECLINED, NO))
        .endsBecause(
            EndReason.REFUSED,
            new SendRefused(FIRST),
            new SendWithdrawal(SECOND, EndReason.REFUSED_ELSEWHERE, NONE),
            new SendRinging(INVITER, false),
            new SendRejection(
                INVITER, Rejection.refused(RefuseReason.DECLINED, NO), plan.decline()));
  }

  @Test
  void inviting_onRefused_busyEverywhereWhereOneEndsAll_withdrawsTheOther() {
    Plan plan = withDeclineEndsAll(together(DESK, CAROL));
    inviting(plan)
        .on(new Refused(FIRST, RefuseReason.BUSY, NO, true))
        .endsBecause(
            EndReason.REFUSED,
            new SendRefused(FIRST),
            new SendWithdrawal(SECOND, EndReason.BUSY_ELSEWHERE, NONE),
            new SendRinging(INVITER, false),
            new SendRejection(INVITER, Rejection.refused(RefuseReason.BUSY, NO), plan.decline()));
  }

  @Test
  void inviting_onRefused_busyEverywhere_concernsNobodyElse() {
    inviting(together(DESK, CAROL))
        .on(new Refused(FIRST, RefuseReason.BUSY, NO, true))
        .becomes(INVITING, new SendRefused(FIRST));
  }

  @Test
  void inviting_onRefused_withdrawsTheSameUserWhereItIsAbsent_andSaysWhy() {
    Address onTheOldNetwork = new AppUser(Network.LEGACY, new AppId("app"), new UserId("bob"));
    inviting(together(BOB, onTheOldNetwork, CAROL))
        .on(new Refused(FIRST, RefuseReason.BUSY, NO))
        .becomes(
            INVITING,
            new SendRefused(FIRST),
            new SendWithdrawal(SECOND, EndReason.BUSY_ELSEWHERE, NONE));
    inviting(together(BOB, onTheOldNetwork, CAROL))
        .on(new Refused(FIRST, RefuseReason.DECLINED, NO))
        .becomes(
            INVITING,
            new SendRefused(FIRST),
            new SendWithdrawal(SECOND, EndReason.REFUSED_ELSEWHERE, NONE));
  }

  @ParameterizedTest
  @EnumSource(
      value = EndReason.class,
      names = {"ANSWERED_ELSEWHERE", "REFUSED_ELSEWHERE", "BUSY_ELSEWHERE"})
  void inviting_onCanceled_becauseOfWhatHappenedElsewhere_tellsTheInvitees(EndReason why) {
    inviting()
        .on(new Canceled(BYE, why))
        .endsBecause(
            EndReason.CANCELED, new SendWithdrawal(FIRST, why, BYE), new SendCanceled(INVITER));
  }

  @Test
  void inviting_onRefused_busyWhereDeclineEndsAll_goesOn() {
    inviting(withDeclineEndsAll(together(BOB, CAROL)))
        .on(new Refused(FIRST, RefuseReason.BUSY, NO))
        .becomes(INVITING, new SendRefused(FIRST));
  }

  @Test
  void inviting_onLegFailed_offline_ends() {
    inviting()
        .on(new LegFailed(FIRST, LegFailure.OFFLINE, NONE))
        .endsBecause(
            EndReason.PEER_OFFLINE,
            new SendRejection(
                INVITER, Rejection.failed(EndReason.PEER_OFFLINE, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onLegFailed_unknown_ends() {
    inviting()
        .on(new LegFailed(FIRST, LegFailure.UNKNOWN, NONE))
        .endsBecause(
            EndReason.PEER_UNKNOWN,
            new SendRejection(
                INVITER, Rejection.failed(EndReason.PEER_UNKNOWN, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onLegFailed_noresponse_ends() {
    inviting()
        .on(new LegFailed(FIRST, LegFailure.NO_RESPONSE, NONE))
        .endsBecause(
            EndReason.PEER_NO_RESPONSE,
            new SendRejection(
                INVITER,
                Rejection.failed(EndReason.PEER_NO_RESPONSE, NONE),
                DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onLegFailed_connectionlost_ends() {
    inviting()
        .on(new LegFailed(FIRST, LegFailure.CONNECTION_LOST, NONE))
        .endsBecause(
            EndReason.PEER_OFFLINE,
            new SendRejection(
                INVITER, Rejection.failed(EndReason.PEER_OFFLINE, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onLegFailed_invitesTheNextRound() {
    Story story = inviting(oneByOne(BOB, CAROL)).on(new LegFailed(FIRST, LegFailure.OFFLINE, NONE));
    assertThat(story.last().effects()).singleElement().isInstanceOf(Effect.SendInvite.class);
    assertThat(story.invitation().round()).isEqualTo(1);
  }

  @Test
  void inviting_onRefused_doesNotHuntAfterADecision() {
    inviting(oneByOne(BOB, CAROL))
        .on(new Refused(FIRST, RefuseReason.DECLINED, NO))
        .endsBecause(
            EndReason.REFUSED,
            new SendRefused(FIRST),
            new SendRinging(INVITER, false),
            new SendRejection(
                INVITER, Rejection.refused(RefuseReason.DECLINED, NO), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onLegFailed_ofInviter_withdraws() {
    inviting()
        .on(new LegFailed(INVITER, LegFailure.CONNECTION_LOST, NONE))
        .endsBecause(
            EndReason.CONNECTION_LOST,
            new SendWithdrawal(FIRST, EndReason.CONNECTION_LOST, NONE),
            new SendRejection(
                INVITER, Rejection.failed(EndReason.CONNECTION_LOST, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onHungUp_byInviter_isACancel() {
    inviting()
        .on(new HungUp(INVITER, BYE))
        .endsBecause(
            EndReason.CANCELED,
            new SendWithdrawal(FIRST, EndReason.CANCELED, BYE),
            new SendCanceled(INVITER));
  }

  @Test
  void inviting_onHungUp_byInvitee_isARefusal() {
    inviting()
        .on(new HungUp(FIRST, BYE))
        .endsBecause(
            EndReason.REFUSED,
            new SendRefused(FIRST),
            new SendRinging(INVITER, false),
            new SendRejection(
                INVITER, Rejection.refused(RefuseReason.DECLINED, BYE), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onCanceled_withdraws() {
    inviting()
        .on(new Canceled(BYE))
        .endsBecause(
            EndReason.CANCELED,
            new SendWithdrawal(FIRST, EndReason.CANCELED, BYE),
            new SendCanceled(INVITER));
  }

  @Test
  void inviting_onTerminated_ends() {
    inviting()
        .on(new Terminated())
        .endsBecause(
            EndReason.SHUT_DOWN,
            new SendWithdrawal(FIRST, EndReason.SHUT_DOWN, NONE),
            new SendRejection(
                INVITER, Rejection.failed(EndReason.SHUT_DOWN, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onTimePassed_early_isIgnored() {
    inviting().onTimePassedAt(Duration.ofSeconds(29)).isIgnored("no deadline is due");
  }

  @Test
  void inviting_onTimePassed_neverSeen_isOffline() {
    inviting()
        .onTimePassedAt(Duration.ofSeconds(30))
        .endsBecause(
            EndReason.PEER_OFFLINE,
            new SendWithdrawal(FIRST, EndReason.PEER_OFFLINE, NONE),
            new SendRejection(
                INVITER, Rejection.failed(EndReason.PEER_OFFLINE, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onTimePassed_onlineAndSilent_isNoResponse() {
    inviting()
        .on(new PeerOnline(FIRST))
        .onTimePassedAt(Duration.ofSeconds(30))
        .endsBecause(
            EndReason.PEER_NO_RESPONSE,
            new SendWithdrawal(FIRST, EndReason.PEER_NO_RESPONSE, NONE),
            new SendRejection(
                INVITER,
                Rejection.failed(EndReason.PEER_NO_RESPONSE, NONE),
                DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onTimePassed_ofSilentTrunk_isNoResponse() {
    inviting(together(DESK))
        .onTimePassedAt(Duration.ofSeconds(4))
        .endsBecause(
            EndReason.PEER_NO_RESPONSE,
            new SendWithdrawal(FIRST, EndReason.PEER_NO_RESPONSE, NONE),
            new SendRejection(
                INVITER,
                Rejection.failed(EndReason.PEER_NO_RESPONSE, NONE),
                DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onTimePassed_afterRoundLimit_closesTheRound() {
    inviting(withRoundLimit(together(BOB), Duration.ofSeconds(10)))
        .nextWakeUpIsAt(Duration.ofSeconds(10))
        .onTimePassedAt(Duration.ofSeconds(10))
        .endsBecause(
            EndReason.PEER_OFFLINE,
            new SendWithdrawal(FIRST, EndReason.PEER_OFFLINE, NONE),
            new SendRejection(
                INVITER, Rejection.failed(EndReason.PEER_OFFLINE, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onTimePassed_afterOverallLimit_expires() {
    Story.of(invited(ALICE, overall(Duration.ofSeconds(10))))
        .on(new Routed(together(BOB)))
        .onTimePassedAt(Duration.ofSeconds(10))
        .endsBecause(
            EndReason.EXPIRED,
            new SendWithdrawal(FIRST, EndReason.EXPIRED, NONE),
            new SendRejection(
                INVITER, Rejection.failed(EndReason.EXPIRED, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void inviting_onInviteeWords_ofInviter_areViolations() {
    inviting().on(new Rang(INVITER)).isViolation("only an invitee");
  }

  @Test
  void inviting_onWords_ofUninvitedLeg_areViolations() {
    inviting(oneByOne(BOB, CAROL)).on(new Rang(SECOND)).isViolation("never invited");
    inviting().on(new Rang(new LegId(9))).isViolation("never invited");
  }

  @Test
  void inviting_onWords_ofClosedLeg_areLate() {
    inviting(together(BOB, CAROL))
        .on(new Refused(FIRST, RefuseReason.BUSY, NO), new Accepted(FIRST, YES))
        .isIgnored("late");
  }

  private static SendRinging ringing(Address callee) {
    return new SendRinging(INVITER, true, Optional.of(callee), NONE);
  }
}
