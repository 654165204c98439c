package io.invitebridge.sip.translate;

import io.invitebridge.core.model.Dtmf;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Key presses as INFO carries them: {@code application/dtmf-relay}, lines of {@code Signal=} and
 * {@code Duration=}, and {@code application/dtmf}, the bare key. No RFC describes them; this is
 * what PBXes send. Pure.
 */
public final class DtmfText {
  public static final String RELAY = "dtmf-relay";
  public static final String BARE = "dtmf";

  /** How long a key is said to have been pressed, in milliseconds: the usual value. */
  private static final int DURATION = 160;

  private static final Pattern SIGNAL =
      Pattern.compile("(?im)^[ \\t]*Signal[ \\t]*=[ \\t]*(\\S{1,2})[ \\t]*\\r?$");

  /** Events 10 to 15 of RFC 4733 section 3.2, which some PBXes write as numbers. */
  private static final String NUMBERED = "*#ABCD";

  private DtmfText() {}

  /** The key in a body; empty when the body names none, or one that is no key (hook flash, 16). */
  public static Optional<Dtmf> read(String subtype, String body) {
    String key = body.strip();
    Matcher signal = SIGNAL.matcher(body);
    if (signal.find()) {
      key = signal.group(1);
    } else if (!subtype.equalsIgnoreCase(BARE)) {
      return Optional.empty();
    }
    return key(key.toUpperCase(Locale.ROOT));
  }

  /** The body for one key. */
  public static String relay(char key) {
    return "Signal=" + key + "\r\nDuration=" + DURATION + "\r\n";
  }

  private static Optional<Dtmf> key(String key) {
    if (key.matches("[0-9*#A-D]")) {
      return Optional.of(new Dtmf(key));
    }
    return key.matches("1[0-5]")
        ? Optional.of(new Dtmf(NUMBERED.substring(key.charAt(1) - '0', key.charAt(1) - '0' + 1)))
        : Optional.empty();
  }
}
