package io.invitebridge.sip.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.SipReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a new call's INVITE without a parser is what the parser would have read. */
class PlainInviteTest {
  private static final Complaint BUSY =
      Complaint.of(503, "Service Unavailable", new HeaderLine("Retry-After", "3"));

  private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.7", 40_000);

  private static final String USUAL =
      """
      INVITE sip:alice@bridge.example SIP/2.0
      Via: SIP/2.0/UDP pc33.example.com:5070;branch=z9hG4bK-A1;rport
      Via: SIP/2.0/TCP 10.0.0.1;branch=z9hG4bK-older
      Max-Forwards: 70
      From: "Bob; tag=x" <sip:bob@example.com>;tag=b1
      To: <sip:alice@bridge.example>
      Call-ID: one@pc33
      CSeq: 314 INVITE
      Contact: <sip:bob@pc33.example.com>
      Content-Length: 0

      """;

  @Test
  void the_usual_invite_is_read() {
    PlainInvite invite = read(USUAL);
    assertThat(invite.callId()).isEqualTo("one@pc33");
    assertThat(invite.fromTag()).isEqualTo("b1");
    assertThat(invite.cseq()).isEqualTo(314);
    assertThat(invite.vias()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Via: SIP/2.0/UDP pc33.example.com:5070;branch=z9hG4bK-A1;rport",
        "v: SIP/2.0/UDP 10.1.2.3;rport;branch=z9hG4bKxyz",
        "VIA :SIP/2.0/UDP Pc33.Example.COM:5060;branch=z9hG4bK.q"
      })
  void it_has_the_transaction_of_the_parsed_request(String via) throws ParseException {
    String text =
        USUAL.replace("Via: SIP/2.0/UDP pc33.example.com:5070;branch=z9hG4bK-A1;rport", via);
    assertThat(read(text).transactionId()).isEqualTo(parsed(text).getTransactionId());
  }

  @Test
  void the_answer_is_that_of_the_parsed_request() throws ParseException {
    SIPResponse plain = answer(USUAL, false);
    SIPResponse built = parsed(USUAL).createResponse(503, "Service Unavailable");
    assertThat(plain.getStatusCode()).isEqualTo(503);
    assertThat(plain.getReasonPhrase()).isEqualTo("Service Unavailable");
    assertThat(plain.getCallId()).isEqualTo(built.getCallId());
    assertThat(plain.getCSeq()).isEqualTo(built.getCSeq());
    assertThat(plain.getFrom()).isEqualTo(built.getFrom());
    assertThat(plain.getTo().getAddress()).isEqualTo(built.getTo().getAddress());
    assertThat(plain.getToTag()).isEqualTo("n1-none");
    assertThat(plain.getViaHeaders()).hasSize(2);
    assertThat(plain.getHeader("Retry-After").toString()).contains("3");
    assertThat(plain.getTopmostVia().getBranch()).isEqualTo("z9hG4bK-A1");
  }

  @Test
  void who_asks_for_it_is_answered_where_it_came_from() throws ParseException {
    assertThat(read(USUAL).answersTo(PEER)).isEqualTo(PEER);
    assertThat(answer(USUAL, false).getTopmostVia().getRPort()).isEqualTo(40_000);
    assertThat(answer(USUAL, false).getTopmostVia().getReceived()).isEqualTo("192.0.2.7");
  }

  @Test
  void who_does_not_is_answered_at_the_port_of_its_via() throws ParseException {
    String text = USUAL.replace(";rport", "");
    assertThat(read(text).answersTo(PEER)).isEqualTo(new InetSocketAddress("192.0.2.7", 5070));
    assertThat(answer(text, false).getTopmostVia().getReceived()).isEqualTo("192.0.2.7");
    assertThat(answer(text, false).getTopmostVia().hasParameter("rport")).isFalse();
    assertThat(read(text.replace(":5070", "")).answersTo(PEER).getPort()).isEqualTo(5060);
  }

  @Test
  void a_stream_has_its_port_in_the_answer() throws ParseException {
    String text = USUAL.replace("/UDP", "/TCP").replace(";rport", "");
    assertThat(answer(text, true).getTopmostVia().getRPort()).isEqualTo(40_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INVITE sip:alice@bridge.example SIP/2.0=>INVITE sip:alice@bridge.example SIP/7.0",
        "INVITE sip:=>OPTIONS sip:",
        "To: <sip:alice@bridge.example>=>To: <sip:alice@bridge.example>;tag=here",
        "Max-Forwards: 70=>Max-Forwards:\n 70",
        "Max-Forwards: 70=>From: <sip:other@example.com>;tag=b2",
        "Max-Forwards: 70=>t: <sip:other@example.com>",
        "Max-Forwards: 70=>nonsense",
        "Max-Forwards: 70=>: nameless",
        ";tag=b1=>",
        ";tag=b1=>;tag=b1;x=y",
        "Call-ID: one@pc33=>Call-ID: one two",
        "Call-ID: one@pc33=>Subject: none",
        "314 INVITE=>314 OPTIONS",
        "314 INVITE=>99999999999 INVITE",
        "pc33.example.com:5070=>[2001:db8::1]:5070",
        "pc33.example.com:5070=>pc33.example.com:99999",
        "pc33.example.com:5070;=>pc33.example.com:5070 ;",
        "branch=z9hG4bK-A1=>branch=old",
        "z9hG4bK-A1;rport=>z9hG4bK-A1, SIP/2.0/UDP 10.9.9.9;branch=z9hG4bK-2"
      })
  void what_is_written_otherwise_is_left_to_the_parser(String change) {
    String[] sides = (change + " ").split("=>");
    String text =
        USUAL.replaceFirst(java.util.regex.Pattern.quote(sides[0]), sides[1].stripTrailing());
    assertThat(text).isNotEqualTo(USUAL);
    assertThat(PlainInvite.in(bytes(text))).isEmpty();
  }

  @Test
  void a_via_of_a_thousand_parameters_needs_no_deep_stack() {
    String text = USUAL.replace(";rport", ";rport" + ";a".repeat(1_700));
    assertThat(read(text).sender().branch()).isEqualTo("z9hG4bK-A1");
  }

  @Test
  void headers_that_do_not_end_in_time_are_left_to_the_parser() {
    String text = USUAL.replace("Max-Forwards: 70", "X-Long: " + "x".repeat(5_000));
    assertThat(PlainInvite.in(bytes(text))).isEmpty();
    assertThat(PlainInvite.in(new byte[0])).isEmpty();
    assertThat(PlainInvite.in(bytes("INVITE sip:a SIP/2.0\n"))).isEmpty();
  }

  private static PlainInvite read(String text) {
    return PlainInvite.in(bytes(text)).orElseThrow();
  }

  private static SIPRequest parsed(String text) throws ParseException {
    return (SIPRequest) message(bytes(text));
  }

  private static SIPResponse answer(String text, boolean isStream) throws ParseException {
    return (SIPResponse) message(read(text).answer(BUSY, "n1-none", PEER, isStream));
  }

  private static Object message(byte[] bytes) throws ParseException {
    return new SipReader().parseSIPMessage(bytes, true, false, (a, b, c, d, e) -> {});
  }

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
