package io.invitebridge.sip;

import static io.invitebridge.sip.translate.Profiles.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.Invited;
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
import io.invitebridge.sip.TrunkProfile.NumberPolicy.Format;
import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.sip.translate.Profiles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
