package io.invitebridge.sip;

import io.invitebridge.sip.message.SipText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A message as a trace looks at it: by its text alone, so that whatever went over the wire can be
 * shown.
 */
record TracedText(String firstLine, String text) {
  private static final Pattern CALL_ID = header("Call-ID|i");
  private static final Pattern FROM = header("From|f");
  private static final Pattern TO = header("To|t");
  private static final Pattern USER = Pattern.compile("(?i)(?:sips?|tel):([^@;>\\s]+)");

  /** RFC 3261 sections 20.6, 20.7, 20.27, 20.28, 20.44; and URLs that are as good as the text. */
  private static final Set<String> SECRETS =
      Set.of(
          "authentication-info",
          "authorization",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-authorization",
          "www-authenticate",
          "x-invite-content-url",
          "x-invite-response-url");

  /** Texts of the parties that travel outside of the body. */
  private static final Set<String> TEXTS =
      Set.of("user-to-user", "x-invite-content", "x-invite-response");

  /** Keys of encrypted media (RFC 4568 section 9.1, RFC 8839 section 5.4). */
  private static final Pattern KEYS =
      Pattern.compile("(?im)^(a=(?:crypto:\\d+ \\S+|ice-pwd:|key-mgmt:))[^\\r\\n]*");

  private static final int LONGEST = 16 * 1024;

  /** Empty when there is none. */
  String callId() {
    return value(CALL_ID).orElse("");
  }

  /** True for an INVITE outside of a dialog. */
  boolean beginsCall() {
    boolean inDialog =
        value(TO).filter(to -> to.toLowerCase(Locale.ROOT).contains(";tag=")).isPresent();
    return firstLine.startsWith("INVITE ") && !inDialog && !callId().isEmpty();
  }

  /** The user parts of From, To and the Request-URI. */
  List<String> users() {
    return Stream.of(Optional.of(firstLine), value(FROM), value(TO))
        .flatMap(Optional::stream)
        .map(USER::matcher)
        .filter(Matcher::find)
        .map(matcher -> SipText.percentDecoded(matcher.group(1)))
        .toList();
  }

  /** The text without secrets and, unless they are wanted, without the texts of the parties. */
  String masked(boolean bodies) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    StringBuilder out = new StringBuilder();
    boolean hides = false;
    for (String line : head.split("\r\n", -1)) {
      if (line.startsWith(" ") || line.startsWith("\t")) {
        // A folded line (RFC 3261 section 7.3.1) belongs to the header above it.
        out.append(hides ? "" : line + "\r\n");
        continue;
      }
      hides = isHidden(line, bodies);
      out.append(hides ? line.substring(0, line.indexOf(':')) + ": (masked)" : line).append("\r\n");
    }
    out.append("\r\n");
    if (!body.isEmpty()) {
      int size = body.getBytes(StandardCharsets.UTF_8).length;
      out.append(
          bodies ? KEYS.matcher(body).replaceAll("$1 (masked)") : "(body of " + size + " bytes)");
    }
    return out.length() <= LONGEST ? out.toString() : out.substring(0, LONGEST) + "(cut)";
  }

  private static boolean isHidden(String line, boolean bodies) {
    int colon = line.indexOf(':');
    String name = line.substring(0, Math.max(colon, 0)).strip().toLowerCase(Locale.ROOT);
    return SECRETS.contains(name) || (!bodies && TEXTS.contains(name));
  }

  private Optional<String> value(Pattern header) {
    Matcher matcher = header.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }

  private static Pattern header(String names) {
    return Pattern.compile("(?im)^(?:" + names + ")[ \\t]*:[ \\t]*([^\\r\\n]*)");
  }
}
