package io.invitebridge.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The option tags of RFC 3261 section 19.2 that this user agent understands. */
public final class Extensions {
  /** Reliable provisional responses, RFC 3262. */
  public static final String RELIABLE = "100rel";

  /** Session timers, RFC 4028. */
  public static final String TIMER = "timer";

  /** A REFER without a subscription, RFC 4488. */
  public static final String NO_SUBSCRIPTION = "norefersub";

  private static final Set<String> UNDERSTOOD = Set.of(RELIABLE, TIMER, NO_SUBSCRIPTION);

  private Extensions() {}

  /** The tags of a request's Require that are not understood (RFC 3261 section 8.2.2.3). */
  public static List<String> notUnderstood(SIPMessage request) {
    return tags(request, "Require").stream()
        .filter(tag -> !UNDERSTOOD.contains(tag.toLowerCase(Locale.ROOT)))
        .toList();
  }

  public static boolean requires(SIPMessage message, String tag) {
    return has(message, "Require", tag);
  }

  /** Required is supported too. */
  public static boolean supports(SIPMessage message, String tag) {
    return requires(message, tag) || has(message, "Supported", tag);
  }

  /** True when a message's Allow names a method; a message without Allow says nothing. */
  public static boolean allows(SIPMessage message, String method) {
    return tags(message, "Allow").contains(method);
  }

  private static boolean has(SIPMessage message, String header, String tag) {
    return tags(message, header).stream().anyMatch(tag::equalsIgnoreCase);
  }

  private static List<String> tags(SIPMessage message, String header) {
    List<String> tags = new ArrayList<>();
    for (String value : Received.values(message, header)) {
      for (String tag : value.split(",")) {
        if (!tag.isBlank()) {
          tags.add(tag.strip());
        }
      }
    }
    return List.copyOf(tags);
  }
}
