package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.sip.testing.SipPeer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trunk with several targets (RFC 3263 section 4.3, RFC 3261 sections 8.1.3.1 and 21.5.4). */
class FailoverTest {
  private static final LegId LEG = new LegId(1);

  private final Bench bench =
      new Bench(
          Bench.settings(
              TrunkOptions.NONE.withTargets(
                  target("192.0.2.21", 1), target("192.0.2.22", 2), target("192.0.2.23", 3))));
  private final SipPeer first = bench.wire.peer("first", "192.0.2.21");
  private final SipPeer second = bench.wire.peer("second", "192.0.2.22");
  private final SipPeer third = bench.wire.peer("third", "192.0.2.23");

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(200));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
    assertThat(bench.adapter.trunks().get(0).calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void a_server_that_fails_is_followed_by_the_next(int status) {
    invite();
    first.rung().answers(status);
    bench.settle();
    assertThat(second.news()).containsExactly("INVITE");
    SIPRequest one = (SIPRequest) first.last("INVITE");
    SIPRequest two = (SIPRequest) second.last("INVITE");
    assertThat(two.getCallId()).isEqualTo(one.getCallId());
    assertThat(two.getFromTag()).isEqualTo(one.getFromTag());
    assertThat(two.getCSeq().getSeqNumber()).isEqualTo(one.getCSeq().getSeqNumber() + 1);
    assertThat(two.getTopmostVia().getBranch()).isNotEqualTo(one.getTopmostVia().getBranch());
    assertThat(two.getRequestURI()).hasToString("sip:100@192.0.2.22:5060");
    accepted(second);
    assertThat(bench.told()).containsExactly("Accepted", "HungUp");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 480, 486, 488, 600, 603})
  void what_the_callee_decides_is_final(int status) {
    invite();
    first.rung().answers(status);
    bench.settle();
    assertThat(second.heard()).isEmpty();
    assertThat(bench.told()).hasSize(1);
  }

  @Test
  void a_server_that_cannot_be_reached_is_followed_at_once() {
    bench.wire.cut(first);
    invite();
    assertThat(second.news()).containsExactly("INVITE");
    accepted(second);
  }

  @Test
  void silence_is_followed_long_before_timer_b() {
    invite();
    bench.pass(Duration.ofMillis(1_499));
    assertThat(second.heard()).isEmpty();
    bench.pass(Duration.ofMillis(1));
    assertThat(second.news()).containsExactly("INVITE");
    bench.pass(Duration.ofMillis(1_500));
    assertThat(third.news()).containsExactly("INVITE");
    accepted(third);
    assertThat(bench.told()).containsExactly("Accepted", "HungUp");
  }

  @Test
  void a_provisional_keeps_the_call_where_it_is() {
    invite();
    first.rung().tries();
    bench.pass(Duration.ofSeconds(20));
    assertThat(second.heard()).isEmpty();
    accepted(first);
  }

  @Test
  void one_that_was_given_up_is_cancelled_as_soon_as_it_speaks() {
    invite();
    SipCall late = first.rung();
    bench.pass(Duration.ofMillis(1_500));
    late.rings();
    bench.settle();
    assertThat(first.news()).containsExactly("INVITE", "CANCEL");
    assertThat(bench.told()).isEmpty();
    late.answers(200, "CANCEL");
    late.answers(487);
    bench.settle();
    assertThat(bench.told()).isEmpty();
    accepted(second);
    assertThat(bench.told()).containsExactly("Accepted", "HungUp");
  }

  @Test
  void a_late_200_of_one_that_was_given_up_is_acknowledged_and_hung_up() {
    invite();
    SipCall late = first.rung();
    bench.pass(Duration.ofMillis(1_500));
    late.accepts();
    bench.settle();
    assertThat(first.news()).containsExactly("INVITE", "ACK", "BYE");
    SIPRequest ack = (SIPRequest) first.last("ACK");
    assertThat(ack.getCSeq().getSeqNumber()).isEqualTo(1);
    late.answers(200, "BYE");
    assertThat(bench.told()).isEmpty();
    accepted(second);
    assertThat(bench.told()).containsExactly("Accepted", "HungUp");
  }

  @Test
  void a_late_200_after_the_call_is_over_is_hung_up_too() {
    invite();
    SipCall late = first.rung();
    bench.pass(Duration.ofMillis(1_500));
    accepted(second);
    late.accepts();
    bench.settle();
    assertThat(first.news()).containsExactly("INVITE", "ACK", "BYE");
    late.answers(200, "BYE");
    bench.settle();
  }

  @Test
  void the_last_failure_is_told_when_all_have_failed() {
    invite();
    first.rung().answers(500);
    bench.settle();
    second.rung().answers(503);
    bench.settle();
    third.rung().answers(504);
    bench.settle();
    assertThat(bench.told()).containsExactly("LegFailed");
    assertThat(bench.told(LegFailed.class).response().value()).contains("\"status\":504");
  }

  @Test
  void a_callee_behind_the_second_target_decides_for_all() {
    invite();
    first.rung().answers(503);
    bench.settle();
    second.rung().answers(486);
    bench.settle();
    assertThat(third.heard()).isEmpty();
    assertThat(bench.told(Refused.class).response().value()).contains("busy");
  }

  /** RFC 3261 section 21.5.4. */
  @Test
  void a_server_that_names_a_time_is_left_alone_for_it() {
    invite();
    first.rung().with("Retry-After: 30").answers(503);
    bench.settle();
    accepted(second);
    assertThat(bench.adapter.trunks().get(0).targets().get(0).usable()).isFalse();
    bench.pass(Duration.ofSeconds(29));
    first.news();
    invite();
    assertThat(first.news()).isEmpty();
    accepted(second);
    bench.pass(Duration.ofSeconds(1));
    invite();
    assertThat(first.news()).containsExactly("INVITE");
    accepted(first);
  }

  @Test
  void when_all_rest_the_call_fails_at_once() {
    invite();
    first.rung().with("Retry-After: 30").answers(503);
    bench.settle();
    second.rung().with("Retry-After: 30").answers(503);
    bench.settle();
    third.rung().with("Retry-After: 9999999").answers(503);
    bench.settle();
    invite();
    assertThat(bench.told()).containsExactly("LegFailed", "LegFailed");
    bench.pass(Duration.ofMinutes(5));
    invite();
    first.rung().answers(486);
    bench.settle();
  }

  @Test
  void a_withdrawal_ends_the_search() {
    invite();
    bench.engine(new SendWithdrawal(LEG, EndReason.CANCELED, Content.EMPTY));
    bench.pass(Duration.ofSeconds(10));
    assertThat(second.heard()).isEmpty();
    first.rung().answers(503);
    bench.settle();
    assertThat(second.heard()).isEmpty();
    assertThat(bench.told()).isEmpty();
  }

  @Test
  void a_ringing_server_that_fails_is_followed_too() {
    invite();
    first.rung().rings();
    bench.settle();
    first.rung().answers(503);
    bench.settle();
    accepted(second);
    assertThat(bench.told()).containsExactly("Rang", "Accepted", "HungUp");
  }

  private void accepted(SipPeer by) {
    SipCall call = by.rung();
    call.accepts();
    bench.settle();
    call.bye();
    bench.settle();
    by.news();
  }

  private void invite() {
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                AppUser.rtm(new AppId("app"), new UserId("alice")),
                Optional.empty(),
                new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
                new CalleeName("100"),
                Optional.empty(),
                Content.EMPTY,
                70)));
  }

  private static TrunkTarget target(String host, int priority) {
    return TrunkTarget.at(new Endpoint(Protocol.UDP, host, 5060)).withOrder(priority, 1);
  }
}
