package io.invitebridge.sip.digest;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a challenge or of credentials (RFC 3261 section 25.1, digest-cln and dig-resp):
 * names in lower case, values without their quotes.
 */
final class AuthFields {
  /** Longer header values are nobody's. */
  private static final int LONGEST = 4_000;

  private static final String SCHEME = "digest";

  private final Map<String, String> values = new LinkedHashMap<>();

  private AuthFields() {}

  /** Empty when the text is not of the scheme Digest, or cannot be read. */
  static Optional<AuthFields> parse(String text) {
    String value = text.strip();
    if (value.length() > LONGEST
        || !value.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        || value.length() == SCHEME.length()
        || !Character.isWhitespace(value.charAt(SCHEME.length()))) {
      return Optional.empty();
    }
    AuthFields fields = new AuthFields();
    return fields.readAll(value.substring(SCHEME.length()))
        ? Optional.of(fields)
        : Optional.empty();
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private boolean readAll(String text) {
    int at = 0;
    while (at < text.length()) {
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        return text.substring(at).isBlank();
      }
      String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
      StringBuilder value = new StringBuilder();
      at = readValue(text, equals + 1, value);
      // A name that comes twice could be read in two ways.
      if (at < 0 || name.isEmpty() || values.putIfAbsent(name, value.toString()) != null) {
        return false;
      }
    }
    return true;
  }

  /** The place behind the value and its comma; -1 when a quote is not closed. */
  private static int readValue(String text, int from, StringBuilder value) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      at = readQuoted(text, at + 1, value);
      if (at < 0) {
        return -1;
      }
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      return text.substring(at, end).isBlank() ? Math.min(end + 1, text.length()) : -1;
    }
    int comma = text.indexOf(',', at);
    int end = comma < 0 ? text.length() : comma;
    value.append(text.substring(at, end).strip());
    return Math.min(end + 1, text.length());
  }

  private static int readQuoted(String text, int from, StringBuilder value) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        return at + 1;
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at));
    }
    return -1;
  }
}
