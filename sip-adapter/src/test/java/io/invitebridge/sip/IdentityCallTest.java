package io.invitebridge.sip;

import static io.invitebridge.sip.translate.Profiles.plain;
import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.RepeatProvisional;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendCanceled;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.TrunkProfile.Assertion;
import io.invitebridge.sip.TrunkProfile.Carriage;
import io.invitebridge.sip.TrunkProfile.Carriage.Way;
import io.invitebridge.sip.TrunkProfile.NumberPolicy.Format;
import io.invitebridge.sip.message.Multipart;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.sip.translate.Profiles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who calls whom, and what of their own goes along, on the wire. */
class IdentityCallTest {
  private static final LegId LEG = new LegId(1);
  private static final Address ALICE = AppUser.rtm(new AppId("app"), new UserId("alice"));

  @Test
  void a_trusted_trunk_names_the_caller() {
    Bench bench = bench(plain().trusted().normalised("DE"));
    Invited invited =
        invited(
            bench,
            "P-Asserted-Identity: \"Joe\" <sip:joe@pbx.example>, <tel:030-123456>",
            "Diversion: \"Two\" <sip:030999999@pbx.example>;reason=user-busy;counter=1");
    assertThat(invited.caller()).isEqualTo(party("+4930123456"));
    assertThat(invited.content().value())
        .startsWith(
            "{\"forwardedFrom\":[{\"user\":\"+4930999999\",\"name\":\"Two\","
                + "\"reason\":\"user-busy\"}],\"sdp\":");
  }

  @Test
  void an_untrusted_trunk_may_claim_what_it_likes() {
    Bench bench = bench(plain());
    Invited invited = invited(bench, "P-Asserted-Identity: <sip:boss@pbx.example>");
    assertThat(invited.caller()).isEqualTo(party("pbx"));
  }

  @Test
  void a_caller_that_wants_privacy_is_anonymous_to_routes_and_apps() {
    Bench bench = bench(plain().trusted());
    Invited invited =
        invited(
            bench, "P-Asserted-Identity: \"Joe\" <sip:joe@pbx.example>", "Privacy: id;critical");
    assertThat(invited.caller()).isEqualTo(party("anonymous"));
    assertThat(invited.callerName()).isEmpty();
    assertThat(invited.content().value()).startsWith("{\"privacy\":[\"id\",\"critical\"],\"sdp\"");
  }

  @Test
  void a_history_that_cannot_be_read_does_no_harm() {
    Bench bench = bench(plain().trusted());
    Invited invited =
        invited(
            bench,
            "Diversion: <<<>, \"open, ;reason=",
            "History-Info: <sip:a@x>;index=1, <sip:b@x;cause=486>;index=1.1, nonsense",
            "P-Asserted-Identity: @@@");
    assertThat(invited.caller()).isEqualTo(party("pbx"));
    assertThat(invited.content().value())
        .startsWith("{\"forwardedFrom\":[{\"user\":\"a\",\"reason\":\"user-busy\"}],");
  }

  @Test
  void who_forwarded_a_call_and_wants_to_stay_hidden_is_not_told_to_apps() {
    Bench bench = bench(plain().trusted());
    Invited one =
        invited(bench, "Diversion: \"Two\" <sip:2@x>;privacy=full;reason=user-busy, <sip:3@x>");
    assertThat(one.content().value())
        .startsWith(
            "{\"forwardedFrom\":[{\"user\":\"anonymous\",\"reason\":\"user-busy\"},"
                + "{\"user\":\"3\",\"reason\":\"unknown\"}],");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "History-Info: <sip:2@x?Privacy=history>;index=1, <sip:b@x;cause=487>;index=1.1 | X-A: b",
        "History-Info: <sip:2@x>;index=1, <sip:b@x;cause=480>;index=1.1 | Privacy: history",
      })
  void a_hidden_history_is_not_told_to_apps(String history, String other) {
    Bench bench = bench(plain().trusted());
    assertThat(invited(bench, history, other).content().value())
        .contains("\"forwardedFrom\":[{\"user\":\"anonymous\",\"reason\":\"deflection\"}],");
  }

  @Test
  void listed_headers_reach_the_app_and_come_back_from_it() {
    Bench bench = bench(plain().in("X-Queue").out("X-App-*"));
    SipCall call = bench.pbx.call("100").with("X-Queue: sales").with("X-Secret: no").invite();
    bench.settle();
    assertThat(bench.invited.get(0).content().value())
        .startsWith("{\"headers\":{\"X-Queue\":\"sales\"},\"sdp\":");
    bench.engine(
        new SendAccept(
            LegId.INVITER,
            new Content("{\"headers\":{\"X-App-Agent\":\"7\",\"Via\":\"x\",\"X-Queue\":\"q\"}}")));
    String ok = bench.pbx.last("200 INVITE").encode();
    assertThat(ok).contains("X-App-Agent: 7\r\n").doesNotContain("X-Queue");
    call.ack();
    bench.settle();
    bench.engine(
        new SendHangUp(
            LegId.INVITER,
            EndReason.HUNG_UP,
            new Content("{\"headers\":{\"X-App-Note\":\"bye\"}}")));
    assertThat(bench.pbx.last("BYE").encode()).contains("X-App-Note: bye\r\n").contains("Reason:");
    call.answers(200, "BYE");
    over(bench);
  }

  @ParameterizedTest(name = "[{index}] {0} answers with {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "nothing",
      value = {
        "alice     | {}                                | <sip:alice@127.0.0.1>",
        "030123456 | {}                                | <sip:+4930123456@127.0.0.1;user=phone>",
        "alice     | {\"privacy\":\"id\"}                | nothing",
        "a\"b>c    | {}                                | <sip:a%22b%3Ec@127.0.0.1>",
        "anonymous | {}                                | nothing",
      })
  void a_trunk_that_wants_it_is_told_who_answered(String who, String response, String asserted) {
    Bench bench = bench(plain().connected().numbers("DE", Format.E164).userPhone());
    SipCall call = bench.pbx.calls("100");
    bench.settle();
    bench.engine(answer(who, response));
    SIPMessage ok = bench.pbx.last("200 INVITE");
    assertThat(Received.values(ok, "P-Asserted-Identity"))
        .isEqualTo(Optional.ofNullable(asserted).stream().toList());
    assertThat(ok.getHeader("Privacy")).isNull();
    call.ack();
    call.bye();
    bench.settle();
    over(bench);
  }

  @Test
  void a_trusted_trunk_is_told_who_wants_to_stay_hidden() {
    Bench bench = bench(plain().connected().trusted().fromHost("bridge.example"));
    SipCall call = bench.pbx.calls("100");
    bench.settle();
    bench.engine(answer("alice", "{\"privacy\":\"id\"}"));
    assertThat(bench.pbx.last("200 INVITE").encode())
        .contains("P-Asserted-Identity: <sip:alice@bridge.example>\r\n")
        .contains("Privacy: id\r\n");
    call.ack();
    call.bye();
    bench.settle();
    over(bench);
  }

  @Test
  void who_rings_is_told_in_the_180_and_in_its_repetition_where_it_is_certain() {
    Bench bench = bench(plain().connected());
    SipCall call = bench.pbx.calls("100");
    bench.settle();
    bench.engine(ringing("alice", "{}"));
    bench.engine(new RepeatProvisional(LegId.INVITER));
    assertThat(bench.pbx.heard()).isEqualTo(List.of("100 INVITE", "180 INVITE", "180 INVITE"));
    for (SIPMessage each : bench.pbx.messages().subList(1, 3)) {
      assertThat(Received.values(each, "P-Asserted-Identity"))
          .containsExactly("<sip:alice@127.0.0.1>");
    }
    call.cancel();
    bench.settle();
    bench.engine(new SendCanceled(LegId.INVITER));
    call.ackRefusal();
    over(bench);
  }

  @Test
  void nobody_is_named_in_a_180_who_is_not_certain_or_does_not_want_it() {
    for (SendRinging ringing :
        List.of(new SendRinging(LegId.INVITER, true), ringing("alice", "{\"privacy\":[\"id\"]}"))) {
      Bench bench = bench(plain().connected());
      SipCall call = bench.pbx.calls("100");
      bench.settle();
      bench.engine(ringing);
      assertThat(bench.pbx.last("180 INVITE").getHeader("P-Asserted-Identity")).isNull();
      call.cancel();
      bench.settle();
      bench.engine(new SendCanceled(LegId.INVITER));
      call.ackRefusal();
      over(bench);
    }
  }

  @Test
  void a_callee_behind_sip_says_that_it_does_not_want_to_be_named() {
    Bench bench = bench(plain());
    SipCall call = rung(bench, "{}").with("Privacy: id;critical").rings().accepts();
    bench.settle();
    assertThat(bench.told(Rang.class).said().value())
        .isEqualTo("{\"privacy\":[\"id\",\"critical\"]}");
    assertThat(bench.told(Accepted.class).response().value())
        .startsWith("{\"privacy\":[\"id\",\"critical\"],\"sdp\":");
    call.plain().bye();
    bench.settle();
    over(bench);
  }

  @Test
  void other_trunks_are_not_told_who_answered_and_nobody_is_nobody() {
    for (Profiles profile : List.of(plain(), plain().connected())) {
      Bench bench = bench(profile);
      SipCall call = bench.pbx.calls("100");
      bench.settle();
      bench.engine(
          profile.equals(plain())
              ? answer("alice", "{}")
              : new SendAccept(LegId.INVITER, Content.EMPTY));
      assertThat(bench.pbx.last("200 INVITE").getHeader("P-Asserted-Identity")).isNull();
      call.ack();
      call.bye();
      bench.settle();
      over(bench);
    }
  }

  private static SendRinging ringing(String who, String said) {
    return new SendRinging(
        LegId.INVITER,
        true,
        Optional.of(new SipParty(Optional.of(Bench.PBX), new SipUser(who))),
        new Content(said));
  }

  private static SendAccept answer(String who, String response) {
    return new SendAccept(
        LegId.INVITER,
        new Content(response),
        MediaPolicy.INACTIVE,
        Optional.of(new SipParty(Optional.of(Bench.PBX), new SipUser(who))));
  }

  @Test
  void a_refusal_carries_headers_too() {
    Bench bench = bench(plain().out("X-App-*"));
    SipCall call = bench.pbx.calls("100");
    bench.settle();
    bench.engine(
        new SendRejection(
            LegId.INVITER,
            Rejection.refused(
                RefuseReason.BUSY, new Content("{\"sip_header:X-App-Until\":\"noon\"}")),
            DeclinePolicy.DEFAULT));
    assertThat(bench.pbx.last("486 INVITE").encode()).contains("X-App-Until: noon\r\n");
    call.ackRefusal();
    over(bench);
  }

  @Test
  void a_called_peer_tells_its_listed_headers_in_every_answer() {
    Bench bench = bench(plain().in("X-Agent"));
    SipCall call = rung(bench, "");
    call.with("X-Agent: 9").with("X-Other: 1").accepts();
    bench.settle();
    assertThat(bench.told(Accepted.class).response().value())
        .startsWith("{\"headers\":{\"X-Agent\":\"9\"},\"sdp\"");
    call.bye();
    bench.settle();
    assertThat(bench.told(HungUp.class).info().value())
        .isEqualTo("{\"headers\":{\"X-Agent\":\"9\"}}");
    over(bench);

    Bench again = bench(plain().in("X-Agent"));
    rung(again, "").with("X-Agent: 9").answers(486);
    again.settle();
    assertThat(again.told(Refused.class).response().value())
        .isEqualTo(
            "{\"status\":486,\"reasonPhrase\":\"Whatever\",\"reason\":[],\"word\":\"busy\","
                + "\"headers\":{\"X-Agent\":\"9\"}}");
    over(again);
  }

  @Test
  void the_invite_carries_identity_headers_and_what_the_app_asks_for() {
    Bench bench =
        bench(
            plain()
                .fromUser("main")
                .asserting(Assertion.ASSERTED)
                .numbers("DE", Format.E164)
                .showing("+4930555000"::equals)
                .userPhone()
                .out("X-App-*"));
    SipCall call =
        rung(
            bench,
            "{\"srcNum\":\"030555000\",\"sip_header:X-App-Id\":\"7\","
                + "\"headers\":{\"X-App-Text\":\"a\\r\\nVia: b\",\"From\":\"x\"}}");
    String invite = bench.pbx.last("INVITE").encode();
    assertThat(invite)
        .startsWith("INVITE sip:+4930123456@192.0.2.20:5060;user=phone SIP/2.0\r\n")
        .contains("From: \"Alice\" <sip:main@127.0.0.1>;tag=")
        .contains("To: <sip:+4930123456@192.0.2.20;user=phone>\r\n")
        .contains("P-Asserted-Identity: \"Alice\" <sip:+4930555000@127.0.0.1;user=phone>\r\n")
        .contains("X-App-Id: 7\r\n")
        .doesNotContain("X-App-Text")
        .doesNotContain("Via: b");
    call.answers(486);
    bench.settle();
    over(bench);
  }

  @Test
  void texts_travel_beside_the_description_and_come_back() {
    Bench bench = bench(plain().carrying(new Carriage(Way.BODY, Way.BODY, false)));
    SipCall call =
        rung(bench, "{\"room\":\"blue\",\"sdp\":\"v=0\\r\\nmine\",\"headers\":{\"X\":\"1\"}}");
    SIPMessage invite = bench.pbx.last("INVITE");
    assertThat(Received.sdp(invite)).contains("v=0\r\nmine");
    assertThat(Multipart.text(invite, "application/vnd.invitation-bridge.content"))
        .contains("{\"room\":\"blue\"}");
    assertThat(invite.encode())
        .contains("Content-Type: multipart/mixed;boundary=")
        .contains("Content-Disposition: invitation;handling=optional\r\n");
    call.with("Content-Type: multipart/mixed;boundary=\"x y\"")
        .answers(
            200,
            "INVITE",
            "--x y\r\nContent-Type: application/sdp\r\n\r\n"
                + SipCall.AUDIO
                + "\r\n--x y\r\nContent-Type: application/vnd.invitation-bridge.response\r\n\r\n"
                + "{\"desk\":7,\"word\":\"lie\"}\r\n--x y--\r\n");
    bench.settle();
    assertThat(bench.told(Accepted.class).response().value())
        .startsWith("{\"desk\":7,\"sdp\":\"v=0")
        .doesNotContain("lie");
    assertThat(bench.pbx.news()).endsWith("ACK");
    call.bye();
    bench.settle();
    over(bench);
  }

  @Test
  void a_text_that_does_not_fit_a_datagram_stays_behind() {
    Bench bench = bench(plain().carrying(new Carriage(Way.BODY, Way.BODY, true)));
    SipCall call = rung(bench, "{\"long\":\"" + "l".repeat(1_300) + "\"}");
    assertThat(bench.pbx.last("INVITE").encode())
        .contains("application/sdp")
        .doesNotContain("llll");
    call.answers(486);
    bench.settle();
    over(bench);
  }

  @Test
  void a_caller_on_sip_carries_texts_both_ways() {
    Bench bench = bench(plain().carrying(new Carriage(Way.HEADER, Way.USER_TO_USER, true)));
    SipCall call =
        bench.pbx.call("100").with("X-Invite-Content: %7B%22room%22%3A%22b%0D%0A%22%7D").invite();
    bench.settle();
    assertThat(bench.invited.get(0).content().value())
        .as("no JSON: a line break inside of a string")
        .startsWith("{\"content\":\"{\\\"room\\\":\\\"b\\r\\n\\\"}\",\"sdp\":");
    bench.engine(new SendAccept(LegId.INVITER, new Content("hello")));
    assertThat(bench.pbx.last("200 INVITE").encode())
        .contains("User-to-User: 68656c6c6f;encoding=hex\r\n");
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
    over(bench);
  }

  @Test
  void a_refusals_text_is_its_body() {
    Bench bench = bench(plain().carrying(new Carriage(Way.BODY, Way.BODY, true)));
    SipCall call =
        bench
            .pbx
            .call("100")
            .with("Content-Type: multipart/mixed;boundary=b")
            .offering(
                "--b\r\nContent-Type: application/sdp\r\n\r\n"
                    + SipCall.AUDIO
                    + "\r\n--b\r\nContent-Type: application/vnd.invitation-bridge.content\r\n\r\n"
                    + "plain words\r\n--b--")
            .invite();
    bench.settle();
    assertThat(bench.invited.get(0).content().value())
        .startsWith("{\"content\":\"plain words\",\"sdp\":\"v=0");
    bench.engine(
        new SendRejection(
            LegId.INVITER,
            Rejection.refused(RefuseReason.BUSY, new Content("in a meeting")),
            DeclinePolicy.DEFAULT));
    SIPMessage refusal = bench.pbx.last("486 INVITE");
    assertThat(Multipart.text(refusal, "application/vnd.invitation-bridge.response"))
        .contains("in a meeting");
    call.ackRefusal();
    over(bench);
  }

  @ParameterizedTest(name = "[{index}] {0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "multipart/mixed;boundary=b | --b--                                   | 400",
        "multipart/mixed            | --b                                     | 400",
        "multipart/mixed;boundary=b | --b~Content-Type: text/plain~~a~--b--   | 415",
        "multipart/mixed;boundary=b | --b~Content-Type: application/sdp~~x~--b--~ | 400",
        "multipart/mixed;boundary=b | --b~Content-Type: application/sdp~~SDP~--b~"
            + "Content-Type: application/isup~Content-Disposition: signal ; handling = required~~a~--b-- | 415",
        "multipart/mixed;boundary=b | --b~Content-Type: application/sdp~~SDP~--b~"
            + "Content-Type: application/isup~Content-Disposition: signal~~a~--b-- | 180",
      })
  void bodies_of_several_parts(String type, String body, int status) {
    Bench bench = bench(plain());
    SipCall call =
        bench
            .pbx
            .call("100")
            .with("Content-Type: " + type)
            .offering(body.replace("~", "\r\n").replace("SDP", SipCall.AUDIO))
            .invite();
    bench.settle();
    if (status == 180) {
      assertThat(bench.invited).hasSize(1);
      bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
      call.ack();
      bench.settle();
      call.bye();
      bench.settle();
    } else {
      assertThat(call.lastResponse().getStatusCode()).isEqualTo(status);
      call.ackRefusal();
    }
    over(bench);
  }

  private static void over(Bench bench) {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
  }

  private static Bench bench(Profiles profile) {
    SipSettings plain = Bench.settings();
    return new Bench(
        plain.withTrunks(
            plain.trunks().stream().map(t -> t.withProfile(profile.profile())).toList()));
  }

  private static Address party(String user) {
    return new SipParty(Optional.of(Bench.PBX), new SipUser(user));
  }

  private static Invited invited(Bench bench, String... headers) {
    SipCall call = bench.pbx.call("100");
    List.of(headers).forEach(call::with);
    call.invite();
    bench.settle();
    return bench.invited.get(0);
  }

  private static SipCall rung(Bench bench, String text) {
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                ALICE,
                Optional.of(new DisplayName("Alice")),
                party("030123456"),
                new CalleeName("030123456"),
                Optional.empty(),
                new Content(text),
                70)));
    return bench.pbx.rung();
  }
}
