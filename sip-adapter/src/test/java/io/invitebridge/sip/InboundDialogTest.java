package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens in a call that a SIP peer has made: RFC 3261 sections 12.2, 14.2 and 15. */
class InboundDialogTest {
  private final Bench bench = new Bench();

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @Test
  void the_bridge_hangs_up_with_a_reason() {
    established();
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    assertThat(bench.bob.news()).containsExactly("BYE");
    assertThat(Received.values(bench.bob.last("BYE"), "Reason"))
        .containsExactly("Q.850;cause=16;text=\"Normal call clearing\"");
    bench.pass(Duration.ofSeconds(33));
    assertThat(bench.told()).containsExactly("Confirmed");
  }

  @Test
  @Row("R9a")
  void byes_that_cross_are_both_answered() {
    SipCall call = established();
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
    call.bye();
    bench.settle();
    call.answers(200, "BYE");
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("BYE", "200 BYE");
    assertThat(bench.told()).containsExactly("Confirmed");
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  @Test
  void a_reinvite_with_the_same_offer_gets_the_same_answer() {
    SipCall call = established();
    String first = Received.sdp(bench.bob.last("200 INVITE")).orElse("");
    call.request("INVITE", Optional.of(SipCall.AUDIO));
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 INVITE");
    assertThat(Received.sdp(call.lastResponse())).contains(first);
    call.ack().bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
  }

  @Test
  void a_changed_offer_that_the_app_does_not_answer_gets_488() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(
        new SendAccept(LegId.INVITER, new Content("{\"sdp\":\"v=0\\r\\nthe app's own\"}")));
    assertThat(Received.sdp(call.lastResponse())).contains("v=0\r\nthe app's own");
    call.ack();
    bench.settle();
    call.request("INVITE", Optional.of(SipCall.AUDIO + "a=sendonly\r\n"));
    bench.pass(CallSettings.DEFAULT.offerWait());
    assertThat(bench.bob.news()).contains("488 INVITE");
    call.bye();
    bench.settle();
  }

  @Test
  void requests_inside_the_dialog_are_served() {
    SipCall call = established();
    call.request("OPTIONS", Optional.empty()).request("INFO", Optional.empty());
    call.request("UPDATE", Optional.of(SipCall.AUDIO)).request("MESSAGE", Optional.empty());
    bench.settle();
    assertThat(bench.bob.news())
        .containsExactlyInAnyOrder("200 OPTIONS", "200 INFO", "200 UPDATE", "405 MESSAGE");
    call.bye();
    bench.settle();
    call.request("INFO", Optional.empty());
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 BYE", "481 INFO");
  }

  @Test
  @Row("X1")
  void a_transfer_is_refused_and_the_call_goes_on() {
    SipCall call = established();
    call.requestWith("REFER", Optional.empty(), "Refer-To: <sip:300@192.0.2.10>");
    call.requestWith("NOTIFY", Optional.empty(), "Event: refer");
    bench.settle();
    assertThat(bench.bob.news()).containsExactlyInAnyOrder("405 REFER", "405 NOTIFY");
    assertThat(Received.values(bench.bob.last("405 REFER"), "Allow"))
        .contains("INVITE", "BYE")
        .doesNotContain("REFER");
    call.bye();
    bench.settle();
    assertThat(bench.told()).containsExactly("Confirmed", "HungUp");
  }

  @Test
  void a_bye_tells_the_engine_its_reasons() {
    SipCall call = established();
    call.with("Reason: Q.850;cause=16").bye();
    bench.settle();
    assertThat(bench.told(HungUp.class).info().value()).contains("Q.850;cause=16");
  }

  private SipCall established() {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    call.ack();
    bench.settle();
    bench.bob.news();
    return call;
  }
}
