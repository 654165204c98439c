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

import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.model.Content;
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

/** Changes of the media by the app, and those of both sides that cross (RFC 3261 section 14). */
class OwnSessionChangeTest {
  private final Bench bench = new Bench();
  private final ChangingCall calls = new ChangingCall(bench);

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @Test
  @Row("H4")
  void a_change_by_the_app_is_a_reinvite_and_the_answer_is_told() {
    SipCall call = calls.up(said(APP));
    bench.engine(change(Kind.OFFER, said(APP_HELD)));
    assertThat(bench.bob.news()).containsExactly("INVITE");
    assertThat(Received.sdp(bench.bob.last("INVITE"))).contains(APP_HELD);
    call.provide("INVITE", 200, HOLD);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("ACK");
    assertThat(calls.change().kind()).isEqualTo(Kind.ANSWER);
    assertThat(calls.change().content().value()).contains("a=sendonly");
    call.request("INVITE", HOLD);
    bench.settle();
    assertThat(Received.sdp(call.lastResponse())).contains(APP_HELD);
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H4")
  void an_app_may_bring_its_first_description_in_the_call() {
    SipCall call = calls.up(Content.EMPTY);
    bench.engine(change(Kind.OFFER, said(APP)));
    call.provide("INVITE", 200, AUDIO);
    bench.settle();
    call.request("INVITE", HOLD);
    bench.settle();
    assertThat(calls.change().kind()).isEqualTo(Kind.OFFER);
    bench.engine(change(Kind.ANSWER, said(APP_HELD)));
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
  }

  @ParameterizedTest
  @Row("H4")
  @ValueSource(ints = {488, 603, 500, 401})
  void a_change_that_the_peer_refuses_leaves_the_session_as_it_was(int status) {
    SipCall call = calls.up(said(APP));
    bench.engine(change(Kind.OFFER, said(APP_HELD)));
    call.answers(status, "INVITE");
    bench.settle();
    assertThat(calls.change().kind()).isEqualTo(Kind.REFUSAL);
    assertThat(calls.change().content().value()).contains("\"status\":" + status);
    call.request("INVITE", AUDIO);
    bench.settle();
    assertThat(Received.sdp(call.lastResponse())).contains(APP);
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
  }

  @ParameterizedTest
  @Row("H4")
  @ValueSource(ints = {408, 481})
  void a_change_that_finds_no_call_ends_it(int status) {
    SipCall call = calls.up(said(APP));
    bench.engine(change(Kind.OFFER, said(APP_HELD)));
    call.answers(status, "INVITE");
    bench.settle();
    assertThat(bench.told()).endsWith("LegFailed");
    assertThat(bench.bob.news()).endsWith("BYE");
    call.answers(200, "BYE");
    bench.settle();
  }

  @Test
  @Row("H4")
  void an_offer_without_a_description_is_refused_at_home() {
    SipCall call = calls.up(said(APP));
    bench.engine(change(Kind.OFFER, new Content("hold, please")));
    assertThat(bench.bob.news()).isEmpty();
    assertThat(calls.change().kind()).isEqualTo(Kind.REFUSAL);
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H4")
  void a_change_that_is_taken_back_is_undone() {
    SipCall call = calls.up(said(APP));
    bench.engine(change(Kind.OFFER, said(APP_HELD)));
    bench.engine(change(Kind.WITHDRAWAL, Content.EMPTY));
    call.provide("INVITE", 200, HOLD);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("INVITE", "ACK", "INVITE");
    assertThat(Received.sdp(bench.bob.last("INVITE"))).contains(APP);
    call.provide("INVITE", 200, AUDIO);
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H4")
  void a_change_that_crosses_the_peers_is_refused_and_the_peers_goes_on() {
    SipCall call = calls.up(said(APP));
    call.request("INVITE", HOLD);
    bench.settle();
    bench.engine(change(Kind.OFFER, said(APP)));
    assertThat(calls.change().kind()).isEqualTo(Kind.REFUSAL);
    bench.engine(change(Kind.ANSWER, said(APP_HELD)));
    assertThat(bench.bob.news()).endsWith("200 INVITE");
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
  }

  @ParameterizedTest
  @Row("R10b")
  @CsvSource({"200, ACK", "487, ACK", "481, ACK"})
  void a_reinvite_of_ours_that_crosses_a_bye_is_acknowledged(int status, String last) {
    SipCall call = calls.up(said(APP));
    bench.engine(change(Kind.OFFER, said(APP_HELD)));
    call.bye();
    bench.settle();
    call.provide("INVITE", status, status == 200 ? HOLD : NO_BODY);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("INVITE", "200 BYE", last);
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
  }

  @Test
  @Row("R11b")
  void reinvites_that_cross_ours_is_repeated_within_two_seconds_as_the_call_id_is_theirs() {
    SipCall call = calls.up(said(APP));
    bench.engine(change(Kind.OFFER, said(APP_HELD)));
    call.request("INVITE", HOLD);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("INVITE", "491 INVITE");
    call.answers(491, "INVITE");
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.bob.news()).containsExactly("ACK", "INVITE");
    call.provide("INVITE", 200, HOLD);
    bench.settle();
    assertThat(calls.change().kind()).isEqualTo(Kind.ANSWER);
    call.bye();
    bench.settle();
  }

  @Test
  @Row("R11a")
  void reinvites_that_cross_ours_is_repeated_after_2100_ms_as_the_call_id_is_ours() {
    SipCall call = calls.called();
    bench.engine(new SendSessionChange(LEG, new SessionChange(Kind.OFFER, said(APP_HELD))));
    call.request("INVITE", HOLD);
    bench.settle();
    call.answers(491, "INVITE");
    bench.pass(Duration.ofMillis(2_099));
    assertThat(bench.pbx.news()).containsExactly("INVITE", "491 INVITE", "ACK");
    call.request("INVITE", HOLD);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("100 INVITE");
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.pbx.news()).isEmpty();
    bench.engine(new SendSessionChange(LEG, new SessionChange(Kind.ANSWER, said(APP))));
    call.ack();
    bench.pass(Duration.ofMillis(2_100));
    assertThat(bench.pbx.news()).containsExactly("200 INVITE", "INVITE");
    call.provide("INVITE", 200, HOLD);
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("R11a")
  void a_peer_that_answers_491_for_ever_is_given_up() {
    SipCall call = calls.called();
    bench.engine(new SendSessionChange(LEG, new SessionChange(Kind.OFFER, said(APP_HELD))));
    for (int i = 0; i < 6; i++) {
      call.answers(491, "INVITE");
      bench.pass(Duration.ofMillis(2_100));
    }
    assertThat(calls.change().kind()).isEqualTo(Kind.REFUSAL);
    call.bye();
    bench.settle();
  }
}
