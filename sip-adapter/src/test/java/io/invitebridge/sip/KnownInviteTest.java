package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which INVITEs the bridge knows, so that a copy of one is not refused for overload. */
class KnownInviteTest {
  private final Bench bench = new Bench();

  @Test
  void one_that_never_came_is_unknown() {
    assertThat(isKnown("bob-1", 1)).isFalse();
  }

  @Test
  void one_that_waits_for_its_answer_is_known_and_others_of_the_caller_are_not() {
    SipCall call = bench.bob.calls("alice");
    bench.settle();
    assertThat(isKnown("bob-1", 1)).isTrue();
    assertThat(isKnown("bob-2", 1)).isFalse();
    assertThat(isKnown("bob-1", 2)).isFalse();
    call.cancel();
    bench.settle();
  }

  @Test
  void one_that_was_refused_is_known_for_as_long_as_a_copy_may_come() {
    SipCall call = bench.bob.calls("alice");
    bench.settle();
    bench.engine(
        new SendRejection(
            LegId.INVITER,
            Rejection.refused(RefuseReason.BUSY, Content.EMPTY),
            DeclinePolicy.DEFAULT));
    call.ackRefusal();
    bench.settle();
    bench.pass(Duration.ofSeconds(31));
    assertThat(isKnown("bob-1", 1)).isTrue();
    bench.pass(Duration.ofSeconds(60));
    assertThat(isKnown("bob-1", 1)).isFalse();
  }

  @Test
  void one_that_was_turned_away_at_the_door_is_known_too() {
    Bench strict = new Bench(Bench.settings().refusingUnknown());
    strict.bob.calls("alice");
    strict.settle();
    assertThat(strict.bob.heard()).endsWith("403 INVITE");
    assertThat(isKnown(strict, "bob-1", 1)).isTrue();
  }

  private boolean isKnown(String callId, int number) {
    return isKnown(bench, callId, number);
  }

  private static boolean isKnown(Bench of, String callId, int number) {
    return of.wire.receiver().knows(callId, callId + "-tag", number);
  }
}
