package io.invitebridge.core.invitation;

import static io.invitebridge.core.invitation.Given.ALICE;
import static io.invitebridge.core.invitation.Given.BOB;
import static io.invitebridge.core.invitation.Given.CAROL;
import static io.invitebridge.core.invitation.Given.DESK;
import static io.invitebridge.core.invitation.Given.MOBILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.invitation.Effect.Left;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.Plan.Afterwards;
import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.invitation.Plan.Presented;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What follows the rounds of a plan, by the outcome of the last one. */
class AfterwardsTest {
  private static final Afterwards BUSY_LIST =
      new Afterwards.Ring(List.of(round(DESK), round(MOBILE)));

  private Invitation invitation = routing();
  private List<Effect> effects = List.of();

  @Test
  void theOutcomeOfTheLastRoundDecides() {
    routed(plan(Given.oneByOne(BOB, CAROL)));
    on(new LegFailed(new LegId(1), LegFailure.NO_RESPONSE, Content.EMPTY));
    assertThat(invitedNow()).containsExactly(CAROL);
    on(busy(2));
    assertThat(invitedNow()).containsExactly(DESK);
    on(new LegFailed(new LegId(3), LegFailure.NO_RESPONSE, Content.EMPTY));
    assertThat(invitedNow()).containsExactly(MOBILE);
  }

  @Test
  void thoseWhoAreRungLaterHearWhereTheCallWas() {
    routed(plan(Given.oneByOne(BOB, CAROL)));
    assertThat(leftNow()).isEmpty();
    on(new LegFailed(new LegId(1), LegFailure.NO_RESPONSE, Content.EMPTY));
    assertThat(leftNow()).contains(new Left(List.of(BOB), Outcome.NO_RESPONSE));
    on(busy(2));
    assertThat(leftNow()).contains(new Left(List.of(BOB, CAROL), Outcome.BUSY));
    on(new LegFailed(new LegId(3), LegFailure.OFFLINE, Content.EMPTY));
    assertThat(leftNow()).contains(new Left(List.of(BOB, CAROL, DESK), Outcome.BUSY));
  }

  @Test
  void theOutcomeThatThePlanNamesIsToldRatherThanTheStrongest() {
    Plan bare = Given.oneByOne(BOB, CAROL);
    Plan hunting =
        new Plan(
            bare.route(),
            bare.rounds(),
            bare.channelId(),
            bare.content(),
            bare.timers(),
            bare.decline(),
            Set.of(Outcome.BUSY),
            Map.of(Outcome.OFFLINE, BUSY_LIST, Outcome.BUSY, BUSY_LIST),
            Presented.UNCHANGED);
    routed(hunting);
    on(busy(1));
    on(new LegFailed(new LegId(2), LegFailure.OFFLINE, Content.EMPTY));
    assertThat(leftNow()).contains(new Left(List.of(BOB, CAROL), Outcome.OFFLINE));
  }

  @Test
  void anOutcomeWithoutAnEntryEndsIt() {
    routed(plan(Given.together(BOB)));
    on(new Refused(new LegId(1), RefuseReason.DECLINED, Content.EMPTY));
    assertThat(rejection()).isEqualTo(refused(RefuseReason.DECLINED));
  }

  @Test
  void nothingFollowsWhatFollowed() {
    routed(plan(Given.together(BOB)));
    on(busy(1));
    on(busy(2));
    assertThat(rejection()).isEqualTo(refused(RefuseReason.BUSY));
  }

  @Test
  void aRefusalReplacesWhatTheInviteeSaid() {
    routed(plan(Given.together(BOB)));
    on(new LegFailed(new LegId(1), LegFailure.NO_RESPONSE, new Content("words of a peer")));
    assertThat(rejection()).isEqualTo(refused(RefuseReason.UNAVAILABLE));
  }

  @Test
  void furtherRoundsAreAtLeastOne() {
    assertThatThrownBy(() -> new Afterwards.Ring(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void inviteesSeeTheCallerAsThePlanPresentsIt() {
    Plan bare = Given.together(BOB);
    Presented presented =
        new Presented(Optional.of(CAROL), Optional.of(new DisplayName("The front desk")));
    routed(with(bare, Map.of(), presented));
    Effect.Offer offer = ((SendInvite) effects.get(0)).offer();
    assertThat(offer.caller()).isEqualTo(CAROL);
    assertThat(offer.callerName()).contains(new DisplayName("The front desk"));
    assertThat(invitation.origin().caller()).isEqualTo(ALICE);
  }

  private static Plan plan(Plan bare) {
    return with(
        bare,
        Map.of(
            Outcome.BUSY,
            BUSY_LIST,
            Outcome.NO_RESPONSE,
            new Afterwards.Refuse(RefuseReason.UNAVAILABLE)),
        Presented.UNCHANGED);
  }

  private static Plan with(Plan bare, Map<Outcome, Afterwards> afterwards, Presented presented) {
    return new Plan(
        bare.route(),
        bare.rounds(),
        bare.channelId(),
        bare.content(),
        bare.timers(),
        bare.decline(),
        bare.huntOn(),
        afterwards,
        presented);
  }

  private static Plan.Round round(Address target) {
    return new Plan.Round(List.of(target), Optional.empty());
  }

  private static Refused busy(int leg) {
    return new Refused(new LegId(leg), RefuseReason.BUSY, Content.EMPTY);
  }

  private static Rejection refused(RefuseReason reason) {
    return Rejection.refused(reason, Content.EMPTY);
  }

  private static Invitation routing() {
    return InvitationMachine.begin(
            Given.CALL, Given.invited(ALICE), Duration.ofSeconds(5), Instant.EPOCH)
        .next();
  }

  private void routed(Plan plan) {
    on(new Routed(plan));
  }

  private void on(InvitationEvent event) {
    Transition transition = InvitationMachine.apply(invitation, event, Instant.EPOCH);
    invitation = transition.next();
    effects = transition.effects();
  }

  private List<Address> invitedNow() {
    return effects.stream()
        .filter(SendInvite.class::isInstance)
        .map(effect -> ((SendInvite) effect).offer().callee())
        .toList();
  }

  private Optional<Left> leftNow() {
    return effects.stream()
        .filter(SendInvite.class::isInstance)
        .map(effect -> ((SendInvite) effect).offer().left())
        .findFirst()
        .orElseThrow();
  }

  private Rejection rejection() {
    return effects.stream()
        .filter(SendRejection.class::isInstance)
        .map(effect -> ((SendRejection) effect).rejection())
        .findFirst()
        .orElseThrow();
  }
}
