package io.invitebridge.core.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a route changes about the SIP headers that a callee gets. Names are alike whatever their
 * case; values are as they go on the wire.
 *
 * @param set put in, in place of any that is there already; in the order of writing
 * @param removed left out
 */
public record HeaderChanges(Map<String, String> set, Set<String> removed) {
  public static final HeaderChanges NONE = new HeaderChanges(Map.of(), Set.of());

  /** What carries the message, the dialog, the session's negotiation and credentials. */
  private static final Set<String> MECHANICS =
      Set.of(
          "accept",
          "allow",
          "authorization",
          "call-id",
          "contact",
          "cseq",
          "event",
          "expires",
          "from",
          "max-forwards",
          "mime-version",
          "min-se",
          "path",
          "proxy-authorization",
          "proxy-require",
          "rack",
          "record-route",
          "replaces",
          "require",
          "route",
          "rseq",
          "session-expires",
          "session-id",
          "supported",
          "timestamp",
          "to",
          "via",
          "x-invite-path");

  public HeaderChanges {
    Headers.check(set);
    set.keySet().forEach(HeaderChanges::checkName);
    removed.forEach(HeaderChanges::checkName);
    set = new LinkedHashMap<>(set);
    removed = Set.copyOf(removed);
  }

  /** Throws {@link InvalidValueException} when a route cannot change a header of this name. */
  public static void checkName(String name) {
    Headers.checkName(name);
    String lower = name.toLowerCase(Locale.ROOT);
    if (MECHANICS.contains(lower) || lower.startsWith("content-")) {
      throw new InvalidValueException("The header " + name + " is the bridge's own to write.");
    }
    if (name.length() == 1) {
      throw new InvalidValueException(
          "A header is named in full, not by its compact form (RFC 3261 section 7.3.3).");
    }
  }

  @Override
  public Map<String, String> set() {
    return new LinkedHashMap<>(set);
  }

  /** The names alone: values may be private. */
  @Override
  public String toString() {
    return "set " + set.keySet() + ", removed " + removed;
  }
}
