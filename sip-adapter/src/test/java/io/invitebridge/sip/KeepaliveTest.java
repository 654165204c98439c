package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.TrunkOptions.Probing;
import io.invitebridge.sip.TrunkOptions.Registering;
import io.invitebridge.sip.digest.Credentials;
import io.invitebridge.sip.testing.SipPeer;
import io.invitebridge.sip.trunk.TargetFigure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OPTIONS tell whether a target is there. */
class KeepaliveTest {
  private static final Probing RULES =
      new Probing(Duration.ofSeconds(30), Duration.ofSeconds(3), 2, 2);

  private final Bench bench = new Bench(Bench.settings(TrunkOptions.NONE.withProbing(RULES)));
  private final SipPeer pbx = bench.pbx;

  @Test
  void it_asks_again_and_again_and_each_time_in_a_call_of_its_own() {
    bench.settle();
    String first = pbx.last("OPTIONS").getCallId().getCallId();
    assertThat(pbx.last("OPTIONS").encode()).startsWith("OPTIONS sip:192.0.2.20:5060 SIP/2.0");
    answered(200);
    bench.pass(Duration.ofSeconds(30));
    assertThat(pbx.news()).containsExactly("OPTIONS", "OPTIONS");
    assertThat(pbx.last("OPTIONS").getCallId().getCallId()).isNotEqualTo(first);
    assertThat(figure().up()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 403, 404, 405, 483, 500, 501})
  void any_answer_says_that_somebody_is_there(int status) {
    for (int i = 0; i < 3; i++) {
      bench.settle();
      answered(status);
      bench.pass(Duration.ofSeconds(30));
    }
    assertThat(figure().up()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 503})
  void but_not_these(int status) {
    bench.settle();
    answered(status);
    assertThat(figure().up()).isTrue();
    bench.pass(Duration.ofSeconds(30));
    answered(status);
    assertThat(figure().up()).isFalse();
    assertThat(figure().usable()).isFalse();
  }

  @Test
  void silence_is_known_after_three_seconds_and_twice_of_it_is_down() {
    bench.pass(Duration.ofMillis(2_999));
    assertThat(figure().up()).isTrue();
    bench.pass(Duration.ofMillis(30_001));
    bench.pass(Duration.ofMillis(2_999));
    assertThat(figure().up()).isTrue();
    bench.pass(Duration.ofMillis(1));
    assertThat(figure().up()).isFalse();
  }

  @Test
  void it_comes_back_after_as_many_answers_as_are_wanted() {
    bench.pass(Duration.ofSeconds(36));
    assertThat(figure().up()).isFalse();
    bench.pass(Duration.ofSeconds(30));
    answered(200);
    assertThat(figure().up()).isFalse();
    bench.pass(Duration.ofSeconds(30));
    answered(200);
    assertThat(figure().up()).isTrue();
  }

  @Test
  void a_single_loss_takes_nothing_out() {
    bench.pass(Duration.ofSeconds(33));
    answered(200);
    bench.pass(Duration.ofSeconds(33));
    assertThat(figure().up()).isTrue();
  }

  @Test
  void a_503_that_names_a_time_is_left_alone_for_it() {
    bench.settle();
    pbx.answers("OPTIONS", 503, "Retry-After: 120");
    bench.settle();
    assertThat(figure().usable()).isFalse();
    bench.pass(Duration.ofSeconds(119));
    assertThat(pbx.news()).containsExactly("OPTIONS");
    bench.pass(Duration.ofSeconds(1));
    assertThat(pbx.news()).containsExactly("OPTIONS");
    assertThat(figure().usable()).isTrue();
  }

  @Test
  void a_late_answer_counts_for_nothing() {
    bench.settle();
    bench.pass(Duration.ofSeconds(3));
    pbx.answers("OPTIONS", 200);
    bench.pass(Duration.ofSeconds(33));
    assertThat(figure().up()).isFalse();
  }

  @Test
  void a_target_that_is_back_is_registered_with_at_once() {
    Bench both =
        new Bench(
            Bench.settings(
                TrunkOptions.NONE
                    .withProbing(new Probing(Duration.ofSeconds(10), Duration.ofSeconds(3), 1, 1))
                    .withRegistrations(
                        new Registering(new Credentials("b", "x"), "b", Duration.ofHours(1)))));
    both.wire.cut(both.pbx);
    both.pass(Duration.ofMinutes(5));
    both.wire.mend(both.pbx);
    both.pbx.news();
    both.pass(Duration.ofSeconds(10));
    assertThat(both.pbx.heard()).contains("OPTIONS");
    assertThat(both.pbx.heard()).doesNotContain("REGISTER");
    both.pbx.answers("OPTIONS", 200);
    both.settle();
    assertThat(both.pbx.heard()).contains("REGISTER");
  }

  @Test
  void the_stop_ends_it() {
    bench.settle();
    bench.adapter.drain();
    bench.pass(Duration.ofMinutes(5));
    assertThat(pbx.news()).containsExactly("OPTIONS");
    assertThat(bench.time.waiting()).isZero();
  }

  private void answered(int status) {
    pbx.answers("OPTIONS", status);
    bench.settle();
  }

  private TargetFigure figure() {
    return bench.adapter.trunks().get(0).targets().get(0);
  }
}
