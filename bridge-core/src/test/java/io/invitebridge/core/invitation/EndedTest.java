package io.invitebridge.core.invitation;

import static io.invitebridge.core.invitation.Given.ALICE;
import static io.invitebridge.core.invitation.Given.BOB;
import static io.invitebridge.core.invitation.Given.BYE;
import static io.invitebridge.core.invitation.Given.FIRST;
import static io.invitebridge.core.invitation.Given.INVITER;
import static io.invitebridge.core.invitation.Given.NO;
import static io.invitebridge.core.invitation.Given.NONE;
import static io.invitebridge.core.invitation.Given.SECOND;
import static io.invitebridge.core.invitation.Given.YES;
import static io.invitebridge.core.invitation.Given.invited;
import static io.invitebridge.core.invitation.Given.together;

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
import io.invitebridge.core.invitation.InvitationEvent.TimePassed;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import org.junit.jupiter.api.Test;

/** Late words. */
class EndedTest {
  private static Story ended() {
    return Story.of(invited(ALICE)).on(new Routed(together(BOB)), new Canceled(BYE));
  }

  @Test
  void ended_onProceeding_isLate() {
    ended().on(new Proceeding(FIRST)).isIgnored("final word");
  }

  @Test
  void ended_onPeerOffline_isLate() {
    ended().on(new PeerOffline(FIRST)).isIgnored("final word");
  }

  @Test
  void ended_onPeerOnline_isLate() {
    ended().on(new PeerOnline(FIRST)).isIgnored("final word");
  }

  @Test
  void ended_onRang_isLate() {
    ended().on(new Rang(FIRST)).isIgnored("final word");
  }

  @Test
  void ended_onAccepted_isLate() {
    ended().on(new Accepted(FIRST, YES)).isIgnored("final word");
  }

  @Test
  void ended_onRefused_isLate() {
    ended().on(new Refused(FIRST, RefuseReason.DECLINED, NO)).isIgnored("final word");
  }

  @Test
  void ended_onHungUp_isLate() {
    ended().on(new HungUp(FIRST, BYE)).isIgnored("final word");
  }

  @Test
  void ended_onLegFailed_isLate() {
    ended().on(new LegFailed(FIRST, LegFailure.NO_RESPONSE, NONE)).isIgnored("final word");
  }

  @Test
  void ended_onHungUp_ofInviter_isIgnored() {
    ended().on(new HungUp(INVITER, BYE)).isIgnored("the invitation is over");
  }

  @Test
  void ended_onLegFailed_ofInviter_isIgnored() {
    ended()
        .on(new LegFailed(INVITER, LegFailure.CONNECTION_LOST, NONE))
        .isIgnored("the invitation is over");
  }

  @Test
  void ended_onCanceled_isIgnored() {
    ended().on(new Canceled(BYE)).isIgnored("the invitation is over");
  }

  @Test
  void ended_onConfirmed_isIgnored() {
    ended().on(new Confirmed()).isIgnored("the invitation is over");
  }

  @Test
  void ended_onTerminated_isIgnored() {
    ended().on(new Terminated()).isIgnored("the invitation is over");
  }

  @Test
  void ended_onTimePassed_isIgnored() {
    ended().on(new TimePassed()).isIgnored("the invitation is over");
  }

  @Test
  void ended_onRouted_isIgnored() {
    ended().on(new Routed(together(BOB))).isIgnored("the invitation is over");
  }

  @Test
  void ended_onUnroutable_isIgnored() {
    ended()
        .on(new Unroutable(Rejection.failed(EndReason.NO_ROUTE, NONE)))
        .isIgnored("the invitation is over");
  }

  @Test
  void ended_onWords_ofLegThatWasNeverInvited_areViolations() {
    ended().on(new Rang(SECOND)).isViolation("never invited");
  }
}
