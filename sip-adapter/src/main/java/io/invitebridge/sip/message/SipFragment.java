package io.invitebridge.sip.message;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body that tells how a transfer fares: a status line (RFC 3420, RFC 3515 section 2.4.5). */
public final class SipFragment {
  /** RFC 3420 section 4. */
  public static final String SUBTYPE = "sipfrag";

  private static final Pattern STATUS_LINE =
      Pattern.compile("\\s*SIP/2\\.0 ([1-6]\\d\\d)(?: ([^\r\n]*))?(?:\r?\n.*)?", Pattern.DOTALL);

  private SipFragment() {}

  /** The body for a status. */
  public static String of(int status, String phrase) {
    return "SIP/2.0 " + status + " " + SipText.oneLine(phrase, 80) + "\r\n";
  }

  /** The status that a body tells; empty when it tells none. */
  public static OptionalInt status(Optional<String> body) {
    Optional<Matcher> line = body.map(STATUS_LINE::matcher).filter(Matcher::matches);
    return line.isPresent()
        ? OptionalInt.of(Integer.parseInt(line.get().group(1)))
        : OptionalInt.empty();
  }
}
