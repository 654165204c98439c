package io.invitebridge.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a Session-ID header (RFC 7989 section 5): the UUIDs of the one that sends the
 * message and of the one that it goes to.
 *
 * @param local the sender's, 32 lower-case hex digits; {@link #NIL} when it is not known
 * @param remote the receiver's; likewise
 */
public record SessionId(String local, String remote) {
  public static final String HEADER = "Session-ID";

  /** RFC 7989 section 5: a UUID that is not known. */
  public static final String NIL = "0".repeat(32);

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{32}");

  /** What follows the UUID is not needed; peers of RFC 7329 send nothing there (section 11). */
  private static final Pattern VALUE = Pattern.compile("([0-9a-f]{32})[ \t]*(;.*)?");

  public SessionId {
    if (!UUID.matcher(local).matches() || !UUID.matcher(remote).matches()) {
      throw new IllegalArgumentException("A session's UUID has 32 lower-case hex digits.");
    }
  }

  /** The sender's UUID; empty without one, and when the header is none that RFC 7989 knows. */
  public static Optional<String> sender(SIPMessage message) {
    List<String> values = Received.values(message, HEADER);
    if (values.size() != 1) {
      return Optional.empty();
    }
    Matcher value = VALUE.matcher(values.get(0).strip());
    return value.matches() && !value.group(1).equals(NIL)
        ? Optional.of(value.group(1))
        : Optional.empty();
  }

  public HeaderLine line() {
    return new HeaderLine(HEADER, toString());
  }

  @Override
  public String toString() {
    return local + ";remote=" + remote;
  }
}
