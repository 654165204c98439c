package io.invitebridge.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's parser with the checks it leaves out (docs/decisions/0103). What it finds in a request
 * is pinned to that request as application data and read back by {@link #complaint}; the answer is
 * sent by whoever owns the transaction. A request that JAIN-SIP cannot read at all is reduced to
 * the lines that an answer needs, so that its sender hears on every transport what is wrong.
 *
 * <p>One instance may be used by one thread at a time, as JAIN-SIP's channels do.
 */
public final class SipReader implements MessageParser {
  private static final Logger LOG = LoggerFactory.getLogger(SipReader.class);
  private static final long ONE_LINE_PER_NANOS = 1_000_000_000L;

  private final StringMsgParser parser = new OwnRequests();
  private final Supplier<MessageLimits> limits;
  private long unreadable;
  private long quietUntil = System.nanoTime();

  /** With the usual limits. */
  public SipReader() {
    this(() -> MessageLimits.DEFAULT);
  }

  /**
   * @param limits of now
   */
  public SipReader(Supplier<MessageLimits> limits) {
    this.limits = limits;
  }

  /**
   * @param listener not asked: JAIN-SIP's own would close a connection before anybody could answer
   * @return null for bytes that hold no message at all, such as a keep-alive
   */
  @Override
  public @Nullable SIPMessage parseSIPMessage(
      byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener listener)
      throws ParseException {
    if (isBlank(bytes)) {
      return null;
    }
    Optional<Complaint> raw = RawCheck.check(bytes, limits.get());
    SIPMessage message;
    try {
      message = parser.parseSIPMessage(bytes, readBody, false, ReadFaults.INSTANCE);
    } catch (ParseException | RuntimeException e) {
      Complaint complaint = raw.orElseGet(() -> Complaint.badRequest(clean(e)));
      try {
        return reduced(bytes, complaint);
      } catch (ParseException nothingToAnswer) {
        tellOfDrop(bytes.length, complaint);
        throw nothingToAnswer;
      }
    }
    if (message == null || message.getTopmostVia() == null) {
      tellOfDrop(bytes.length, raw.orElseGet(() -> Complaint.badRequest("Via")));
      throw new ParseException("no SIP message that could be answered", 0);
    }
    if (message instanceof SIPRequest request) {
      Optional<Complaint> missing = Remnant.completed(request);
      raw.or(() -> missing).ifPresent(message::setApplicationData);
    }
    return message;
  }

  /** What the reader found wrong with a message it gave out. */
  public static Optional<Complaint> complaint(SIPMessage message) {
    return message.getApplicationData() instanceof Complaint complaint
        ? Optional.of(complaint)
        : Optional.empty();
  }

  /** Without From and To if need be: an answer is matched by its Via (RFC 3261 section 17.1.3). */
  private SIPMessage reduced(byte[] bytes, Complaint complaint) throws ParseException {
    SIPMessage message = remnant(bytes);
    if (message instanceof SIPRequest request && request.getTopmostVia() != null) {
      Remnant.completed(request);
      message.setApplicationData(complaint);
      return message;
    }
    throw new ParseException("no SIP request that could be answered", 0);
  }

  private SIPMessage remnant(byte[] bytes) throws ParseException {
    try {
      return parsed(Remnant.of(bytes, true));
    } catch (ParseException | RuntimeException unreadable) {
      LOG.trace("Not even all that an answer copies can be read", unreadable);
    }
    try {
      return parsed(Remnant.of(bytes, false));
    } catch (ParseException | RuntimeException unreadable) {
      LOG.trace("Not even the transaction's headers can be read", unreadable);
    }
    return parsed(Remnant.ofSender(bytes));
  }

  /** One line a second at most, whatever comes in. */
  private void tellOfDrop(int length, Complaint complaint) {
    unreadable++;
    long now = System.nanoTime();
    if (now - quietUntil >= 0) {
      LOG.info(
          "What is no SIP message was dropped: {} bytes, {} ({} such on this channel so far).",
          length,
          complaint.phrase(),
          unreadable);
      quietUntil = now + ONE_LINE_PER_NANOS;
    }
  }

  private SIPMessage parsed(String head) throws ParseException {
    try {
      byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
      return parser.parseSIPMessage(bytes, false, false, ReadFaults.INSTANCE);
    } catch (RuntimeException e) {
      throw new ParseException("not a SIP message", 0);
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b >= 0x20) {
        return false;
      }
    }
    return true;
  }

  /** JAIN-SIP's words hold the input and line breaks: one short line of them is kept. */
  private static String clean(Exception e) {
    String said = Optional.ofNullable(e.getMessage()).orElse("unreadable");
    String text = said.startsWith("[C@") ? "unreadable" : said;
    if (e instanceof NumberFormatException || said.startsWith("For input string")) {
      text = "a number cannot be read";
    }
    return SipText.oneLine(text.lines().findFirst().orElse("unreadable"), 60);
  }

  /** JAIN-SIP's parser with requests of ours. */
  private static final class OwnRequests extends StringMsgParser {
    @Override
    protected SIPMessage processFirstLine(
        String line, ParseExceptionListener listener, byte[] bytes) throws ParseException {
      SIPMessage message = super.processFirstLine(line, listener, bytes);
      if (!(message instanceof SIPRequest request)) {
        return message;
      }
      IncomingRequest own = new IncomingRequest();
      if (request.getRequestLine() != null) {
        own.setRequestLine(request.getRequestLine());
      }
      return own;
    }
  }
}
