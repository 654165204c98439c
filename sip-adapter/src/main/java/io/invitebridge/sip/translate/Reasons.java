package io.invitebridge.sip.translate;

import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.model.Content;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reason values (RFC 3326, RFC 6432) as they come from a peer or an app. Pure. */
final class Reasons {
  /** Possessive, or a long text would need as deep a stack. */
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");

  private static final Pattern VALUE =
      Pattern.compile("(?i)\\s*(SIP|Q\\.850)\\s*;(?:[^,]*;)?\\s*cause\\s*=\\s*(\\d{1,3})\\b.*");

  private Reasons() {}

  /**
   * The values of a text's member {@code reason}. Only protocol and cause of a foreign value are
   * carried over: its text is not ours to trust.
   */
  static List<String> clean(Content text) {
    return JsonContent.reasons(text).stream().flatMap(v -> clean(v).stream()).toList();
  }

  /** The cause of the first value of a protocol, {@code SIP} or {@code Q.850}. */
  static OptionalInt cause(List<String> values, String protocol) {
    for (String value : values) {
      Matcher matcher = matcher(value);
      if (matcher.matches() && matcher.group(1).equalsIgnoreCase(protocol)) {
        return OptionalInt.of(Integer.parseInt(matcher.group(2)));
      }
    }
    return OptionalInt.empty();
  }

  /**
   * What a CANCEL with these values says became of the call elsewhere; else that it is canceled.
   */
  static EndReason elsewhere(List<String> values) {
    return switch (cause(values, "SIP").orElse(0)) {
      case 200 -> EndReason.ANSWERED_ELSEWHERE;
      case 486, 600 -> EndReason.BUSY_ELSEWHERE;
      case 603 -> EndReason.REFUSED_ELSEWHERE;
      default -> EndReason.CANCELED;
    };
  }

  /** The same in an app's words; empty when nothing is said. */
  static Optional<String> elsewhereWord(EndReason why) {
    return switch (why) {
      case ANSWERED_ELSEWHERE -> Optional.of("answered-elsewhere");
      case BUSY_ELSEWHERE -> Optional.of("busy-elsewhere");
      case REFUSED_ELSEWHERE -> Optional.of("declined-elsewhere");
      default -> Optional.empty();
    };
  }

  private static Optional<String> clean(String value) {
    Matcher matcher = matcher(value);
    return matcher.matches()
        ? Optional.of(matcher.group(1).toUpperCase(Locale.ROOT) + ";cause=" + matcher.group(2))
        : Optional.empty();
  }

  private static Matcher matcher(String value) {
    return VALUE.matcher(QUOTED.matcher(value).replaceAll("\"\""));
  }
}
