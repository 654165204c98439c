package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.SessionChanged;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SessionChange.Kind;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Hold, resume and every other change of a call's media, by either side (RFC 3261 section 14). */
class SessionChangeTest {
  private static final LegId LEG = new LegId(1);
  private static final Optional<String> NO_BODY = Optional.empty();
  private static final Optional<String> AUDIO = Optional.of(SipCall.AUDIO);
  private static final Optional<String> HOLD = Optional.of(SipCall.AUDIO + "a=sendonly\r\n");
  private static final String APP =
      "v=0\r\no=app 1 1 IN IP4 203.0.113.9\r\ns=-\r\nc=IN IP4 203.0.113.9\r\nt=0 0\r\n"
          + "m=audio 7000 RTP/AVP 0\r\n";
  private static final String APP_HELD = APP + "a=recvonly\r\n";

  private final Bench bench = new Bench();

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
    SipCall call = up(Content.EMPTY);
    call.request(method, HOLD);
    ackIf(method, call);
    assertThat(Received.sdp(bench.bob.last("200 " + method)).orElse("")).contains("a=inactive");
    call.request(method, AUDIO);
    ackIf(method, call);
    assertThat(bench.bob.news()).containsExactly("200 " + method, "200 " + method);
    assertThat(bench.told()).containsExactly("Confirmed");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H2")
  void a_refresh_of_an_apps_description_is_answered_without_asking() {
    SipCall call = up(said(APP));
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
    SipCall call = up(said(APP));
    call.request(method, HOLD);
    bench.settle();
    assertThat(String.join("", bench.bob.news())).isEqualTo(meanwhile);
    assertThat(change().kind()).isEqualTo(Kind.OFFER);
    assertThat(change().content().value()).contains("a=sendonly");
    bench.engine(change(Kind.ANSWER, said(APP_HELD)));
    assertThat(bench.bob.news()).containsExactly("200 " + method);
    assertThat(Received.sdp(call.lastResponse())).contains(APP_HELD);
    ackIf(method, call);
    call.request(method, HOLD);
    ackIf(method, call);
    assertThat(Received.sdp(bench.bob.last("200 " + method))).contains(APP_HELD);
    assertThat(bench.told()).containsExactly("Confirmed", "SessionChanged");
    call.bye();
    bench.settle();
  }

  @ParameterizedTest
  @Row("H3")
  @ValueSource(strings = {"INVITE", "UPDATE"})
  void an_app_that_refuses_leaves_the_session_as_it_was(String method) {
    SipCall call = up(said(APP));
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
    SipCall call = up(said(APP));
    call.request(method, HOLD);
    bench.pass(Duration.ofMillis(7_999));
    assertThat(bench.bob.news()).doesNotContain(status + " " + method);
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.bob.news()).endsWith(status + " " + method);
    assertThat(change().kind()).isEqualTo(Kind.WITHDRAWAL);
    bench.engine(change(Kind.ANSWER, said(APP_HELD)));
    assertThat(bench.bob.news()).isEmpty();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H3")
  void an_answer_without_a_description_is_a_refusal() {
    SipCall call = up(said(APP));
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
    SipCall call = up(said(APP));
    call.request("INVITE", HOLD.map(sdp -> sdp + "a=x:" + "y".repeat(8200) + "\r\n"));
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("488 INVITE");
    assertThat(Received.values(call.lastResponse(), "Warning")).hasSize(1);
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H4")
  void a_change_by_the_app_is_a_reinvite_and_the_answer_is_told() {
    SipCall call = up(said(APP));
    bench.engine(change(Kind.OFFER, said(APP_HELD)));
    assertThat(bench.bob.news()).containsExactly("INVITE");
    assertThat(Received.sdp(bench.bob.last("INVITE"))).contains(APP_HELD);
    call.provide("INVITE", 200, HOLD);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("ACK");
    assertThat(change().kind()).isEqualTo(Kind.ANSWER);
    assertThat(change().content().value()).contains("a=sendonly");
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
    SipCall call = up(Content.EMPTY);
    bench.engine(change(Kind.OFFER, said(APP)));
    call.provide("INVITE", 200, AUDIO);
    bench.settle();
    call.request("INVITE", HOLD);
    bench.settle();
    assertThat(change().kind()).isEqualTo(Kind.OFFER);
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
    SipCall call = up(said(APP));
    bench.engine(change(Kind.OFFER, said(APP_HELD)));
    call.answers(status, "INVITE");
    bench.settle();
    assertThat(change().kind()).isEqualTo(Kind.REFUSAL);
    assertThat(change().content().value()).contains("\"status\":" + status);
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
    SipCall call = up(said(APP));
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
    SipCall call = up(said(APP));
    bench.engine(change(Kind.OFFER, new Content("hold, please")));
    assertThat(bench.bob.news()).isEmpty();
    assertThat(change().kind()).isEqualTo(Kind.REFUSAL);
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H4")
  void a_change_that_is_taken_back_is_undone() {
    SipCall call = up(said(APP));
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
    SipCall call = up(said(APP));
    call.request("INVITE", HOLD);
    bench.settle();
    bench.engine(change(Kind.OFFER, said(APP)));
    assertThat(change().kind()).isEqualTo(Kind.REFUSAL);
    bench.engine(change(Kind.ANSWER, said(APP_HELD)));
    assertThat(bench.bob.news()).endsWith("200 INVITE");
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H5")
  void a_reinvite_without_offer_gets_ours_and_the_ack_answers_it() {
    SipCall call = up(said(APP));
    call.request("INVITE", NO_BODY);
    bench.settle();
    assertThat(Received.sdp(call.lastResponse())).contains(APP);
    call.request("UPDATE", HOLD);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 INVITE", "491 UPDATE");
    call.ack(SipCall.AUDIO.replace("4000", "4100"));
    bench.settle();
    assertThat(change().kind()).isEqualTo(Kind.OFFER);
    assertThat(change().content().value()).contains("m=audio 4100");
    bench.engine(change(Kind.ANSWER, said(APP)));
    assertThat(bench.bob.news()).isEmpty();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H5")
  void an_app_that_answers_the_ack_otherwise_is_offered_anew() {
    SipCall call = up(said(APP));
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
    SipCall call = up(said(APP));
    call.request("INVITE", HOLD);
    bench.settle();
    call.cancelInside();
    bench.settle();
    assertThat(bench.bob.news())
        .containsExactlyInAnyOrder("100 INVITE", "200 CANCEL", "487 INVITE");
    assertThat(change().kind()).isEqualTo(Kind.WITHDRAWAL);
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
    SipCall call = up(said(APP));
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
    SipCall call = up(said(APP));
    call.request("INVITE", HOLD);
    bench.settle();
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    call.request("INVITE", AUDIO);
    call.answers(200, "BYE");
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "487 INVITE", "BYE", "481 INVITE");
  }

  @ParameterizedTest
  @Row("R10b")
  @CsvSource({"200, ACK", "487, ACK", "481, ACK"})
  void a_reinvite_of_ours_that_crosses_a_bye_is_acknowledged(int status, String last) {
    SipCall call = up(said(APP));
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
    SipCall call = up(said(APP));
    bench.engine(change(Kind.OFFER, said(APP_HELD)));
    call.request("INVITE", HOLD);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("INVITE", "491 INVITE");
    call.answers(491, "INVITE");
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.bob.news()).containsExactly("ACK", "INVITE");
    call.provide("INVITE", 200, HOLD);
    bench.settle();
    assertThat(change().kind()).isEqualTo(Kind.ANSWER);
    call.bye();
    bench.settle();
  }

  @Test
  @Row("R11a")
  void reinvites_that_cross_ours_is_repeated_after_2100_ms_as_the_call_id_is_ours() {
    SipCall call = called();
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
    SipCall call = called();
    bench.engine(new SendSessionChange(LEG, new SessionChange(Kind.OFFER, said(APP_HELD))));
    for (int i = 0; i < 6; i++) {
      call.answers(491, "INVITE");
      bench.pass(Duration.ofMillis(2_100));
    }
    assertThat(change().kind()).isEqualTo(Kind.REFUSAL);
    call.bye();
    bench.settle();
  }

  @Test
  @Row("H2")
  void the_called_side_holds_too() {
    SipCall call = called();
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

  private SipCall up(Content response) {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, response));
    call.ack();
    bench.settle();
    bench.bob.news();
    return call;
  }

  private SipCall called() {
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                AppUser.rtm(new AppId("app"), new UserId("alice")),
                Optional.empty(),
                new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
                new CalleeName("100"),
                Optional.empty(),
                said(APP),
                70)));
    SipCall call = bench.pbx.rung();
    call.accepts();
    bench.settle();
    bench.pbx.news();
    return call;
  }

  private void ackIf(String method, SipCall call) {
    bench.settle();
    if (method.equals("INVITE")) {
      call.ack();
      bench.settle();
    }
  }

  /** The last change that the engine was told. */
  private SessionChange change() {
    List<SessionChanged> all =
        bench.events.stream()
            .filter(SessionChanged.class::isInstance)
            .map(SessionChanged.class::cast)
            .toList();
    return all.get(all.size() - 1).change();
  }

  private static SendSessionChange change(Kind kind, Content content) {
    return new SendSessionChange(LegId.INVITER, new SessionChange(kind, content));
  }

  private static Content said(String sdp) {
    return new Content(
        "{\"sdp\":\""
            + sdp.replace("\r", "\\r").replace("\n", "\\n").replace("\"", "\\\"")
            + "\"}");
  }
}
