package io.invitebridge.core.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.InvitationEvent.PeerOnline;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.SipUser;
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
  private static final Instant NOW = Instant.EPOCH;

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
    Invitation routing = routing();
    Rejection refused = Rejection.refused(RefuseReason.FORBIDDEN, Content.EMPTY);
    List<Effect> effects = InvitationMachine.apply(routing, new Unroutable(refused), NOW).effects();
    assertThat(effects).hasSize(2);
    assertThat(effects.get(0)).isInstanceOf(SendRinging.class);
    assertThat(effects.get(1)).isInstanceOf(SendRejection.class);
  }

  @ParameterizedTest
  @CsvSource({
    "legacy, alice, false, true",
    "legacy, alice, true, false",
    "legacy, bob, false, false",
    "otherApp, alice, false, false",
    "sip, alice, false, false"
  })
  void aUsersNoEndsTheWaitForTheSameUserOnTheOtherAppNetwork(
      String where, String user, boolean isOnline, boolean ends) {
    Address second =
        switch (where) {
          case "sip" -> new Address.SipParty(Optional.empty(), new SipUser(user));
          case "otherApp" -> Address.AppUser.rtm(new AppId("other"), new UserId(user));
          default -> new Address.AppUser(Network.LEGACY, new AppId("app"), new UserId(user));
        };
    Invitation inviting = ringingTogether(ALICE, second);
    if (isOnline) {
      inviting = step(inviting, new PeerOnline(new LegId(2)));
    }
    inviting = step(inviting, new Refused(new LegId(1), RefuseReason.BUSY, Content.EMPTY));
    assertThat(inviting.isEnded()).isEqualTo(ends);
  }

  @Test
  void aPhonesNoLeavesAppUsersAlone() {
    Address phone = new Address.SipParty(Optional.empty(), new SipUser("alice"));
    Invitation inviting = ringingTogether(phone, ALICE);
    inviting = step(inviting, new Refused(new LegId(1), RefuseReason.BUSY, Content.EMPTY));
    assertThat(inviting.isEnded()).isFalse();
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

  private static Invitation routing() {
    Invited invited =
        new Invited(
            Address.AppUser.rtm(new AppId("app"), new UserId("caller")),
            Optional.empty(),
            new CalleeName("alice"),
            Optional.empty(),
            Content.EMPTY,
            Invited.INITIAL_HOPS,
            CallerLimits.NONE);
    return InvitationMachine.begin(new InvitationId("n1-a"), invited, Duration.ofSeconds(5), NOW)
        .next();
  }

  private static Invitation ringingTogether(Address first, Address second) {
    Plan plan =
        new Plan(
            "together",
            List.of(new Plan.Round(List.of(first, second), Optional.empty())),
            Optional.empty(),
            Content.EMPTY,
            TimerPolicy.APP_CALLER,
            DeclinePolicy.DEFAULT,
            Plan.HUNT_UNLESS_DECIDED);
    return step(routing(), new Routed(plan));
  }

  private static Invitation step(Invitation invitation, InvitationEvent event) {
    return InvitationMachine.apply(invitation, event, NOW).next();
  }
}
