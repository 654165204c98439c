package io.invitebridge.sip.translate;

import com.fasterxml.jackson.databind.JsonNode;
import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.core.model.Content;
import io.invitebridge.sip.message.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a caller wants hidden: RFC 3323 section 4.2, RFC 3325 section 9.3. Pure. */
public final class Privacy {
  public static final String HEADER = "Privacy";

  /** The user part and host of a caller that is not named (RFC 3323 section 4.1.1.3). */
  public static final String ANONYMOUS = "anonymous";

  public static final String ANONYMOUS_HOST = "anonymous.invalid";

  private static final Set<String> KNOWN =
      Set.of("critical", "header", "history", "id", "none", "session", "user");

  private static final Set<String> HIDING = Set.of("header", "id", "user");

  /** RFC 7044 section 10.1. */
  private static final Set<String> HIDING_HISTORY = Set.of("header", "history", "session");

  private Privacy() {}

  /** The known values of a request's Privacy, each once. */
  static List<String> of(SIPMessage message) {
    return known(
        Received.values(message, HEADER).stream().flatMap(v -> Stream.of(v.split("[;,]"))));
  }

  /** The member {@code privacy} of an app's text: {@code "id"}, {@code "id;user"} or a list. */
  static List<String> of(Content text) {
    List<String> asked = new ArrayList<>();
    JsonContent.object(text)
        .map(json -> json.path("privacy"))
        .ifPresent(
            member -> {
              if (member.isTextual()) {
                asked.addAll(List.of(member.textValue().split("[;,]")));
              } else if (member.isArray()) {
                for (JsonNode one : member) {
                  asked.add(one.asText());
                }
              }
            });
    return known(asked.stream());
  }

  /** True when the caller must not be named to who is not trusted. */
  static boolean hides(List<String> values) {
    return !values.contains("none") && values.stream().anyMatch(HIDING::contains);
  }

  /** True when those who had the call before must not be named to who is not trusted. */
  static boolean hidesHistory(List<String> values) {
    return values.stream().anyMatch(HIDING_HISTORY::contains);
  }

  private static List<String> known(Stream<String> values) {
    return values
        .map(value -> value.strip().toLowerCase(Locale.ROOT))
        .filter(KNOWN::contains)
        .distinct()
        .toList();
  }
}
