package io.invitebridge.sip;

import static io.invitebridge.sip.ChangingCall.APP;
import static io.invitebridge.sip.ChangingCall.APP_HELD;
import static io.invitebridge.sip.ChangingCall.AUDIO;
import static io.invitebridge.sip.ChangingCall.HOLD;
import static io.invitebridge.sip.ChangingCall.LEG;
import static io.invitebridge.sip.ChangingCall.NO_BODY;
import static io.invitebridge.sip.ChangingCall.change;
import static io.invitebridge.sip.ChangingCall.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.SessionChanged;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SessionChange.Kind;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hold, resume and every other change of the media by the peer (RFC 3261 section 14). */
class SessionChangeTest {
  private final Bench bench = new Bench();
  private final ChangingCall calls = new ChangingCall(bench);

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @ParameterizedTest
  @Row("H1")
  @ValueSource(strings = {"INVITE", "UPDATE"})
  void hold_and_resume_against_our_own_description_stay_inactive(String method) {
    SipCall call = calls.up(Content.EMPTY);
    call.request(method, HOLD);
    calls.ackIf(method, call);
    assertThat(Received.sdp(bench.bob.last("200 " + method)).orElse("")).contains("a=inactive");
    call.request(method, AUDIO);
    calls.ackIf(method, call);
    assertThat(bench.bob.news()).containsExactly("200 " + method, "200 " + method);
    assertThat(bench.told()).containsExactly("Confirmed");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H2")
  void a_refresh_of_an_apps_description_is_answered_without_asking() {
    SipCall call = calls.up(said(APP));
    call.request("INVITE", AUDIO.map(sdp -> sdp.replace("o=- 1 1", "o=- 1 2")));
    bench.settle();
    assertThat(Received.sdp(call.lastResponse())).contains(APP);
    call.ack();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed");
    call.bye();
    bench.settle();
  }

  @ParameterizedTest
  @Row("H2")
  @CsvSource({"INVITE, 100 INVITE", "UPDATE, ''"})
  void a_hold_is_told_to_the_app_and_its_answer_goes_back(String method, String meanwhile) {
    SipCall call = calls.up(said(APP));
    call.request(method, HOLD);
    bench.settle();
    assertThat(String.join("", bench.bob.news())).isEqualTo(meanwhile);
    assertThat(calls.change().kind()).isEqualTo(Kind.OFFER);
    assertThat(calls.change().content().value()).contains("a=sendonly");
    bench.engine(change(Kind.ANSWER, said(APP_HELD)));
    assertThat(bench.bob.news()).containsExactly("200 " + method);
    assertThat(Received.sdp(call.lastResponse())).contains(APP_HELD);
    calls.ackIf(method, call);
    call.request(method, HOLD);
    calls.ackIf(method, call);
    assertThat(Received.sdp(bench.bob.last("200 " + method))).contains(APP_HELD);
    assertThat(bench.told()).containsExactly("Confirmed", "SessionChanged");
    call.bye();
    bench.settle();
  }

  @ParameterizedTest
  @Row("H3")
  @ValueSource(strings = {"INVITE", "UPDATE"})
  void an_app_that_refuses_leaves_the_session_as_it_was(String method) {
    SipCall call = calls.up(said(APP));
    call.request(method, HOLD);
    bench.settle();
    bench.engine(change(Kind.REFUSAL, Content.EMPTY));
    assertThat(bench.bob.news()).endsWith("488 " + method);
    call.request("INVITE", AUDIO);
    bench.settle();
    assertThat(Received.sdp(call.lastResponse())).contains(APP);
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
  }

  @ParameterizedTest
  @Row("H3")
  @CsvSource({"INVITE, 488", "UPDATE, 504"})
  void an_app_that_says_nothing_has_eight_seconds(String method, int status) {
    SipCall call = calls.up(said(APP));
    call.request(method, HOLD);
    bench.pass(Duration.ofMillis(7_999));
    assertThat(bench.bob.news()).doesNotContain(status + " " + method);
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.bob.news()).endsWith(status + " " + method);
    assertThat(calls.change().kind()).isEqualTo(Kind.WITHDRAWAL);
    bench.engine(change(Kind.ANSWER, said(APP_HELD)));
    assertThat(bench.bob.news()).isEmpty();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H3")
  void an_answer_without_a_description_is_a_refusal() {
    SipCall call = calls.up(said(APP));
    call.request("INVITE", HOLD);
    bench.settle();
    bench.engine(change(Kind.ANSWER, new Content("yes")));
    assertThat(bench.bob.news()).endsWith("488 INVITE");
    call.bye();
    bench.settle();
  }

  @Test
  @Row({"H3", "S27"})
  void an_offer_too_large_for_an_app_is_refused_without_asking() {
    SipCall call = calls.up(said(APP));
    call.request("INVITE", HOLD.map(sdp -> sdp + "a=x:" + "y".repeat(8200) + "\r\n"));
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("488 INVITE");
    assertThat(Received.values(call.lastResponse(), "Warning")).hasSize(1);
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H5")
  void a_reinvite_without_offer_gets_ours_and_the_ack_answers_it() {
    SipCall call = calls.up(said(APP));
    call.request("INVITE", NO_BODY);
    bench.settle();
    assertThat(Received.sdp(call.lastResponse())).contains(APP);
    call.request("UPDATE", HOLD);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 INVITE", "491 UPDATE");
    call.ack(SipCall.AUDIO.replace("4000", "4100"));
    bench.settle();
    assertThat(calls.change().kind()).isEqualTo(Kind.OFFER);
    assertThat(calls.change().content().value()).contains("m=audio 4100");
    bench.engine(change(Kind.ANSWER, said(APP)));
    assertThat(bench.bob.news()).isEmpty();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H5")
  void an_app_that_answers_the_ack_otherwise_is_offered_anew() {
    SipCall call = calls.up(said(APP));
    call.request("INVITE", NO_BODY);
    bench.settle();
    call.ack(SipCall.AUDIO.replace("4000", "4100"));
    bench.settle();
    bench.engine(change(Kind.ANSWER, said(APP_HELD)));
    assertThat(bench.bob.news()).containsExactly("200 INVITE", "INVITE");
    call.provide("INVITE", 200, AUDIO);
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed", "SessionChanged");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H6")
  void a_reinvite_that_is_cancelled_gets_487_and_the_app_a_withdrawal() {
    SipCall call = calls.up(said(APP));
    call.request("INVITE", HOLD);
    bench.settle();
    call.cancelInside();
    bench.settle();
    assertThat(bench.bob.news())
        .containsExactlyInAnyOrder("100 INVITE", "200 CANCEL", "487 INVITE");
    assertThat(calls.change().kind()).isEqualTo(Kind.WITHDRAWAL);
    call.cancelInside();
    bench.settle();
    bench.engine(change(Kind.ANSWER, said(APP_HELD)));
    assertThat(bench.bob.news()).containsExactly("200 CANCEL");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("R12a")
  void a_second_reinvite_before_the_first_is_answered_gets_500() {
    SipCall call = calls.up(said(APP));
    call.request("INVITE", HOLD);
    bench.settle();
    call.request("INVITE", AUDIO);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "500 INVITE");
    assertThat(Received.values(call.lastResponse(), "Retry-After")).containsExactly("0");
    bench.engine(change(Kind.REFUSAL, Content.EMPTY));
    call.bye();
    bench.settle();
  }

  @Test
  @Row("R10a")
  void a_reinvite_that_waits_when_we_hang_up_is_terminated_and_a_later_one_finds_nothing() {
    SipCall call = calls.up(said(APP));
    call.request("INVITE", HOLD);
    bench.settle();
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    call.request("INVITE", AUDIO);
    call.answers(200, "BYE");
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "487 INVITE", "BYE", "481 INVITE");
  }

  @Test
  @Row("H2")
  void the_called_side_holds_too() {
    SipCall call = calls.called();
    call.request("INVITE", HOLD);
    bench.settle();
    assertThat(bench.told(SessionChanged.class).leg()).isEqualTo(LEG);
    bench.engine(new SendSessionChange(LEG, new SessionChange(Kind.ANSWER, said(APP_HELD))));
    call.ack();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("100 INVITE", "200 INVITE");
    call.bye();
    bench.settle();
  }
}
