package io.invitebridge.sip.transport.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What can be seen of a message without parsing it. It decides about order and about early refusals
 * only, so a message that deceives it gains nothing but a place in the queue.
 *
 * @param method of a request; of a response the version
 * @param callId as written; empty when it is not seen
 * @param to as written; looked at only where it matters
 * @param isNothing line ends and spaces only
 */
record Glance(String method, String callId, String to, boolean isNothing) {
  private static final int LOOKS_AT = 4096;

  /** Requests outside a dialog; any other method has one or is none of ours. */
  private static final Set<String> BEGINNERS =
      Set.of("INVITE", "OPTIONS", "REGISTER", "SUBSCRIBE", "MESSAGE", "PUBLISH", "REFER");

  /** RFC 3261 section 25.1: letters of either kind, and spaces around the sign. */
  private static final Pattern TAG = Pattern.compile("(?i)tag\\s*=");

  static Glance at(byte[] bytes) {
    int length = Math.min(bytes.length, LOOKS_AT);
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1).stripLeading();
    if (text.isEmpty()) {
      return new Glance("", "", "", true);
    }
    int space = text.indexOf(' ');
    String method = space < 0 ? "" : text.substring(0, space);
    boolean matters = BEGINNERS.contains(method) || method.equals("ACK");
    String to = matters ? header(text, "to", "t") : "";
    return new Glance(method, header(text, "call-id", "i"), to, false);
  }

  /** A response, or a request that carries on or ends what has begun. */
  boolean isUrgent() {
    return !BEGINNERS.contains(method) || TAG.matcher(to).find();
  }

  boolean beginsCall() {
    return method.equals("INVITE") && !isUrgent();
  }

  boolean isCancel() {
    return method.equals("CANCEL");
  }

  /** The ACK of an answer that had this To tag. */
  boolean isAckOf(String tag) {
    return method.equals("ACK") && to.endsWith(";tag=" + tag);
  }

  private static String header(String text, String name, String compact) {
    int at = text.indexOf('\n');
    while (at >= 0 && at + 1 < text.length()) {
      int end = text.indexOf('\n', at + 1);
      int colon = text.indexOf(':', at + 1);
      if (colon < 0) {
        return "";
      }
      boolean isLine = end < 0 || colon < end;
      if (isLine && colon - at <= name.length() + 3) {
        String written = text.substring(at + 1, colon).strip().toLowerCase(Locale.ROOT);
        if (written.equals(name) || written.equals(compact)) {
          return text.substring(colon + 1, end < 0 ? text.length() : end).strip();
        }
      }
      at = end;
    }
    return "";
  }
}
