package io.invitebridge.core.model;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which headers of the parties' own may pass (RFC 3261 section 20). What carries the message, the
 * dialog, credentials or identities never passes this way, whatever the list says: those have rules
 * of their own.
 *
 * @param patterns names in any case; one that ends in {@code *} stands for all that begin so
 */
public record HeaderNames(List<String> patterns) {
  public static final HeaderNames NONE = new HeaderNames(List.of());

  private static final Set<String> RESERVED =
      Set.of(
          "accept",
          "accept-contact",
          "accept-encoding",
          "accept-language",
          "allow",
          "allow-events",
          "authentication-info",
          "authorization",
          "call-id",
          "contact",
          "cseq",
          "date",
          "diversion",
          "event",
          "expires",
          "from",
          "history-info",
          "identity",
          "join",
          "max-breadth",
          "max-forwards",
          "mime-version",
          "min-expires",
          "min-se",
          "p-asserted-identity",
          "p-preferred-identity",
          "path",
          "privacy",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-authorization",
          "proxy-require",
          "rack",
          "reason",
          "record-route",
          "refer-sub",
          "refer-to",
          "referred-by",
          "reject-contact",
          "remote-party-id",
          "replaces",
          "request-disposition",
          "require",
          "retry-after",
          "route",
          "rseq",
          "security-client",
          "security-server",
          "security-verify",
          "server",
          "service-route",
          "session-expires",
          "session-id",
          "subscription-state",
          "supported",
          "timestamp",
          "to",
          "unsupported",
          "user-agent",
          "via",
          "warning",
          "www-authenticate",
          "x-channel-id",
          "x-invite-content",
          "x-invite-content-url",
          "x-invite-path",
          "x-invite-response",
          "x-invite-response-url");

  public HeaderNames {
    patterns = patterns.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    for (String pattern : patterns) {
      if (!isPattern(pattern)) {
        throw new InvalidValueException(
            "The header " + pattern + " has rules of its own and cannot pass by name.");
      }
    }
  }

  /** True when a list may have this name or beginning. */
  public static boolean isPattern(String pattern) {
    String name = pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
    boolean token = name.matches("[A-Za-z0-9.!%_+`'~-]{2,64}");
    return token && (pattern.endsWith("*") || !isReserved(name));
  }

  /** True when a header of this name passes. */
  public boolean has(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return isPattern(lower)
        && !lower.endsWith("*")
        && patterns.stream().anyMatch(pattern -> takes(pattern, lower));
  }

  private static boolean takes(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(name);
  }

  /** One letter is the short form of a standard header (RFC 3261 section 7.3.3). */
  private static boolean isReserved(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.length() < 2 || lower.startsWith("content-") || RESERVED.contains(lower);
  }
}
