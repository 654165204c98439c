package io.invitebridge.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender hears of a message that JAIN-SIP cannot read: a sentence, and no Java. */
class SipReaderFaultsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x 1 INVITE", "1 x INVITE", "99999999999999999999 1 INVITE"})
  void an_unreadable_number_is_named_as_one(String rack) throws ParseException {
    String text =
        String.join(
            "\r\n",
            "PRACK sip:200@127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-1",
            "Max-Forwards: 70",
            "From: <sip:eve@127.0.0.1>;tag=a",
            "To: <sip:200@127.0.0.1>;tag=b",
            "Call-ID: rack",
            "CSeq: 2 PRACK",
            "RAck: " + rack,
            "Content-Length: 0",
            "",
            "");
    SIPMessage read =
        Objects.requireNonNull(
            new SipReader()
                .parseSIPMessage(
                    text.getBytes(StandardCharsets.UTF_8), true, false, (a, b, c, d, e) -> {}));
    assertThat(SipReader.complaint(read).orElseThrow().phrase())
        .isEqualTo("Bad Request - a number cannot be read");
  }
}
