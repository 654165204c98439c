package io.invitebridge.core.invitation;

import static io.invitebridge.core.invitation.Given.ALICE;
import static io.invitebridge.core.invitation.Given.BOB;
import static io.invitebridge.core.invitation.Given.BYE;
import static io.invitebridge.core.invitation.Given.FIRST;
import static io.invitebridge.core.invitation.Given.INVITER;
import static io.invitebridge.core.invitation.Given.NO;
import static io.invitebridge.core.invitation.Given.NONE;
import static io.invitebridge.core.invitation.Given.YES;
import static io.invitebridge.core.invitation.Given.invited;
import static io.invitebridge.core.invitation.Given.together;

import io.invitebridge.core.invitation.Effect.SendDtmf;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendProgress;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.Confirmed;
import io.invitebridge.core.invitation.InvitationEvent.DtmfSent;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.PeerOffline;
import io.invitebridge.core.invitation.InvitationEvent.PeerOnline;
import io.invitebridge.core.invitation.InvitationEvent.Proceeding;
import io.invitebridge.core.invitation.InvitationEvent.Progressed;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.InvitationEvent.SessionChanged;
import io.invitebridge.core.invitation.InvitationEvent.Terminated;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens during the session. */
class EstablishedTest {
  private static Story established() {
    return Story.of(invited(ALICE))
        .on(new Routed(together(BOB)), new Rang(FIRST), new Accepted(FIRST, YES), new Confirmed());
  }

  @Test
  void established_onHungUp_byInviter_hangsUpTheInvitee() {
    established()
        .on(new HungUp(INVITER, BYE))
        .endsBecause(EndReason.HUNG_UP, new SendHangUp(FIRST, EndReason.HUNG_UP, BYE));
  }

  @Test
  void established_onHungUp_byInvitee_hangsUpTheInviter() {
    established()
        .on(new HungUp(FIRST, BYE))
        .endsBecause(EndReason.HUNG_UP, new SendHangUp(INVITER, EndReason.HUNG_UP, BYE));
  }

  @Test
  void established_onDtmfSent_tellsTheOtherParty_andTheCallGoesOn() {
    established()
        .on(new DtmfSent(INVITER, Given.KEYS))
        .becomes(InvitationState.ESTABLISHED, new SendDtmf(FIRST, Given.KEYS))
        .on(new DtmfSent(FIRST, Given.KEYS))
        .becomes(InvitationState.ESTABLISHED, new SendDtmf(INVITER, Given.KEYS));
  }

  @Test
  void established_onSessionChanged_tellsTheOtherParty_andTheCallGoesOn() {
    established()
        .on(new SessionChanged(INVITER, Given.HOLD))
        .becomes(InvitationState.ESTABLISHED, new SendSessionChange(FIRST, Given.HOLD))
        .on(new SessionChanged(FIRST, Given.HOLD))
        .becomes(InvitationState.ESTABLISHED, new SendSessionChange(INVITER, Given.HOLD));
  }

  @Test
  void beforeTheCall_onSessionChanged_isIgnored() {
    Story story = Story.of(invited(ALICE));
    story.on(new SessionChanged(INVITER, Given.HOLD)).isIgnored("nobody has accepted yet");
    story.on(new Routed(together(BOB)), new SessionChanged(FIRST, Given.HOLD));
    story.isIgnored("nobody has accepted yet");
    story.on(new Accepted(FIRST, YES), new SessionChanged(FIRST, Given.HOLD));
    story.isIgnored("not confirmed yet");
  }

  @Test
  void pending_onProgressed_tellsTheInviter() {
    Story story = Story.of(invited(ALICE)).on(new Routed(together(BOB)));
    story
        .on(new Progressed(FIRST, Given.QUEUED))
        .becomes(InvitationState.INVITING, new SendProgress(INVITER, Given.QUEUED));
    story.on(new Accepted(FIRST, YES), new Progressed(FIRST, Given.QUEUED));
    story.isIgnored("late or repeated");
  }

  @Test
  void beforeTheCall_onDtmfSent_isIgnored() {
    Story story = Story.of(invited(ALICE));
    story.on(new DtmfSent(INVITER, Given.KEYS)).isIgnored("nobody has accepted yet");
    story.on(new Routed(together(BOB)), new DtmfSent(FIRST, Given.KEYS));
    story.isIgnored("nobody has accepted yet");
    story.on(new Accepted(FIRST, YES), new DtmfSent(FIRST, Given.KEYS));
    story.isIgnored("not confirmed yet");
  }

  @Test
  void established_onLegFailed_ofInviter_hangsUpTheInvitee() {
    established()
        .on(new LegFailed(INVITER, LegFailure.CONNECTION_LOST, NONE))
        .endsBecause(
            EndReason.CONNECTION_LOST, new SendHangUp(FIRST, EndReason.CONNECTION_LOST, NONE));
  }

  @Test
  void established_onLegFailed_ofInvitee_hangsUpTheInviter() {
    established()
        .on(new LegFailed(FIRST, LegFailure.CONNECTION_LOST, NONE))
        .endsBecause(
            EndReason.CONNECTION_LOST, new SendHangUp(INVITER, EndReason.CONNECTION_LOST, NONE));
  }

  @Test
  void established_onTerminated_hangsUpBoth() {
    established()
        .on(new Terminated())
        .endsBecause(
            EndReason.SHUT_DOWN,
            new SendHangUp(INVITER, EndReason.SHUT_DOWN, NONE),
            new SendHangUp(FIRST, EndReason.SHUT_DOWN, NONE));
  }

  @Test
  void established_onTimePassed_early_isIgnored() {
    established().onTimePassedAt(Duration.ofHours(23)).isIgnored("no deadline is due");
  }

  @Test
  void established_onTimePassed_due_hangsUpBoth() {
    established()
        .onTimePassedAt(Duration.ofHours(24))
        .endsBecause(
            EndReason.SESSION_LIMIT,
            new SendHangUp(INVITER, EndReason.SESSION_LIMIT, NONE),
            new SendHangUp(FIRST, EndReason.SESSION_LIMIT, NONE));
  }

  @Test
  void established_onConfirmed_again_isIgnored() {
    established().on(new Confirmed()).isIgnored("confirmed already");
  }

  @Test
  void established_onCanceled_isIgnored() {
    established().on(new Canceled(BYE)).isIgnored("hang up ends it");
  }

  @Test
  void established_onRefused_isIgnored() {
    established().on(new Refused(FIRST, RefuseReason.DECLINED, NO)).isIgnored("accepted already");
  }

  @Test
  void established_onProceeding_isIgnored() {
    established().on(new Proceeding(FIRST)).isIgnored("accepted already");
  }

  @Test
  void established_onPeerOffline_isIgnored() {
    established().on(new PeerOffline(FIRST)).isIgnored("accepted already");
  }

  @Test
  void established_onPeerOnline_isIgnored() {
    established().on(new PeerOnline(FIRST)).isIgnored("accepted already");
  }

  @Test
  void established_onRang_isIgnored() {
    established().on(new Rang(FIRST)).isIgnored("accepted already");
  }

  @Test
  void established_onAccepted_isIgnored() {
    established().on(new Accepted(FIRST, YES)).isIgnored("accepted already");
  }

  @Test
  void established_onRouted_isAViolation() {
    established().on(new Routed(together(BOB))).isViolation("answers once");
  }

  @Test
  void established_onUnroutable_isAViolation() {
    established()
        .on(new Unroutable(Rejection.failed(EndReason.NO_ROUTE, NONE)))
        .isViolation("answers once");
  }
}
