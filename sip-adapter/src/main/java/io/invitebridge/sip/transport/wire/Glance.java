package io.invitebridge.sip.transport.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What can be seen of a message without parsing it. It decides about order only, so a message that
 * deceives it gains nothing but a place in the queue.
 *
 * @param callId as written; empty when it is not seen
 * @param isUrgent a response, or a request that carries on or ends what has begun
 * @param isNothing line ends and spaces only
 */
record Glance(String callId, boolean isUrgent, boolean isNothing) {
  private static final int LOOKS_AT = 4096;

  /** Requests outside a dialog; any other method has one or is none of ours. */
  private static final Set<String> BEGINNERS =
      Set.of("INVITE", "OPTIONS", "REGISTER", "SUBSCRIBE", "MESSAGE", "PUBLISH", "REFER");

  static Glance at(byte[] bytes) {
    int length = Math.min(bytes.length, LOOKS_AT);
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1).stripLeading();
    if (text.isEmpty()) {
      return new Glance("", false, true);
    }
    int space = text.indexOf(' ');
    String method = space < 0 ? "" : text.substring(0, space);
    String callId = header(text, "call-id", "i");
    boolean begins = BEGINNERS.contains(method) && !header(text, "to", "t").contains("tag=");
    return new Glance(callId, !begins, false);
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
