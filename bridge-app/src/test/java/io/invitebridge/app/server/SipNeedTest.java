package io.invitebridge.app.server;

import static io.invitebridge.app.testing.PlayedCall.ALICE;
import static io.invitebridge.app.testing.PlayedCall.BIRTH;
import static io.invitebridge.app.testing.PlayedCall.BOB;
import static io.invitebridge.app.testing.PlayedCall.DESK;
import static io.invitebridge.app.testing.PlayedCall.FIRST;
import static io.invitebridge.app.testing.PlayedCall.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.testing.PlayedCall;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.invitation.Plan.Round;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Content;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which open calls keep the SIP side. */
class SipNeedTest {
  private static final Instant LATER = BIRTH.plusSeconds(60);

  @Test
  void a_call_that_a_phone_made_needs_it_until_its_end() {
    PlayedCall call = call(DESK).routed(ALICE);
    assertThat(mayHave(call)).isTrue();
    call.happens(new Accepted(FIRST, Content.EMPTY));
    assertThat(mayHave(call)).isTrue();
    assertThat(mayHave(call(DESK).routed(ALICE).happens(new Canceled(Content.EMPTY)))).isFalse();
  }

  @Test
  void a_call_between_apps_does_not() {
    assertThat(mayHave(call(ALICE).routed(BOB))).isFalse();
  }

  @Test
  void a_phone_that_may_still_ring_needs_it_and_one_whose_turn_never_came_does_not() {
    PlayedCall call = call(ALICE).routed(BOB, DESK);
    assertThat(mayHave(call)).isTrue();
    call.happens(new Accepted(FIRST, Content.EMPTY));
    assertThat(mayHave(call)).isFalse();
  }

  @Test
  void a_phone_that_answered_needs_it() {
    PlayedCall call =
        call(ALICE)
            .routed(BOB, DESK)
            .happens(new Refused(FIRST, RefuseReason.UNAVAILABLE, Content.EMPTY))
            .happens(new Accepted(SECOND, Content.EMPTY));
    assertThat(mayHave(call)).isTrue();
  }

  @Test
  void what_follows_the_turns_counts_too() {
    Plan plan =
        new Plan(
            "route",
            List.of(round(BOB)),
            Optional.empty(),
            Content.EMPTY,
            TimerPolicy.APP_CALLER,
            DeclinePolicy.DEFAULT,
            Plan.HUNT_UNLESS_DECIDED,
            Map.of(
                Outcome.REFUSED, new Plan.Afterwards.Refuse(RefuseReason.BUSY),
                Outcome.BUSY, new Plan.Afterwards.Ring(List.of(round(DESK)))),
            Plan.Presented.UNCHANGED);
    assertThat(mayHave(call(ALICE).happens(new Routed(plan)))).isTrue();
  }

  /** One that began under the rules of now will not come to a phone. */
  @Test
  void a_call_that_is_not_routed_yet_may_by_the_rules_of_before() {
    assertThat(mayHave(call(ALICE))).isTrue();
    assertThat(SipNeed.mayHave(call(ALICE).invitation(), BIRTH.minusSeconds(1))).isFalse();
  }

  private static boolean mayHave(PlayedCall call) {
    return SipNeed.mayHave(call.invitation(), LATER);
  }

  private static Round round(Address callee) {
    return new Round(List.of(callee), Optional.empty());
  }

  private static PlayedCall call(Address caller) {
    return PlayedCall.begun((at, before, event, transition) -> {}, 1, caller);
  }
}
