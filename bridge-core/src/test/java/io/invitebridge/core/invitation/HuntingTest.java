package io.invitebridge.core.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a "no" counts as when a round decides about the next one. */
class HuntingTest {
  private static final Address ALICE = Address.AppUser.rtm(new AppId("app"), new UserId("alice"));

  @ParameterizedTest
  @CsvSource({
    "DECLINED, REFUSED",
    "FORBIDDEN, REFUSED",
    "MEDIA, REFUSED",
    "BUSY, BUSY",
    "UNAVAILABLE, OFFLINE",
    "WRONG_NUMBER, UNKNOWN",
    "NETWORK, NO_RESPONSE"
  })
  void aRefusalCountsAsWhatItMeans(RefuseReason reason, Plan.Outcome outcome) {
    assertThat(Rejection.refused(reason, Content.EMPTY).outcome()).isEqualTo(outcome);
  }

  @Test
  void aRulesRefusalIsHeardAfterReceivedByPeerToo() {
    Invited invited =
        new Invited(
            ALICE,
            Optional.empty(),
            new CalleeName("bob"),
            Optional.empty(),
            Content.EMPTY,
            Invited.INITIAL_HOPS,
            CallerLimits.NONE);
    Instant now = Instant.EPOCH;
    Invitation routing =
        InvitationMachine.begin(new InvitationId("n1-a"), invited, Duration.ofSeconds(5), now)
            .next();
    Rejection refused = Rejection.refused(RefuseReason.FORBIDDEN, Content.EMPTY);
    List<Effect> effects = InvitationMachine.apply(routing, new Unroutable(refused), now).effects();
    assertThat(effects).hasSize(2);
    assertThat(effects.get(0)).isInstanceOf(SendRinging.class);
    assertThat(effects.get(1)).isInstanceOf(SendRejection.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 5", "5, -1, 5", "5, 5, 0", "-1, 0, 5", "5, 0, -1"})
  void aCallersLimitsArePositive(long delivery, long offlineWait, long overall) {
    assertThatThrownBy(
            () ->
                new CallerLimits(
                    Optional.of(Duration.ofSeconds(delivery)),
                    Optional.of(Duration.ofSeconds(offlineWait)),
                    Optional.of(Duration.ofSeconds(overall))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void aRoundLastsLongerThanZero(long seconds) {
    assertThatThrownBy(
            () -> new Plan.Round(List.of(ALICE), Optional.of(Duration.ofSeconds(seconds))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
