package io.invitebridge.sip.translate;

import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.model.Content;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.SipText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a final response says beside its status: when to try again (RFC 3261 section 20.33), and
 * what is wrong with the media (section 20.43). Pure.
 */
final class Hints {
  private static final String RETRY_AFTER = "Retry-After";
  private static final String WARNING = "Warning";
  private static final String BRIDGE = "bridge";
  private static final int LONGEST_RETRY = 86_400;
  private static final int LONGEST_TEXT = 200;
  private static final Set<Integer> RETRIED = Set.of(404, 413, 480, 486, 500, 503, 600, 603);
  private static final Pattern SECONDS = Pattern.compile("\\s*(\\d{1,9})\\b.*");

  /** Possessive, or a long text would need as deep a stack. */
  private static final Pattern WARNED =
      Pattern.compile("\\s*(3\\d\\d)\\s+\\S+\\s+\"((?:[^\"\\\\]|\\\\.)*+)\".*");

  private Hints() {}

  /** The seconds of a response's Retry-After. */
  static OptionalInt retryAfter(SIPResponse response) {
    for (String value : Received.values(response, RETRY_AFTER)) {
      Matcher matcher = SECONDS.matcher(value);
      if (matcher.matches()) {
        return OptionalInt.of(Math.min(Integer.parseInt(matcher.group(1)), LONGEST_RETRY));
      }
    }
    return OptionalInt.empty();
  }

  /** The warnings of a response, each as written. */
  static List<String> warnings(SIPResponse response) {
    return Received.values(response, WARNING);
  }

  /** The headers that a final response of ours carries because the other side said so. */
  static List<HeaderLine> of(int status, Content said) {
    List<HeaderLine> lines = new ArrayList<>();
    int seconds = JsonContent.number(said, "retryAfter").orElse(0);
    if (RETRIED.contains(status) && seconds > 0) {
      lines.add(new HeaderLine(RETRY_AFTER, Integer.toString(Math.min(seconds, LONGEST_RETRY))));
    }
    if (status == 488 || status == 606) {
      lines.add(new HeaderLine(WARNING, warning(said)));
    }
    return lines;
  }

  private static String warning(Content said) {
    for (String value : JsonContent.list(said, "warning")) {
      Matcher matcher = WARNED.matcher(value);
      if (matcher.matches()) {
        String text = SipText.oneLine(SipText.unquoted(matcher.group(2)), LONGEST_TEXT);
        return matcher.group(1) + " " + BRIDGE + " \"" + SipText.quoted(text) + "\"";
      }
    }
    return "304 " + BRIDGE + " \"Media type not available\"";
  }
}
