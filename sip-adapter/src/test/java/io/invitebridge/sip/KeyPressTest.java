package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendDtmf;
import io.invitebridge.core.invitation.InvitationEvent.DtmfSent;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.LegId;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are pressed during a call go in and out by INFO. */
class KeyPressTest {
  private final Bench bench = new Bench();

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(100));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "dtmf-relay, 'Signal=5\r\nDuration=160\r\n', 5",
    "DTMF-Relay, 'signal = #\r\n', #",
    "dtmf-relay, 'Duration=100\nSignal=d', D",
    "dtmf-relay, 'Signal=11\r\n', #",
    "dtmf, 7, 7",
    "dtmf, '*\r\n', *",
  })
  void a_key_press_is_answered_and_told(String subtype, String body, String key) {
    SipCall call = established();
    call.info(subtype, body);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 INFO");
    assertThat(bench.told(DtmfSent.class)).isEqualTo(new DtmfSent(LegId.INVITER, new Dtmf(key)));
    call.bye();
    bench.settle();
  }

  @ParameterizedTest
  @CsvSource({
    "dtmf-relay, 'Signal=\r\n', 400",
    "dtmf-relay, 5, 400",
    "dtmf-relay, 'Signal=16\r\n', 400",
    "dtmf, 55, 400",
    "dtmf-other, 5, 415",
    "sdp, v=0, 415",
  })
  void what_is_no_key_press_is_refused_and_the_call_goes_on(String type, String body, int status) {
    SipCall call = established();
    call.info(type, body);
    bench.settle();
    assertThat(bench.bob.news()).containsExactly(status + " INFO");
    assertThat(bench.told()).doesNotContain("DtmfSent");
    call.info("dtmf", "1");
    bench.settle();
    assertThat(bench.told(DtmfSent.class).dtmf().digits()).isEqualTo("1");
    call.bye();
    bench.settle();
  }

  @Test
  void key_presses_go_out_one_by_one_in_their_order() {
    SipCall call = established();
    bench.engine(new SendDtmf(LegId.INVITER, new Dtmf("1#")));
    bench.engine(new SendDtmf(LegId.INVITER, new Dtmf("2")));
    assertThat(bench.bob.news()).containsExactly("INFO");
    assertThat(pressed()).isEqualTo("Signal=1\r\nDuration=160\r\n");
    call.answers(200, "INFO");
    bench.settle();
    assertThat(pressed()).startsWith("Signal=#");
    call.answers(200, "INFO");
    bench.settle();
    assertThat(pressed()).startsWith("Signal=2");
    call.answers(200, "INFO").bye();
    bench.settle();
  }

  @Test
  void a_key_press_that_is_refused_drops_those_that_wait_and_the_call_goes_on() {
    SipCall call = established();
    bench.engine(new SendDtmf(LegId.INVITER, new Dtmf("123")));
    call.answers(415, "INFO");
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("INFO");
    bench.engine(new SendDtmf(LegId.INVITER, new Dtmf("99")));
    assertThat(pressed()).startsWith("Signal=9");
    bench.pass(Duration.ofSeconds(40));
    assertThat(bench.told()).doesNotContain("LegFailed", "HungUp");
    call.bye();
    bench.settle();
    assertThat(bench.bob.news()).endsWith("200 BYE");
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

  private String pressed() {
    return Received.body(bench.bob.last("INFO")).orElse("");
  }
}
