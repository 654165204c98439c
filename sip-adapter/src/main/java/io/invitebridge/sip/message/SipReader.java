package io.invitebridge.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.Optional;

/**
 * JAIN-SIP's parser with the checks it leaves out (docs/decisions/0103). What it finds in a message
 * that can be parsed at all is pinned to that message as application data and read back by {@link
 * #complaint}; the answer is sent by whoever owns the transaction.
 *
 * <p>One instance may be used by one thread at a time, as JAIN-SIP's channels do.
 */
public final class SipReader implements MessageParser {
  private final StringMsgParser parser = new StringMsgParser();

  @Override
  public SIPMessage parseSIPMessage(
      byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener listener)
      throws ParseException {
    Optional<Complaint> raw = RawCheck.check(bytes);
    SIPMessage message;
    try {
      message = parser.parseSIPMessage(bytes, readBody, false, listener);
    } catch (ParseException e) {
      throw new ParseException(raw.map(Complaint::phrase).orElseGet(() -> clean(e)), 0);
    } catch (RuntimeException e) {
      throw new ParseException("not a SIP message: " + e.getClass().getSimpleName(), 0);
    }
    if (message != null && raw.isPresent()) {
      message.setApplicationData(raw.get());
    }
    return message;
  }

  /** What the reader found wrong with a message it gave out. */
  public static Optional<Complaint> complaint(SIPMessage message) {
    return message.getApplicationData() instanceof Complaint complaint
        ? Optional.of(complaint)
        : Optional.empty();
  }

  /** JAIN-SIP writes this text into the reason phrase of its own 400: one line, no quotes. */
  private static String clean(ParseException e) {
    String text = e.getMessage() == null ? "unreadable" : e.getMessage();
    return SipText.oneLine(text.lines().findFirst().orElse("unreadable"), 80);
  }
}
