package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.InvitationInbox.Opening;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a request is said in its answer: RFC 3261 section 8.2, RFC 4475. */
class BadRequestTest {
  private static final String GOOD =
      String.join(
          "\r\n",
          "INVITE sip:200@127.0.0.1 SIP/2.0",
          "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-1",
          "Max-Forwards: 70",
          "From: \"Bob\" <sip:bob@192.0.2.10>;tag=a",
          "To: <sip:200@127.0.0.1>",
          "Call-ID: one",
          "CSeq: 1 INVITE",
          "Contact: <sip:bob@192.0.2.10:5060>",
          "Content-Length: 0",
          "",
          "");

  private final Bench bench = new Bench();

  static Stream<Arguments> refused() {
    return Stream.of(
        // the first line: RFC 4475 sections 3.1.2.7 to 3.1.2.11, 3.1.2.16
        row("sip:200@127.0.0.1 SIP/2.0", "<sip:200@127.0.0.1> SIP/2.0", 400, "angle brackets"),
        row("sip:200@127.0.0.1 SIP/2.0", "sip:200@127.0.0.1; lr SIP/2.0", 400, "single spaces"),
        row("INVITE sip", "INVITE  sip", 400, "single spaces"),
        row("127.0.0.1 SIP/2.0", "127.0.0.1 SIP/2.0 ", 400, "end of the request line"),
        row("127.0.0.1 SIP/2.0", "127.0.0.1?Route=%3Csip:x%3E SIP/2.0", 400, "headers"),
        row("127.0.0.1 SIP/2.0", "127.0.0.1 SIP/7.0", 505, "Version"),
        // sections 3.1.2.3, 3.1.2.4, 3.3.8, 3.3.9
        row("Content-Length: 0", "Content-Length: -9", 400, "Content-Length"),
        row("Content-Length: 0", "Content-Length: 0\r\nl: 0", 400, "content-length"),
        row("Call-ID: one", "Call-ID: one\r\nCall-ID: two", 400, "call-id"),
        row("To: <", "To: <sip:x@y>\r\nt: <", 400, "More than one to"),
        row("Max-Forwards: 70", "Max-Forwards: 300", 400, "Max-Forwards"),
        row("CSeq: 1 INVITE", "CSeq: 1 OPTIONS", 400, "CSeq"),
        // sections 3.3.2, 3.3.3, 3.3.5, 3.3.6, 3.3.11, 3.3.15
        row("sip:200@127.0.0.1 SIP", "nobodyKnows:totallyopaque SIP", 416, "Scheme"),
        row("sip:200@127.0.0.1 SIP", "sips:200@127.0.0.1 SIP", 416, "Scheme"),
        row("Max-Forwards: 70", "Max-Forwards: 70\r\nRequire: nothing, 100rel", 420, "Extension"),
        row("Content-Length: 0\r\n\r\n", body("application/unknown", "x"), 415, "Media"),
        row("Content-Length: 0\r\n\r\n", body("application/sdp", "not sdp"), 400, "description"),
        row("Content-Length: 0\r\n\r\n", "Content-Length: 2\r\n\r\nhi", 400, "Content-Type"),
        row("Max-Forwards: 70", "Max-Forwards: 0", 483, "Hops"),
        row("Max-Forwards: 70", "Max-Forwards: 70\r\nAccept: text/plain", 406, "Acceptable"),
        row("Contact: <sip:bob@192.0.2.10:5060>", "Contact: ???", 400, "Contact"),
        // section 3.3.1, and single lines that cannot be read: sections 3.1.2.6, 3.1.2.13 ff.
        row("Call-ID: one\r\n", "", 400, "Call-ID is missing"),
        row("To: <sip:200@127.0.0.1>\r\n", "", 400, "To is missing"),
        row("\"Bob\" <", "\"Bob <", 400, "Bad Request"),
        row("sip:200@127.0.0.1 SIP", "sip:127.0.0.1 SIP", 404, "Not Found"),
        row("sip:200@", "sip:" + "9".repeat(200) + "@", 400, "128 bytes"));
  }

  @ParameterizedTest
  @Row({"S23", "S26"})
  @MethodSource
  void refused(String good, String bad, int status, String phrase) {
    assertThat(GOOD).contains(good);
    bench.bob.sends(GOOD.replace(good, bad));
    bench.settle();
    List<String> heard = bench.bob.heard();
    assertThat(heard).isNotEmpty();
    String last = heard.get(heard.size() - 1);
    assertThat(last).startsWith(status + " ");
    assertThat(bench.bob.last(last).getFirstLine()).contains(phrase);
    assertThat(bench.invited).isEmpty();
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  static Stream<String> taken() {
    return Stream.of(
        // sections 3.1.1.1, 3.1.1.6, 3.1.1.9, 3.1.1.10, 3.1.2.12
        GOOD.replace("Max-Forwards: 70", "mAx-FORWARDS  :\t 0070"),
        GOOD.replace("\"Bob\" <", "Bob<"),
        GOOD.replace("sip:200@", "sip:200;par=u%40x@"),
        GOOD.replace("Max-Forwards: 70", "Via: SIP/2.0/UNKNOWN x;branch=y\r\nMax-Forwards: 70"),
        GOOD.replace("Max-Forwards: 70", "Date: Fri, 01 Jan 2010 16:00:00 EST"),
        GOOD.replace("Max-Forwards: 70", "Subject: a\r\n  folded\r\n\tline"),
        GOOD.replace("To: <sip:200@127.0.0.1>", "To: <isbn:2983792873>"),
        GOOD.replace("\r\n", "\n"),
        // section 3.4.1: RFC 2543
        GOOD.replace(";branch=z9hG4bK-1", "")
            .replace(";tag=a", "")
            .replace("Max-Forwards: 70", "X: y"),
        GOOD.replace("Call-ID: one", "Call-ID: " + "really".repeat(300)),
        GOOD.replace("\"Bob\"", "\"" + "ü".repeat(300) + "\""));
  }

  @ParameterizedTest
  @MethodSource
  void taken(String invite) {
    bench.bob.sends(invite);
    bench.settle();
    assertThat(bench.invited).as(bench.bob.heard().toString()).hasSize(1);
  }

  static Stream<String> dropped() {
    return Stream.of(
        "",
        "\r\n\r\n",
        "\0\0\0\0",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        GOOD.substring(0, 60),
        "SIP/2.0 200 OK\r\n\r\n",
        GOOD.replace("CSeq: 1 INVITE", "CSeq: 36893488147419103232 INVITE"),
        "SIP/2.0 4294967301 better not break the receiver\r\n"
            + GOOD.substring(GOOD.indexOf("Via")));
  }

  @ParameterizedTest
  @MethodSource
  void dropped(String text) {
    bench.bob.sends(text);
    bench.settle();
    assertThat(bench.invited).isEmpty();
    assertThat(bench.adapter.counters().snapshot().get(Count.FAULTS)).isZero();
    bench.bob.news();
    bench.bob.call("200").request("OPTIONS", java.util.Optional.empty());
    bench.settle();
    assertThat(bench.bob.news()).containsExactly("200 OPTIONS");
  }

  @Test
  @Row("S25")
  void an_unsupported_extension_is_named() {
    bench.bob.sends(GOOD.replace("Max-Forwards: 70", "Require: a, b"));
    assertThat(bench.bob.last("420 INVITE").encode()).contains("Unsupported: a,b\r\n");
  }

  @Test
  void an_unknown_method_is_refused_with_what_is_allowed() {
    bench.bob.call("200").request("SUBSCRIBE", java.util.Optional.empty());
    bench.bob.call("200").request("NEW%4dETHOD", java.util.Optional.empty());
    assertThat(bench.bob.heard()).containsExactly("405 SUBSCRIBE", "405 NEW%4DETHOD");
    assertThat(Received.values(bench.bob.last("405 SUBSCRIBE"), "Allow")).hasSize(8);
  }

  @Test
  void a_stray_response_is_counted_and_dropped() {
    bench.bob.sends(
        "SIP/2.0 200 OK\r\n"
            + GOOD.substring(GOOD.indexOf("Via")).replace("127.0.0.1>", "127.0.0.1>;tag=b"));
    bench.settle();
    assertThat(bench.adapter.counters().snapshot().get(Count.STRAY_RESPONSES)).isEqualTo(1);
    assertThat(bench.bob.heard()).isEmpty();
  }

  @Test
  void requests_of_unknown_dialogs_get_481_and_a_stray_ack_nothing() {
    SipCall call = bench.bob.call("200");
    bench.bob.sends(GOOD.replace("INVITE", "ACK"));
    call.bye();
    bench.settle();
    assertThat(bench.bob.heard()).containsExactly("481 BYE");
  }

  @Test
  void an_unknown_source_is_refused_when_the_settings_say_so() {
    Bench strict = new Bench(Bench.settings().refusingUnknown());
    strict.bob.calls("200");
    strict.pbx.calls("200");
    strict.settle();
    assertThat(strict.bob.heard()).containsExactly("100 INVITE", "403 INVITE");
    assertThat(strict.invited).hasSize(1);
    assertThat(strict.invited.get(0).caller().toString()).isEqualTo("sip:pbx@pbx");
  }

  @Test
  @Row("S22")
  void overload_and_draining_are_503_with_retry_after() {
    bench.opening = key -> new Opening.Overloaded();
    bench.bob.calls("200");
    bench.settle();
    assertThat(Received.values(bench.bob.last("503 INVITE"), "Retry-After")).containsExactly("1");
    bench.opening =
        key -> new Opening.Opened(new LegRef(bench.inviter().invitation(), bench.inviter().leg()));
    bench.adapter.drain();
    bench.bob.calls("200");
    bench.bob.call("200").request("OPTIONS", java.util.Optional.empty());
    bench.settle();
    assertThat(bench.bob.heard()).endsWith("503 INVITE", "503 OPTIONS");
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  @Test
  void a_description_too_large_for_content_is_left_out_and_said_to_be() {
    bench.bob.call("200").offering(SipCall.AUDIO + "a=x:" + "y".repeat(9000) + "\r\n").invite();
    bench.settle();
    assertThat(bench.invited.get(0).content().value()).isEqualTo("{\"sdpOmitted\":true}");
  }

  @Test
  void a_call_that_comes_round_again_is_a_loop() {
    bench.bob.calls("200");
    bench.settle();
    bench
        .bob
        .call("200")
        .with("X-Invite-Path: " + io.invitebridge.sip.translate.LoopMark.of("n1", "bob", "200"))
        .invite();
    bench.settle();
    assertThat(bench.bob.heard()).endsWith("482 INVITE");
    assertThat(bench.invited).hasSize(1);
  }

  private static Arguments row(String good, String bad, int status, String phrase) {
    return Arguments.of(good, bad, status, phrase);
  }

  private static String body(String type, String text) {
    return "Content-Type: " + type + "\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
  }
}
