package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendConfirm;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CustomData;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.HeaderChanges;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A SIP peer is called: RFC 3261 sections 9.1, 13.2 and 15. */
class OutboundCallTest {
  private static final LegId LEG = new LegId(1);

  private final Bench bench = new Bench();

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @Test
  void the_invite_says_who_calls_whom_and_cannot_be_injected() {
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                AppUser.rtm(new AppId("app"), new UserId("al ice>")),
                Optional.of(new DisplayName("Alice \"A\" \\ Müller")),
                new SipParty(Optional.of(Bench.PBX), new SipUser("+49 30;x=1")),
                new CalleeName("+4930"),
                Optional.of(new ChannelId("room 7")),
                Content.EMPTY,
                17)));
    String text = bench.pbx.last("INVITE").encode();
    assertThat(text).startsWith("INVITE sip:+49%2030%3Bx=1@192.0.2.20:5060 SIP/2.0\r\n");
    assertThat(text).contains("From: \"Alice \\\"A\\\" \\\\ Müller\" <sip:al%20ice%3E@127.0.0.1>");
    assertThat(text).contains("Max-Forwards: 17\r\n").contains("X-Channel-Id: room%207\r\n");
    assertThat(text).contains("a=inactive").contains("branch=z9hG4bKn1-").contains("tag=n1-");
    refuse(486);
  }

  @Test
  void a_route_changes_headers() {
    Map<String, String> set = new LinkedHashMap<>();
    set.put("X-Queue", "sales \"é\"");
    set.put("P-Preferred-Identity", "<sip:100@example.com>");
    set.put("x-channel-id", "mine");
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                AppUser.rtm(new AppId("app"), new UserId("alice")),
                Optional.empty(),
                new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
                new CalleeName("100"),
                Optional.of(new ChannelId("room")),
                Content.EMPTY,
                70,
                MediaPolicy.INACTIVE,
                CustomData.NONE,
                new HeaderChanges(set, Set.of("user-agent", "X-Nobody")))));
    String text = bench.pbx.last("INVITE").encode();
    assertThat(text)
        .contains("X-Queue: sales \"é\"\r\n")
        .contains("P-Preferred-Identity: <sip:100@example.com>\r\n")
        .contains("x-channel-id: mine\r\n")
        .doesNotContain("User-Agent", "X-Channel-Id: room");
    refuse(486);
  }

  @Test
  void an_apps_own_description_passes_untouched() {
    bench.engine(invite(new Content("{\"sdp\":\"v=0\\r\\nmine\"}")));
    assertThat(Received.sdp(bench.pbx.last("INVITE"))).contains("v=0\r\nmine");
    refuse(486);
  }

  @Test
  @Row({"A1", "A2", "A4", "A7", "A24"})
  void a_call_is_tried_rung_accepted_and_hung_up_by_the_callee() {
    SipCall call = rung();
    call.tries();
    call.rings();
    bench.settle();
    call.accepts();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK");
    assertThat(bench.told()).containsExactly("Proceeding", "Rang", "Accepted");
    assertThat(bench.told(Accepted.class).response().value()).contains("\"sdp\":\"v=0");
    bench.engine(new SendConfirm(LEG));
    call.bye();
    bench.settle();
    assertThat(bench.told()).endsWith("HungUp");
    assertThat(bench.pbx.news()).containsExactly("200 BYE");
  }

  @Test
  @Row({"R7b", "R8b", "M2"})
  void every_copy_of_the_2xx_is_acknowledged_again() {
    SipCall call = rung();
    call.accepts();
    bench.settle();
    call.accepts();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK", "ACK");
    assertThat(bench.told()).containsExactly("Accepted");
    call.bye();
    bench.settle();
    bench.pbx.news();
    call.accepts();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("ACK");
  }

  @Test
  @Row("A9")
  void a_second_fork_is_acknowledged_and_hung_up() {
    SipCall call = rung();
    call.accepts();
    bench.settle();
    call.acceptsElsewhere("other");
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK", "ACK", "BYE");
    assertThat(bench.pbx.last("BYE").getToTag()).isEqualTo("other");
    assertThat(bench.told()).containsExactly("Accepted");
    call.answers(200, "BYE");
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row({"A10", "A12", "A22", "R14"})
  void a_cancel_waits_for_the_first_provisional() {
    SipCall call = rung();
    bench.engine(withdrawal(EndReason.CANCELED));
    assertThat(bench.pbx.news()).containsExactly("INVITE");
    call.rings();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("CANCEL");
    assertThat(Received.values(bench.pbx.last("CANCEL"), "Reason"))
        .containsExactly("SIP;cause=487;text=\"Canceled by the caller\"");
    call.answers(200, "CANCEL");
    call.answers(487);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("ACK");
    assertThat(bench.told()).isEmpty();
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  @Test
  void answered_elsewhere_is_said_so() {
    SipCall call = rung();
    call.rings();
    bench.settle();
    bench.engine(withdrawal(EndReason.ANSWERED_ELSEWHERE));
    assertThat(Received.values(bench.pbx.last("CANCEL"), "Reason"))
        .containsExactly("SIP;cause=200;text=\"Call completed elsewhere\"");
    call.answers(487);
    bench.settle();
  }

  @Test
  @Row({"A11", "R1"})
  void a_200_that_crosses_the_cancel_is_acknowledged_and_hung_up() {
    SipCall call = rung();
    call.rings();
    bench.settle();
    bench.engine(withdrawal(EndReason.CANCELED));
    call.accepts();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "CANCEL", "ACK", "BYE");
    assertThat(bench.told()).containsExactly("Rang");
    call.answers(200, "BYE");
    bench.settle();
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  @Test
  @Row("R15")
  void a_487_that_never_comes_is_given_up_after_64_t1() {
    SipCall call = rung();
    call.rings();
    bench.settle();
    bench.engine(withdrawal(EndReason.EXPIRED));
    call.answers(200, "CANCEL");
    bench.pass(Duration.ofMillis(31_999));
    assertThat(bench.adapter.liveLegs()).isEqualTo(1);
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  @Test
  @Row("A8")
  void a_withdrawal_after_the_accept_is_a_bye() {
    SipCall call = rung();
    call.accepts();
    bench.settle();
    bench.engine(withdrawal(EndReason.ACCEPT_FAILURE));
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK", "BYE");
    call.answers(200, "BYE");
    bench.settle();
  }

  @Test
  void a_hang_up_whose_bye_is_never_answered_ends_too() {
    rung().accepts();
    bench.settle();
    bench.engine(new SendHangUp(LEG, EndReason.HUNG_UP, Content.EMPTY));
    bench.pass(Duration.ofSeconds(32));
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  @Test
  @Row("A13")
  void a_refusal_carries_status_reasons_and_word() {
    SipCall call = rung().with("Reason: Q.850;cause=17;text=\"User busy\"");
    call.answers(486);
    bench.settle();
    Refused refused = bench.told(Refused.class);
    assertThat(refused.reason()).isEqualTo(RefuseReason.BUSY);
    assertThat(refused.response().value())
        .isEqualTo(
            "{\"status\":486,\"reasonPhrase\":\"Whatever\","
                + "\"reason\":[\"Q.850;cause=17;text=\\\"User busy\\\"\"],\"word\":\"busy\"}");
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK");
  }

  @Test
  @Row("A20")
  void silence_is_no_response_after_timer_b() {
    rung();
    bench.pass(Duration.ofSeconds(32));
    assertThat(bench.told(LegFailed.class).failure()).isEqualTo(LegFailure.NO_RESPONSE);
  }

  @Test
  void a_peer_that_cannot_be_reached_is_no_response() {
    bench.wire.cut(bench.pbx);
    bench.engine(invite(Content.EMPTY));
    assertThat(bench.told(LegFailed.class).response().value()).contains("\"status\":503");
  }

  @Test
  void a_trunk_that_is_not_configured_fails_the_leg() {
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                AppUser.rtm(new AppId("app"), new UserId("alice")),
                Optional.empty(),
                new SipParty(Optional.empty(), new SipUser("100")),
                new CalleeName("100"),
                Optional.empty(),
                Content.EMPTY,
                70)));
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  @Test
  @Row("R12b")
  void a_reinvite_while_our_invite_is_open_gets_491() {
    SipCall call = rung();
    call.rings();
    bench.settle();
    call.request("INVITE", Optional.of(SipCall.AUDIO));
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "491 INVITE");
    call.answers(603);
    bench.settle();
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.DECLINED);
  }

  @Test
  @Row("R13")
  void a_late_ringing_after_the_accept_is_ignored() {
    SipCall call = rung();
    call.accepts();
    call.rings();
    bench.settle();
    assertThat(bench.told()).containsExactly("Accepted");
    call.bye();
    bench.settle();
  }

  private SipCall rung() {
    bench.engine(invite(Content.EMPTY));
    return bench.pbx.rung();
  }

  private void refuse(int status) {
    bench.pbx.rung().answers(status);
    bench.settle();
  }

  private static SendInvite invite(Content content) {
    return new SendInvite(
        LEG,
        new Offer(
            AppUser.rtm(new AppId("app"), new UserId("alice")),
            Optional.empty(),
            new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
            new CalleeName("100"),
            Optional.empty(),
            content,
            70));
  }

  private static SendWithdrawal withdrawal(EndReason reason) {
    return new SendWithdrawal(LEG, reason, Content.EMPTY);
  }
}
