package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.port.InvitationInbox.Opening;
import io.invitebridge.sip.TrunkOptions.CallLimits;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A trunk has only so many calls at once, and so many a second. */
class TrunkLimitsTest {
  private static final LegId LEG = new LegId(1);

  @Test
  void one_call_too_many_from_the_trunk_gets_503_and_may_come_again() {
    Bench bench = limited(OptionalInt.of(2), OptionalInt.empty());
    SipCall one = bench.pbx.calls("a");
    bench.pbx.calls("b");
    bench.settle();
    assertThat(bench.adapter.trunks().get(0).calls()).isEqualTo(2);
    SipCall three = bench.pbx.calls("c");
    bench.settle();
    assertThat(three.lastResponse().getStatusCode()).isEqualTo(503);
    assertThat(three.lastResponse().getHeader("Retry-After")).isNotNull();
    assertThat(bench.invited).hasSize(2);
    one.cancel();
    bench.adapter.perform(
        new io.invitebridge.core.model.LegRef(
            io.invitebridge.core.model.InvitationId.of(
                new io.invitebridge.core.model.NodeId("n1"), "i1"),
            LegId.INVITER),
        new io.invitebridge.core.invitation.Effect.SendCanceled(LegId.INVITER));
    bench.settle();
    bench.pbx.calls("d");
    bench.settle();
    assertThat(bench.invited).hasSize(3);
  }

  @Test
  void a_call_to_a_full_trunk_fails_at_once_so_that_the_next_one_is_tried() {
    Bench bench = limited(OptionalInt.of(1), OptionalInt.empty());
    bench.engine(invite());
    bench.engine(invite());
    assertThat(bench.pbx.news()).containsExactly("INVITE");
    assertThat(bench.told()).containsExactly("LegFailed");
    bench.pbx.rung().answers(486);
    bench.settle();
    bench.engine(invite());
    assertThat(bench.pbx.news()).containsExactly("ACK", "INVITE");
  }

  @Test
  void so_many_a_second_in_both_directions_together() {
    Bench bench = limited(OptionalInt.empty(), OptionalInt.of(3));
    bench.pbx.calls("a");
    bench.pbx.calls("b");
    bench.engine(invite());
    bench.engine(invite());
    SipCall late = bench.pbx.calls("c");
    bench.settle();
    assertThat(bench.told()).containsExactly("LegFailed");
    assertThat(late.lastResponse().getStatusCode()).isEqualTo(503);
    bench.pass(Duration.ofMillis(334));
    bench.pbx.calls("d");
    SipCall again = bench.pbx.calls("e");
    bench.settle();
    assertThat(bench.invited).hasSize(3);
    assertThat(again.lastResponse().getStatusCode()).isEqualTo(503);
    bench.pass(Duration.ofMinutes(1));
    for (int i = 0; i < 4; i++) {
      bench.pbx.calls("f");
    }
    bench.settle();
    assertThat(bench.invited).hasSize(6);
  }

  @Test
  void a_call_that_the_engine_does_not_take_does_not_count() {
    Bench bench = limited(OptionalInt.of(1), OptionalInt.empty());
    bench.opening = key -> new Opening.Overloaded();
    bench.pbx.calls("a");
    bench.settle();
    assertThat(bench.adapter.trunks().get(0).calls()).isZero();
  }

  private static Bench limited(OptionalInt calls, OptionalInt perSecond) {
    return new Bench(
        Bench.settings(TrunkOptions.NONE.withLimits(new CallLimits(calls, perSecond))));
  }

  private static SendInvite invite() {
    return new SendInvite(
        LEG,
        new Offer(
            AppUser.rtm(new AppId("app"), new UserId("alice")),
            Optional.empty(),
            new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
            new CalleeName("100"),
            Optional.empty(),
            Content.EMPTY,
            70));
  }
}
