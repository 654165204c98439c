package io.invitebridge.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.sip.transport.StackLog;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody could answer is dropped by the reader, which says so in the log. */
class SipReaderDropTest {

  @BeforeAll
  static void theParserNeedsALogger() {
    CommonLogger.legacyLogger = new StackLog();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello world\r\n\r\n",
        "xxx",
        "\u00ff\u00fe\u0001",
        "INVITE sip:alice@127.0.0.1 SIP/2.0\r\nVia: garb"
      })
  void whatHasNoViaIsDropped(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(ParseException.class);
  }

  @Test
  void whatHasAViaIsKeptForItsAnswer() throws ParseException {
    SIPMessage message =
        read("INVITE nonsense\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKx\r\n\r\n");
    assertThat(SipReader.complaint(message)).isPresent();
  }

  private static SIPMessage read(String text) throws ParseException {
    return new SipReader()
        .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, ReadFaults.INSTANCE);
  }
}
