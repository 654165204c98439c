package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect.RepeatProvisional;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendCanceled;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A SIP peer calls: RFC 3261 sections 9.2, 13.3, 14.2 and 15. */
class InboundCallTest {
  private static final SendRinging RING = new SendRinging(LegId.INVITER, true);
  private static final SendAccept ACCEPT = new SendAccept(LegId.INVITER, Content.EMPTY);

  private final Bench bench = new Bench();

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @Test
  @Row({"S1", "S8", "S15", "S16"})
  void a_call_is_rung_accepted_confirmed_and_hung_up_by_the_caller() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("100 INVITE");
    assertThat(bench.invited.get(0).callee().value()).isEqualTo("200");
    assertThat(bench.invited.get(0).hops()).isEqualTo(69);

    bench.engine(RING);
    bench.engine(ACCEPT);
    assertThat(bench.bob.news()).containsExactly("180 INVITE", "200 INVITE");
    assertThat(Received.sdp(call.lastResponse()).orElse(""))
        .contains("m=audio 9 RTP/AVP 0 8", "a=inactive");

    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
    assertThat(bench.bob.news()).containsExactly("200 BYE");
  }

  @Test
  void rules_are_told_the_source_and_the_headers_but_no_credentials() {
    bench
        .bob
        .call("200")
        .with("X-Tenant: gold")
        .with("X-Tenant: extra")
        .with("Proxy-Authorization: Digest username=\"u\"")
        .invite();
    bench.settle();
    Invited invited = bench.invited.get(0);
    assertThat(invited.headers().value("x-tenant")).contains("gold, extra");
    assertThat(invited.headers().value("Proxy-Authorization")).isEmpty();
    assertThat(invited.headers().value("Via")).isEmpty();
    assertThat(invited.source()).isPresent();
    bench.engine(
        new SendRejection(
            LegId.INVITER,
            Rejection.failed(EndReason.PEER_OFFLINE, Content.EMPTY),
            DeclinePolicy.DEFAULT));
  }

  @Test
  @Row({"S18", "R16"})
  void a_cancel_is_answered_and_the_invite_gets_487() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    call.with("Reason: SIP;cause=200;text=\"Call completed elsewhere\"").cancel();
    bench.settle();
    assertThat(bench.told(Canceled.class).reason().value()).contains("SIP;cause=200");
    assertThat(bench.told(Canceled.class).why()).isEqualTo(EndReason.ANSWERED_ELSEWHERE);
    bench.engine(new SendCanceled(LegId.INVITER));
    call.cancel();
    bench.settle();
    assertThat(bench.bob.news())
        .containsExactly("100 INVITE", "200 CANCEL", "487 INVITE", "200 CANCEL");
    assertThat(bench.told()).containsExactly("Canceled");
  }

  @Test
  @Row({"S19", "R2"})
  void a_cancel_that_crosses_our_200_changes_nothing() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(ACCEPT);
    call.cancel();
    bench.settle();
    call.ack();
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "200 INVITE", "200 CANCEL");
    assertThat(bench.told()).containsExactly("Confirmed");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("S20")
  void a_cancel_without_an_invite_gets_481() {
    bench.bob.call("200").cancel();
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("481 CANCEL");
  }

  @Test
  @Row("S21")
  void a_bye_in_the_early_dialog_cancels() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(RING);
    call.bye();
    bench.settle();
    bench.engine(new SendCanceled(LegId.INVITER));
    assertThat(bench.bob.news())
        .containsExactly("100 INVITE", "180 INVITE", "200 BYE", "487 INVITE");
    assertThat(bench.told()).containsExactly("Canceled");
  }

  @Test
  @Row("R7a")
  void the_2xx_is_repeated_until_the_ack_at_t1_doubling_to_t2() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(ACCEPT);
    bench.bob.news();
    bench.pass(Duration.ofMillis(499));
    assertThat(bench.bob.news()).isEmpty();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.bob.news()).hasSize(1);
    bench.pass(Duration.ofMillis(1000));
    assertThat(bench.bob.news()).hasSize(1);
    bench.pass(Duration.ofMillis(2000 + 4000 + 4000));
    assertThat(bench.bob.news()).hasSize(3);
    call.ack();
    bench.pass(Duration.ofSeconds(40));
    assertThat(bench.bob.news()).isEmpty();
    assertThat(bench.told()).containsExactly("Confirmed");
    call.bye();
    bench.settle();
  }

  @Test
  @Row("S17")
  void an_ack_that_never_comes_ends_in_bye_after_64_t1() {
    bench.bob.calls("200");
    bench.settle();
    bench.engine(ACCEPT);
    bench.pass(Duration.ofSeconds(31));
    assertThat(bench.told()).isEmpty();
    bench.bob.news();
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.told()).containsExactly("LegFailed");
    assertThat(bench.bob.news()).contains("BYE");
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.ACCEPT_FAILURE, Content.EMPTY));
    assertThat(bench.bob.news()).isEmpty();
  }

  @Test
  void a_hang_up_waits_for_the_ack() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(ACCEPT);
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.ACCEPT_FAILURE, Content.EMPTY));
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "200 INVITE");
    call.ack();
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("BYE");
  }

  @Test
  @Row("R8a")
  void a_lost_ack_and_a_bye_is_a_call_that_was_up() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(ACCEPT);
    call.bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
    bench.pass(Duration.ofSeconds(40));
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "200 INVITE", "200 BYE");
  }

  @Test
  void a_retransmitted_invite_is_absorbed() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    call.inviteAgain();
    bench.settle();
    assertThat(bench.invited).hasSize(1);
    bench.engine(rejected(EndReason.PEER_OFFLINE));
    bench.pass(Duration.ofSeconds(33));
    bench.bob.news();
    call.inviteAgain();
    bench.settle();
    assertThat(bench.invited).hasSize(1);
  }

  @Test
  @Row("M1")
  void a_retransmission_later_than_its_transaction_gets_the_same_200() {
    SipCall call = established();
    bench.pass(Duration.ofSeconds(33));
    call.inviteAgain();
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "200 INVITE");
    assertThat(bench.invited).hasSize(1);
    call.bye();
    bench.settle();
  }

  @Test
  @Row("S24")
  void a_merged_invite_gets_482() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    call.inviteMerged();
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "100 INVITE", "482 INVITE");
    bench.engine(rejected(EndReason.PEER_OFFLINE));
  }

  @Test
  @Row("S27")
  void an_offer_of_which_nothing_can_be_had_is_488_with_a_warning() {
    String srtp = SipCall.AUDIO.replace("RTP/AVP", "RTP/SAVP");
    SipCall call = bench.bob.call("200").offering(srtp).invite();
    bench.settle();
    bench.engine(ACCEPT);
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "488 INVITE");
    assertThat(Received.values(call.lastResponse(), "Warning"))
        .containsExactly("305 bridge \"Incompatible media format\"");
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  @ParameterizedTest
  @Row({"S3", "S4"})
  @CsvSource({"GONE, 410", "UNWANTED, 607", "BLOCKED, 603", "FORBIDDEN, 403"})
  void who_is_gone_or_wants_no_call_says_so(RefuseReason reason, int status) {
    bench.bob.calls("200");
    bench.settle();
    bench.engine(
        new SendRejection(
            LegId.INVITER, Rejection.refused(reason, Content.EMPTY), DeclinePolicy.DEFAULT));
    assertThat(bench.bob.news()).containsExactly("100 INVITE", status + " INVITE");
  }

  @Test
  @Row("R17")
  void a_486_that_is_never_acknowledged_is_nothing_for_the_engine() {
    bench.bob.calls("200");
    bench.settle();
    bench.engine(
        new SendRejection(
            LegId.INVITER,
            Rejection.refused(RefuseReason.BUSY, Content.EMPTY),
            DeclinePolicy.DEFAULT));
    bench.pass(Duration.ofSeconds(64));
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "486 INVITE");
    assertThat(bench.told()).isEmpty();
  }

  @Test
  @Row("X1")
  void a_transfer_to_an_open_call_is_420_where_it_insists() {
    bench
        .bob
        .call("200")
        .with("Require: replaces")
        .with("Replaces: x;to-tag=a;from-tag=b")
        .invite();
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("420 INVITE");
    assertThat(bench.invited).isEmpty();
  }

  @Test
  @Row("R12a")
  void a_second_invite_before_the_first_is_answered_gets_500() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(RING);
    call.request("INVITE", Optional.of(SipCall.AUDIO));
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "180 INVITE", "500 INVITE");
    assertThat(Received.values(call.lastResponse(), "Retry-After")).containsExactly("0");
    bench.engine(new SendCanceled(LegId.INVITER));
  }

  @Test
  void a_delayed_offer_gets_ours_in_the_200() {
    SipCall call = bench.bob.call("200").withoutOffer().invite();
    bench.settle();
    assertThat(bench.invited.get(0).content().value()).isEqualTo("{}");
    bench.engine(ACCEPT);
    assertThat(Received.sdp(call.lastResponse()).orElse("")).contains("m=audio 9 RTP/AVP 0 8");
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
  }

  @Test
  @Row("S11")
  void an_expires_that_ran_out_is_487_and_plain_no_answer_480() {
    SipCall call = bench.bob.call("200").with("Expires: 20").invite();
    bench.settle();
    assertThat(bench.invited.get(0).limits().overall()).contains(Duration.ofSeconds(20));
    bench.pass(Duration.ofSeconds(20));
    bench.engine(rejected(EndReason.EXPIRED));
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "487 INVITE");
    bench.bob.calls("200");
    bench.settle();
    bench.engine(rejected(EndReason.EXPIRED));
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "480 INVITE");
    assertThat(call.callId()).isNotEmpty();
  }

  @Test
  @Row("S9")
  void the_last_provisional_is_repeated() {
    bench.bob.calls("200");
    bench.settle();
    bench.engine(RING);
    bench.engine(new RepeatProvisional(LegId.INVITER));
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "180 INVITE", "180 INVITE");
    bench.engine(rejected(EndReason.NO_ROUTE));
    assertThat(bench.bob.news()).containsExactly("404 INVITE");
  }

  private SipCall established() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(ACCEPT);
    call.ack();
    bench.settle();
    bench.bob.news();
    return call;
  }

  private static SendRejection rejected(EndReason reason) {
    return new SendRejection(
        LegId.INVITER, Rejection.failed(reason, Content.EMPTY), DeclinePolicy.DEFAULT);
  }
}
