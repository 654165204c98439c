package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.sip.CallSettings.SessionTimers;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Session timers in both roles (RFC 4028). */
class SessionTimerTest {
  private static final SendAccept ACCEPT = new SendAccept(LegId.INVITER, Content.EMPTY);
  private static final Optional<String> NO_BODY = Optional.empty();

  private Bench bench = new Bench();

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @ParameterizedTest
  @Row("T1")
  @CsvSource(
      delimiter = '|',
      value = {
        "Supported: timer | Session-Expires: 1800 | 1800;refresher=uac | timer",
        "Supported: timer | Session-Expires: 1800;refresher=uac | 1800;refresher=uac | timer",
        "Supported: timer | Session-Expires: 1800;refresher=uas | 1800;refresher=uas | ''",
        "Require: timer | x: 90 | 90;refresher=uac | timer",
        "Supported: 100rel | Session-Expires: 600;refresher=uac | 600;refresher=uas | ''",
        "Supported: timer | X-None: 1 | '' | ''",
        "Supported: timer | Session-Expires: soon | '' | ''",
      })
  void the_200_names_interval_and_refresher(
      String extension, String asked, String answer, String required) {
    SipCall call = bench.bob.call("200").with(extension).with(asked).invite();
    bench.settle();
    bench.engine(ACCEPT);
    assertThat(String.join("", Received.values(call.lastResponse(), "Session-Expires")))
        .isEqualTo(answer);
    assertThat(String.join("", Received.values(call.lastResponse(), "Require")))
        .isEqualTo(required);
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("T2")
  void an_interval_below_ours_is_422_before_anybody_rings() {
    bench = new Bench(with(new SessionTimers(Optional.empty(), Duration.ofSeconds(600))));
    SipCall call =
        bench.pbx.call("200").with("Supported: timer").with("Session-Expires: 300").invite();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("100 INVITE", "422 INVITE");
    assertThat(Received.values(call.lastResponse(), "Min-SE")).containsExactly("600");
    assertThat(bench.invited).isEmpty();
  }

  @Test
  @Row("T2")
  void a_caller_who_does_not_know_timers_is_taken_at_our_least() {
    SipCall call = bench.bob.call("200").with("Session-Expires: 5").invite();
    bench.settle();
    bench.engine(ACCEPT);
    assertThat(Received.values(call.lastResponse(), "Session-Expires"))
        .containsExactly("90;refresher=uas");
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("T3")
  void we_refresh_at_half_the_interval_by_update_where_it_is_allowed() {
    SipCall call = up("Session-Expires: 200;refresher=uas", "Allow: INVITE, ACK, UPDATE");
    bench.pass(Duration.ofMillis(99_999));
    assertThat(bench.bob.news()).isEmpty();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.bob.news()).containsExactly("UPDATE");
    assertThat(Received.values(bench.bob.last("UPDATE"), "Session-Expires"))
        .containsExactly("200;refresher=uac");
    assertThat(Received.sdp(bench.bob.last("UPDATE"))).isEmpty();
    call.provide("UPDATE", 200, NO_BODY, "Session-Expires: 200;refresher=uac");
    bench.pass(Duration.ofMillis(99_999));
    assertThat(bench.bob.news()).isEmpty();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.bob.news()).containsExactly("UPDATE");
    call.provide("UPDATE", 200, NO_BODY, "Session-Expires: 200;refresher=uac");
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("T3")
  void without_update_the_refresh_is_a_reinvite_with_the_same_description() {
    SipCall call = up("Session-Expires: 200;refresher=uas", "Allow: INVITE, ACK, BYE");
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.bob.news()).containsExactly("INVITE");
    assertThat(Received.sdp(bench.bob.last("INVITE")))
        .isEqualTo(Received.sdp(bench.bob.last("200 INVITE")));
    call.provide("INVITE", 200, Optional.of(SipCall.AUDIO), "Session-Expires: 200;refresher=uac");
    bench.settle();
    call.provide("INVITE", 200, Optional.of(SipCall.AUDIO), "Session-Expires: 200;refresher=uac");
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("ACK", "ACK");
    assertThat(bench.told()).containsExactly("Confirmed");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("T4")
  void a_refresh_by_the_peer_moves_the_end() {
    SipCall call = up("Session-Expires: 300", "Allow: UPDATE");
    bench.pass(Duration.ofSeconds(260));
    call.with("Supported: timer");
    call.requestWith("UPDATE", NO_BODY, "Session-Expires: 300;refresher=uac");
    bench.settle();
    assertThat(Received.values(call.lastResponse(), "Session-Expires"))
        .containsExactly("300;refresher=uac");
    bench.pass(Duration.ofSeconds(260));
    call.requestWith("INVITE", Optional.of(SipCall.AUDIO), "Session-Expires: 300;refresher=uac");
    bench.settle();
    call.ack();
    bench.pass(Duration.ofSeconds(260));
    assertThat(bench.bob.news()).containsExactly("200 UPDATE", "200 INVITE");
    assertThat(bench.told()).containsExactly("Confirmed");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("T4")
  void a_request_without_an_interval_turns_the_timer_off() {
    SipCall call = up("Session-Expires: 300", "Allow: UPDATE");
    call.request("UPDATE", NO_BODY);
    bench.pass(Duration.ofSeconds(1000));
    assertThat(bench.bob.news()).containsExactly("200 UPDATE");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("T5")
  void a_peer_that_does_not_refresh_is_hung_up_before_the_end() {
    SipCall call = up("Session-Expires: 300", "Allow: UPDATE");
    bench.pass(Duration.ofMillis(267_999));
    assertThat(bench.bob.news()).isEmpty();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.bob.news()).containsExactly("BYE");
    assertThat(bench.told()).containsExactly("Confirmed", "LegFailed");
    call.answers(200, "BYE");
    bench.settle();
  }

  @Test
  @Row("T5")
  void a_refresh_of_ours_that_fails_is_tried_again_until_the_end_comes_near() {
    SipCall call = up("Session-Expires: 300;refresher=uas", "Allow: UPDATE");
    for (int i = 0; i < 4; i++) {
      bench.pass(i == 0 ? Duration.ofSeconds(150) : Duration.ofMillis(37_500));
      if (i < 4 && bench.bob.heard().get(bench.bob.heard().size() - 1).equals("UPDATE")) {
        call.answers(500, "UPDATE");
        bench.settle();
      }
    }
    assertThat(bench.bob.news()).containsExactly("UPDATE", "UPDATE", "UPDATE", "UPDATE");
    bench.pass(Duration.ofSeconds(6));
    assertThat(bench.bob.news()).containsExactly("BYE");
    call.answers(200, "BYE");
    bench.settle();
  }

  @ParameterizedTest
  @Row("T6")
  @CsvSource({"408", "481"})
  void a_refresh_that_finds_no_call_ends_it(int status) {
    SipCall call = up("Session-Expires: 300;refresher=uas", "Allow: UPDATE");
    bench.pass(Duration.ofSeconds(150));
    call.answers(status, "UPDATE");
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("UPDATE", "BYE");
    assertThat(bench.told()).containsExactly("Confirmed", "LegFailed");
    call.answers(481, "BYE");
    bench.settle();
  }

  @Test
  @Row("T6")
  void a_refresh_that_nobody_answers_ends_the_call() {
    SipCall call = up("Session-Expires: 300;refresher=uas", "Allow: UPDATE");
    bench.pass(Duration.ofSeconds(150 + 32));
    assertThat(bench.bob.news()).containsExactly("UPDATE", "BYE");
    call.answers(200, "BYE");
    bench.settle();
  }

  @Test
  @Row("T6")
  void a_422_to_our_refresh_raises_the_interval() {
    SipCall call = up("Session-Expires: 100;refresher=uas", "Allow: UPDATE");
    bench.pass(Duration.ofSeconds(50));
    call.provide("UPDATE", 422, NO_BODY, "Min-SE: 400");
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("UPDATE", "UPDATE");
    assertThat(Received.values(bench.bob.last("UPDATE"), "Session-Expires"))
        .containsExactly("400;refresher=uac");
    assertThat(Received.values(bench.bob.last("UPDATE"), "Min-SE")).containsExactly("400");
    call.provide("UPDATE", 200, NO_BODY, "Session-Expires: 400;refresher=uac");
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row({"T7", "R11b"})
  void refreshes_that_cross_are_both_491_and_ours_comes_again() {
    SipCall call = up("Session-Expires: 200;refresher=uas", "Allow: INVITE");
    bench.pass(Duration.ofSeconds(100));
    call.request("INVITE", Optional.of(SipCall.AUDIO));
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("INVITE", "491 INVITE");
    call.answers(491, "INVITE");
    bench.pass(Duration.ofSeconds(2));
    call.provide("INVITE", 200, Optional.of(SipCall.AUDIO), "Session-Expires: 200;refresher=uac");
    bench.settle();
    assertThat(bench.bob.heard()).endsWith("INVITE", "ACK");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("T8")
  void a_refresh_that_crosses_our_bye_gets_481_and_ours_is_forgotten() {
    SipCall call = up("Session-Expires: 200;refresher=uas", "Allow: UPDATE");
    bench.pass(Duration.ofSeconds(100));
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    call.request("UPDATE", NO_BODY);
    call.answers(481, "UPDATE");
    call.answers(200, "BYE");
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("UPDATE", "BYE", "481 UPDATE");
    assertThat(bench.told()).containsExactly("Confirmed");
  }

  @Test
  @Row("T8")
  void a_bye_that_crosses_our_refresh_ends_the_call() {
    SipCall call = up("Session-Expires: 200;refresher=uas", "Allow: INVITE");
    bench.pass(Duration.ofSeconds(100));
    call.bye();
    bench.settle();
    call.provide("INVITE", 200, Optional.of(SipCall.AUDIO));
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("INVITE", "200 BYE", "ACK");
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
  }

  @Test
  @Row({"T1", "T3"})
  void a_wish_of_our_own_is_kept_by_ourselves_if_the_caller_knows_no_timers() {
    bench =
        new Bench(
            with(new SessionTimers(Optional.of(Duration.ofSeconds(600)), SessionTimers.LEAST)));
    SipCall call = bench.pbx.call("200").invite();
    bench.settle();
    bench.engine(ACCEPT);
    assertThat(Received.values(call.lastResponse(), "Session-Expires"))
        .containsExactly("600;refresher=uas");
    call.ack();
    bench.pass(Duration.ofSeconds(300));
    assertThat(bench.pbx.heard()).endsWith("INVITE");
    call.provide("INVITE", 200, Optional.of(SipCall.AUDIO));
    bench.settle();
    call.bye();
    bench.settle();
  }

  private SipCall up(String... lines) {
    SipCall call = bench.bob.call("200").with("Supported: timer");
    List.of(lines).forEach(call::with);
    call.invite();
    bench.settle();
    bench.engine(ACCEPT);
    call.ack().plain();
    bench.settle();
    bench.bob.news();
    return call;
  }

  private static SipSettings with(SessionTimers timers) {
    return Bench.settings()
        .withTrunks(
            List.of(
                Bench.settings()
                    .trunks()
                    .get(0)
                    .withCalls(CallSettings.DEFAULT.withTimers(timers))));
  }
}
