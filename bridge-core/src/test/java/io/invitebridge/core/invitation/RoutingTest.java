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
import static io.invitebridge.core.invitation.Given.together;
import static io.invitebridge.core.invitation.Given.withHeaders;
import static io.invitebridge.core.invitation.Given.withMedia;
import static io.invitebridge.core.invitation.InvitationState.INVITING;
import static io.invitebridge.core.invitation.InvitationState.ROUTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.FindRoute;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendCanceled;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendRejection;
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
import io.invitebridge.core.model.GatewayUri;
import io.invitebridge.core.model.HeaderChanges;
import io.invitebridge.core.model.LegId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens to an invitation that waits for the directory. */
class RoutingTest {
  private static Story routing() {
    return Story.of(invited(ALICE));
  }

  private static Offer offer() {
    return new Offer(
        ALICE,
        invited(ALICE).callerName(),
        BOB,
        invited(ALICE).callee(),
        together(BOB).channelId(),
        NONE,
        Invited.INITIAL_HOPS);
  }

  @Test
  void begin_asksTheDirectory() {
    routing().becomes(ROUTING, new FindRoute(invited(ALICE))).nextWakeUpIsAt(Duration.ofSeconds(5));
  }

  @Test
  void routing_onRouted_invites() {
    routing()
        .on(new Routed(together(BOB)))
        .becomes(INVITING, new SendInvite(FIRST, offer()))
        .nextWakeUpIsAt(Duration.ofSeconds(30));
  }

  @Test
  void routing_onRoutedToPhone_startsTheTrunkProbe() {
    Story story = routing().on(new Routed(together(DESK)));
    assertThat(story.last().effects()).hasSize(1);
    story.nextWakeUpIsAt(Duration.ofSeconds(4));
  }

  @Test
  void routing_onRouted_takesTheLimitsOfTheCaller() {
    CallerLimits limits =
        new CallerLimits(
            Optional.of(Duration.ofSeconds(7)),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(100)));
    Story story =
        Story.of(invited(ALICE, limits))
            .on(new Routed(together(BOB)))
            .nextWakeUpIsAt(Duration.ofSeconds(7));
    assertThat(story.invitation().until()).contains(story.now().plusSeconds(100));
  }

  @Test
  void routing_onRouted_invitesOnlyTheFirstRound() {
    Story story = routing().on(new Routed(oneByOne(BOB, CAROL)));
    assertThat(story.last().effects()).containsExactly(new SendInvite(FIRST, offer()));
    assertThat(story.invitation().invitee(SECOND).orElseThrow().state())
        .isEqualTo(LegState.WAITING);
  }

  @Test
  void routing_onRouted_tellsBothSidesWhereTheMediaGoes() {
    MediaPolicy via = new MediaPolicy.Via(new GatewayUri("sip:room@gw.example.com"));
    Story story = Story.of(invited(DESK)).on(new Routed(withMedia(together(BOB), via)));
    assertThat(((SendInvite) story.last().effects().get(0)).offer().media()).isEqualTo(via);
    story.on(new Rang(FIRST), new Accepted(FIRST, YES));
    assertThat(story.last().effects())
        .containsExactly(new SendAccept(LegId.INVITER, YES, via, Optional.of(BOB)));
  }

  @Test
  void routing_onRouted_handsTheHeadersOn() {
    HeaderChanges headers = new HeaderChanges(Map.of("X-Queue", "sales"), Set.of("User-Agent"));
    Story story = Story.of(invited(DESK)).on(new Routed(withHeaders(together(BOB), headers)));
    assertThat(((SendInvite) story.last().effects().get(0)).offer().headers()).isEqualTo(headers);
  }

  @Test
  void routing_onRouted_ofSipCaller_repeatsProvisionals() {
    Story story = Story.of(invited(DESK)).on(new Routed(together(BOB)));
    assertThat(story.invitation().repeatAt()).contains(story.now().plusSeconds(55));
  }

  @Test
  void routing_onUnroutable_rejects() {
    routing()
        .on(new Unroutable(Rejection.failed(EndReason.PEER_UNKNOWN, NONE)))
        .endsBecause(
            EndReason.PEER_UNKNOWN,
            new SendRejection(
                INVITER, Rejection.failed(EndReason.PEER_UNKNOWN, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void routing_onCanceled_ends() {
    routing().on(new Canceled(BYE)).endsBecause(EndReason.CANCELED, new SendCanceled(INVITER));
  }

  @Test
  void routing_onHungUp_byInviter_isACancel() {
    routing()
        .on(new HungUp(INVITER, BYE))
        .endsBecause(EndReason.CANCELED, new SendCanceled(INVITER));
  }

  @Test
  void routing_onHungUp_byInvitee_isAViolation() {
    routing().on(new HungUp(FIRST, BYE)).isViolation("never invited");
  }

  @Test
  void routing_onLegFailed_ofInviter_ends() {
    routing()
        .on(new LegFailed(INVITER, LegFailure.CONNECTION_LOST, NONE))
        .endsBecause(
            EndReason.CONNECTION_LOST,
            new SendRejection(
                INVITER, Rejection.failed(EndReason.CONNECTION_LOST, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void routing_onLegFailed_ofInvitee_isAViolation() {
    routing().on(new LegFailed(FIRST, LegFailure.OFFLINE, NONE)).isViolation("never invited");
  }

  @Test
  void routing_onTerminated_ends() {
    routing()
        .on(new Terminated())
        .endsBecause(
            EndReason.SHUT_DOWN,
            new SendRejection(
                INVITER, Rejection.failed(EndReason.SHUT_DOWN, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void routing_onTimePassed_early_isIgnored() {
    routing().onTimePassedAt(Duration.ofMillis(4999)).isIgnored("no deadline is due");
  }

  @Test
  void routing_onTimePassed_due_endsWithoutRoute() {
    routing()
        .onTimePassedAt(Duration.ofSeconds(5))
        .endsBecause(
            EndReason.NO_ROUTE,
            new SendRejection(
                INVITER, Rejection.failed(EndReason.NO_ROUTE, NONE), DeclinePolicy.DEFAULT));
  }

  @Test
  void routing_onConfirmed_isAViolation() {
    routing().on(new Confirmed()).isViolation("nobody has been invited yet");
  }

  @Test
  void routing_onProceeding_isAViolation() {
    routing().on(new Proceeding(FIRST)).isViolation("never invited");
  }

  @Test
  void routing_onPeerOffline_isAViolation() {
    routing().on(new PeerOffline(FIRST)).isViolation("never invited");
  }

  @Test
  void routing_onPeerOnline_isAViolation() {
    routing().on(new PeerOnline(FIRST)).isViolation("never invited");
  }

  @Test
  void routing_onRang_isAViolation() {
    routing().on(new Rang(FIRST)).isViolation("never invited");
  }

  @Test
  void routing_onAccepted_isAViolation() {
    routing().on(new Accepted(FIRST, YES)).isViolation("never invited");
  }

  @Test
  void routing_onRefused_isAViolation() {
    routing().on(new Refused(FIRST, RefuseReason.DECLINED, NO)).isViolation("never invited");
  }
}
