package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.testing.VirtualTime;
import io.invitebridge.sip.CallTraces.Rule;
import io.invitebridge.sip.SipTrace.Direction;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces of single calls. */
class CallTracesTest {
  private static final Endpoint PEER = new Endpoint(Protocol.UDP, "192.0.2.1", 5060);
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualTime time = new VirtualTime();
  private final CallTraces traces = new CallTraces(time.clock());

  @Test
  void nothing_is_watched_until_somebody_asks() {
    assertThat(traces.isWatching()).isFalse();
    shows("INVITE sip:100@bridge SIP/2.0", "a");
    assertThat(traces.calls()).isEmpty();
  }

  @ParameterizedTest(name = "[{index}] {0}: {1}")
  @CsvSource({
    "100, true",
    "200, true",
    "2*, true",
    "*, true",
    "10, false",
    "+49, false",
    "3*, false"
  })
  void a_rule_takes_calls_by_their_parties(String party, boolean taken) {
    traces.begin(new Rule(party, 1, false, HOUR));
    shows("INVITE sip:100@bridge SIP/2.0", "a");
    assertThat(traces.calls()).hasSize(taken ? 1 : 0);
  }

  @Test
  void a_traced_call_is_traced_to_its_end_and_the_rule_is_over() {
    traces.begin(new Rule("*", 1, false, HOUR));
    shows("SIP/2.0 200 OK", "before");
    shows("INVITE sip:100@bridge SIP/2.0", "a");
    shows("SIP/2.0 180 Ringing", "a");
    shows("INVITE sip:100@bridge SIP/2.0", "b");
    shows("BYE sip:100@bridge SIP/2.0", "a");
    assertThat(traces.rules()).isEmpty();
    assertThat(traces.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.callId()).isEqualTo("a");
              assertThat(call.messages()).hasSize(3);
              assertThat(call.messages().get(2).text()).startsWith("BYE ");
            });
  }

  @Test
  void secrets_are_masked_and_bodies_left_out() {
    traces.begin(new Rule("*", 2, false, HOUR));
    String secret =
        "Proxy-Authorization: Digest response=\"s3cret\",\r\n nonce=\"s3cret\"\r\n"
            + "authorization : Digest s3cret\r\nX-Invite-Content-URL: https://s3cret\r\nUser-to-User: s3cret\r\nX-Plain: seen";
    shows("INVITE sip:100@bridge SIP/2.0", "a", secret, "v=0\r\na=crypto:1 AES inline:s3cret\r\n");
    assertThat(traces.calls().get(0).messages().get(0).text())
        .doesNotContain("s3cret")
        .contains("X-Plain: seen\r\n")
        .contains("(body of ")
        .contains("Proxy-Authorization: (masked)\r\n");
    traces.end(1);
    traces.begin(new Rule("*", 1, true, HOUR));
    shows("INVITE sip:100@bridge SIP/2.0", "b", secret, "v=0\r\na=crypto:1 AES inline:s3cret\r\n");
    assertThat(traces.calls().get(0).messages().get(0).text())
        .contains("v=0\r\na=crypto:1 AES (masked)\r\n")
        .contains("User-to-User: s3cret")
        .doesNotContain("Digest", "https://s3cret");
  }

  @Test
  void all_is_bounded_and_forgotten() {
    traces.begin(new Rule("*", 100, false, HOUR));
    traces.begin(new Rule("*", 100, false, HOUR));
    for (int i = 0; i < 150; i++) {
      shows("INVITE sip:100@bridge SIP/2.0", "call-" + i);
    }
    for (int i = 0; i < 400; i++) {
      shows("SIP/2.0 180 Ringing", "call-149", "", "x".repeat(100));
    }
    assertThat(traces.calls()).hasSize(100);
    assertThat(traces.calls().get(99).messages()).hasSize(300);
    assertThat(traces.calls().get(99).isCut()).isTrue();
    time.advance(HOUR);
    assertThat(traces.calls()).isEmpty();
    assertThat(traces.rules()).isEmpty();
    assertThat(traces.isWatching()).isFalse();
  }

  @Test
  void a_rule_can_be_taken_back_with_its_calls() {
    int id = traces.begin(new Rule("*", 2, false, HOUR)).id();
    shows("INVITE sip:100@bridge SIP/2.0", "a");
    assertThat(traces.end(id)).isTrue();
    assertThat(traces.end(id)).isFalse();
    assertThat(traces.calls()).isEmpty();
    for (int i = 0; i < 16; i++) {
      traces.begin(new Rule("*", 1, false, HOUR));
    }
    Rule more = new Rule("*", 1, false, HOUR);
    assertThatThrownBy(() -> traces.begin(more)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({"'', 1, 60", "a, 0, 60", "a, 101, 60", "a, 1, 0", "a, 1, 90000"})
  void a_rule_has_its_limits(String party, int calls, int seconds) {
    assertThatThrownBy(() -> new Rule(party, calls, false, Duration.ofSeconds(seconds)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void shows(String firstLine, String callId) {
    shows(firstLine, callId, "X-A: b", "");
  }

  private void shows(String firstLine, String callId, String header, String body) {
    String text =
        firstLine
            + "\r\nFrom: \"A\" <sip:200@pbx>;tag=1\r\nTo: <sip:100@bridge>\r\nCall-ID: "
            + callId
            + "\r\n"
            + header
            + "\r\n\r\n"
            + body;
    traces.message(Direction.IN, PEER, firstLine, text);
  }
}
