package io.invitebridge.core.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.model.LegId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine's values refuse what makes no sense. */
class ValueChecksTest {
  private static final TimerPolicy CLOCKS = TimerPolicy.APP_CALLER;

  @Test
  void timers_standInOrder() {
    refused("trunk probe", () -> CLOCKS.withDelivery(Duration.ofSeconds(4)));
    refused(
        "ring on a SIP target",
        () -> CLOCKS.withRing(Duration.ofSeconds(55), Duration.ofSeconds(55)));
    refused("Timer C", () -> CLOCKS.withRing(Duration.ofSeconds(180), Duration.ofSeconds(55)));
  }

  @Test
  void timers_areLongerThanZero() {
    refused("confirm time", () -> CLOCKS.withConfirm(Duration.ZERO));
    refused("confirm time", () -> CLOCKS.withConfirm(Duration.ofSeconds(-1)));
    refused("offline wait", () -> CLOCKS.withOfflineWait(Duration.ofSeconds(-1)));
  }

  @Test
  void timers_ofASipCallerDoNotWaitForALogin() {
    assertThat(TimerPolicy.SIP_CALLER.offlineWait()).isZero();
    assertThat(TimerPolicy.SIP_CALLER.confirm()).isEqualTo(Duration.ofSeconds(32));
  }

  @Test
  void ringLimitOfACaller_liesBetweenZeroAndTimerC() {
    assertThat(ringLimit(179).ring()).contains(Duration.ofSeconds(179));
    refused("longer than zero", () -> ringLimit(0));
    refused("Timer C", () -> ringLimit(180));
  }

  private static CallerLimits ringLimit(int seconds) {
    return new CallerLimits(
        Optional.empty(),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(seconds)),
        Optional.empty());
  }

  @Test
  void plan_hasRoundsAndTargets() {
    refused("at least one round", () -> Given.plan(List.of()));
    refused("at least one target", () -> new Plan.Round(List.of(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {399, 700})
  void declineStatus_isASipFailure(int status) {
    refused("400 and 699", () -> new DeclinePolicy(false, false, OptionalInt.of(status)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 699})
  void declineStatus_mayBeAnySipFailure(int status) {
    assertThat(new DeclinePolicy(false, false, OptionalInt.of(status)).fixedStatus())
        .hasValue(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void hops_areAByte(int hops) {
    Invited call = Given.invited(Given.ALICE);
    refused(
        "Hops",
        () ->
            new Invited(
                call.caller(),
                call.callerName(),
                call.callee(),
                call.channelId(),
                call.content(),
                hops,
                call.limits()));
  }

  @Test
  void rejection_hasARefuseReasonExactlyWhenRefused() {
    refused("refuse reason", () -> Rejection.failed(EndReason.REFUSED, Given.NONE));
    refused(
        "refuse reason",
        () -> new Rejection(EndReason.EXPIRED, Optional.of(RefuseReason.BUSY), Given.NONE));
  }

  @Test
  void rejection_countsAsItsOutcome() {
    assertThat(Rejection.refused(RefuseReason.BUSY, Given.NONE).outcome())
        .isEqualTo(Plan.Outcome.BUSY);
    assertThat(Rejection.refused(RefuseReason.MEDIA, Given.NONE).outcome())
        .isEqualTo(Plan.Outcome.REFUSED);
    Set<Plan.Outcome> failures =
        Set.of(
            Plan.Outcome.UNKNOWN,
            Plan.Outcome.OFFLINE,
            Plan.Outcome.NO_ANSWER,
            Plan.Outcome.NO_RESPONSE);
    assertThat(
            Stream.of(EndReason.values())
                .filter(r -> r != EndReason.REFUSED)
                .map(r -> Rejection.failed(r, Given.NONE).outcome()))
        .allMatch(failures::contains);
  }

  @ParameterizedTest
  @EnumSource(RefuseReason.class)
  void refuseReason_isAPlainWord(RefuseReason reason) {
    assertThat(reason.word()).matches("[a-z-]+");
  }

  @Test
  void invitation_knowsItsInvitees() {
    Invitation call =
        Story.of(Given.invited(Given.ALICE))
            .on(new InvitationEvent.Routed(Given.together(Given.BOB)))
            .invitation();
    assertThat(call.invitee(LegId.INVITER)).isEmpty();
    assertThat(call.invitee(Given.SECOND)).isEmpty();
    assertThat(call.invitee(Given.FIRST)).map(InviteeLeg::address).contains(Given.BOB);
  }

  private static void refused(String because, Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(because);
  }

  @Test
  void anInviterCancelsOfItsOwnWillOrBecauseOfWhatHappenedElsewhere() {
    assertThat(new InvitationEvent.Canceled(Given.NONE).why()).isEqualTo(EndReason.CANCELED);
    assertThatThrownBy(() -> new InvitationEvent.Canceled(Given.NONE, EndReason.EXPIRED))
        .hasMessageContaining("EXPIRED");
  }
}
