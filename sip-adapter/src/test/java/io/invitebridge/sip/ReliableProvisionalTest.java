package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.RepeatProvisional;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendCanceled;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.sip.CallSettings.ReliableRinging;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reliable provisional responses of ours (RFC 3262 sections 3 and 5). */
class ReliableProvisionalTest {
  private static final SendRinging RING = new SendRinging(LegId.INVITER, true);
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

  @Test
  @Row("P1")
  void a_180_is_repeated_with_doubling_until_its_prack() {
    SipCall call = ringing("Require: 100rel");
    assertThat(Received.values(call.lastResponse(), "Require")).containsExactly("100rel");
    assertThat(Received.values(call.lastResponse(), "RSeq")).containsExactly("1");
    assertThat(Received.sdp(call.lastResponse())).isEmpty();
    bench.pass(Duration.ofMillis(500 + 1000 + 2000 + 4000));
    assertThat(bench.bob.news())
        .containsExactly(
            "100 INVITE", "180 INVITE", "180 INVITE", "180 INVITE", "180 INVITE", "180 INVITE");
    call.prack(1, NO_BODY);
    bench.pass(Duration.ofSeconds(60));
    assertThat(bench.bob.news()).containsExactly("200 PRACK");
    bench.engine(ACCEPT);
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
  }

  @Test
  @Row("P1")
  void a_provisional_that_is_repeated_for_the_proxies_has_a_number_of_its_own() {
    SipCall call = ringing("Require: 100rel");
    bench.engine(new RepeatProvisional(LegId.INVITER));
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "180 INVITE");
    call.prack(1, NO_BODY);
    bench.settle();
    bench.engine(new RepeatProvisional(LegId.INVITER));
    assertThat(bench.bob.news()).containsExactly("200 PRACK", "180 INVITE");
    assertThat(Received.values(call.lastResponse(), "RSeq")).containsExactly("2");
    call.prack(2, NO_BODY);
    bench.settle();
    cancel(call);
  }

  @Test
  @Row("P2")
  void a_prack_that_never_comes_ends_the_call_with_504() {
    ringing("Require: 100rel");
    bench.pass(Duration.ofMillis(31_999));
    assertThat(bench.told()).isEmpty();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.bob.news()).endsWith("504 INVITE");
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  @Test
  @Row("P3")
  void a_prack_of_nothing_gets_481_and_changes_nothing() {
    SipCall call = ringing("Require: 100rel");
    call.prack(2, NO_BODY);
    call.requestWith("PRACK", NO_BODY, "RAck: 1 99 INVITE");
    call.requestWith("PRACK", NO_BODY, "RAck: 1 1 UPDATE");
    call.request("PRACK", NO_BODY);
    bench.settle();
    assertThat(bench.bob.news())
        .containsExactly(
            "100 INVITE", "180 INVITE", "481 PRACK", "481 PRACK", "481 PRACK", "481 PRACK");
    bench.pass(Duration.ofMillis(500));
    assertThat(bench.bob.news()).containsExactly("180 INVITE");
    call.prack(1, NO_BODY);
    bench.settle();
    call.prack(1, NO_BODY);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 PRACK", "481 PRACK");
    cancel(call);
  }

  @Test
  @Row("P4")
  void a_delayed_offer_goes_into_the_first_180_and_the_200_waits_for_its_prack() {
    SipCall call = bench.bob.call("200").withoutOffer().with("Require: 100rel").invite();
    bench.settle();
    bench.engine(RING);
    assertThat(Received.sdp(call.lastResponse()).orElse("")).contains("a=inactive");
    bench.engine(ACCEPT);
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "180 INVITE");
    call.prack(1, NO_BODY);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("400 PRACK");
    call.prack(1, Optional.of(SipCall.AUDIO));
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 PRACK", "200 INVITE");
    assertThat(Received.sdp(bench.bob.last("200 INVITE"))).isEmpty();
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
  }

  @Test
  @Row({"P4", "P7"})
  void a_cancel_while_the_200_is_held_back_gets_487_and_the_engine_hears_a_hang_up() {
    SipCall call = held();
    call.cancel();
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 CANCEL", "487 INVITE");
    assertThat(bench.told()).containsExactly("HungUp");
  }

  @Test
  @Row("P4")
  void a_hang_up_while_the_200_is_held_back_is_a_refusal() {
    held();
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    assertThat(bench.bob.news()).containsExactly("480 INVITE");
  }

  @Test
  @Row({"P2", "P4"})
  void a_200_is_never_sent_when_the_prack_of_the_offer_never_comes() {
    held();
    bench.pass(Duration.ofSeconds(32));
    assertThat(bench.bob.news()).endsWith("504 INVITE").doesNotContain("200 INVITE");
    assertThat(bench.told()).containsExactly("LegFailed");
  }

  @Test
  @Row("P7")
  void a_cancel_before_the_prack_stops_the_repeats() {
    SipCall call = ringing("Require: 100rel");
    cancel(call);
    bench.bob.news();
    bench.pass(Duration.ofSeconds(40));
    assertThat(bench.bob.news()).isEmpty();
  }

  @Test
  @Row("P8")
  void a_200_without_early_media_overtakes_the_prack() {
    SipCall call = ringing("Require: 100rel");
    bench.engine(ACCEPT);
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "180 INVITE", "200 INVITE");
    call.prack(1, NO_BODY);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 PRACK");
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
  }

  @Test
  @Row("P9")
  void support_alone_is_no_wish_unless_the_trunk_says_so() {
    SipCall plain = ringing("Supported: 100rel");
    assertThat(Received.values(plain.lastResponse(), "RSeq")).isEmpty();
    cancel(plain);
    bench = new Bench(with(ReliableRinging.WHEN_SUPPORTED));
    SipCall call = bench.pbx.call("200").with("Supported: timer, 100rel").invite();
    bench.settle();
    bench.engine(RING);
    assertThat(Received.values(call.lastResponse(), "RSeq")).containsExactly("1");
    call.prack(1, NO_BODY);
    bench.settle();
    cancel(call);
  }

  @Test
  @Row({"P9", "S25"})
  void a_trunk_without_reliable_provisionals_refuses_who_requires_them() {
    bench = new Bench(with(ReliableRinging.NEVER));
    SipCall call = bench.pbx.call("200").with("Require: 100rel").invite();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("100 INVITE", "420 INVITE");
    assertThat(Received.values(call.lastResponse(), "Unsupported")).containsExactly("100rel");
  }

  @Test
  @Row({"P6", "U2"})
  void an_offer_in_a_prack_before_ours_is_answered_crosses_it() {
    SipCall call = ringing("Require: 100rel");
    call.prack(1, Optional.of(SipCall.AUDIO));
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("100 INVITE", "180 INVITE", "500 PRACK");
    cancel(call);
  }

  @Test
  @Row("P6")
  void a_further_offer_in_a_prack_is_answered_in_its_200() {
    SipCall call = bench.bob.call("200").withoutOffer().with("Require: 100rel").invite();
    bench.settle();
    bench.engine(RING);
    call.prack(1, Optional.of(SipCall.AUDIO));
    bench.settle();
    bench.engine(new RepeatProvisional(LegId.INVITER));
    bench.bob.news();
    call.prack(2, Optional.of(SipCall.AUDIO.replace("RTP/AVP 0 8 101", "RTP/AVP 8")));
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 PRACK");
    assertThat(Received.sdp(call.lastResponse()).orElse("")).contains("m=audio 9 RTP/AVP 8\r\n");
    cancel(call);
  }

  private SipCall ringing(String line) {
    SipCall call = bench.bob.call("200").with(line).invite();
    bench.settle();
    bench.engine(RING);
    return call;
  }

  private SipCall held() {
    SipCall call = bench.bob.call("200").withoutOffer().with("Require: 100rel").invite();
    bench.settle();
    bench.engine(RING);
    bench.engine(ACCEPT);
    bench.bob.news();
    return call;
  }

  private void cancel(SipCall call) {
    call.cancel();
    bench.settle();
    bench.engine(new SendCanceled(LegId.INVITER));
  }

  private static SipSettings with(ReliableRinging rule) {
    return Bench.settings()
        .withTrunks(
            List.of(
                Bench.settings()
                    .trunks()
                    .get(0)
                    .withCalls(CallSettings.DEFAULT.withReliable(rule))));
  }
}
