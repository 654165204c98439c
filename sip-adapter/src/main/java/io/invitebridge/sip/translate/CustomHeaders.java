package io.invitebridge.sip.translate;

import com.fasterxml.jackson.databind.JsonNode;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.HeaderNames;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.SipText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Headers of the parties' own: the member {@code headers} of an app's text, or the old signaling
 * SDK's members {@code sip_header:NAME}, and the reverse. Only what a trunk's list names passes;
 * names are tokens, values are one line (RFC 3261 section 25.1). Pure.
 */
public final class CustomHeaders {
  /** A message carries so many at most, and so many bytes of names and values. */
  static final int MOST = 16;

  static final int MOST_BYTES = 2_048;
  static final int LONGEST_VALUE = 512;
  private static final String LEGACY = "sip_header:";

  private CustomHeaders() {}

  /**
   * What a text asks for.
   *
   * @param lines what passes
   * @param leftOut names that do not, each with the reason, fit for a log
   */
  public record Wanted(List<HeaderLine> lines, List<String> leftOut) {
    public Wanted {
      lines = List.copyOf(lines);
      leftOut = List.copyOf(leftOut);
    }
  }

  /** The headers that an app's text asks for. */
  public static Wanted out(Content text, HeaderNames allowed) {
    List<HeaderLine> lines = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    int[] bytes = {0};
    asked(text)
        .forEach(
            (name, value) -> {
              String fault = fault(name, value, allowed);
              int size = name.length() + value.getBytes(StandardCharsets.UTF_8).length;
              if (fault.isEmpty() && (lines.size() == MOST || bytes[0] + size > MOST_BYTES)) {
                fault = "too much";
              }
              if (fault.isEmpty()) {
                lines.add(new HeaderLine(name, value));
                bytes[0] += size;
              } else if (leftOut.size() < MOST) {
                leftOut.add(SipText.oneLine(name, 64) + " (" + fault + ")");
              }
            });
    return new Wanted(lines, leftOut);
  }

  /** The headers of a message that an app is told; several of one name are joined by commas. */
  static Map<String, String> in(SIPMessage message, HeaderNames allowed) {
    Map<String, String> found = new LinkedHashMap<>();
    if (allowed.patterns().isEmpty()) {
      return found;
    }
    int bytes = 0;
    for (Iterator<String> all = message.getHeaderNames(); all.hasNext(); ) {
      String name = all.next();
      if (!allowed.has(name) || found.size() == MOST) {
        continue;
      }
      String value = joined(message, name);
      int size = name.length() + value.getBytes(StandardCharsets.UTF_8).length;
      if (value.length() <= LONGEST_VALUE && bytes + size <= MOST_BYTES) {
        found.put(written(message, name), value);
        bytes += size;
      }
    }
    return found;
  }

  private static Map<String, String> asked(Content text) {
    Map<String, String> asked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    JsonContent.object(text)
        .ifPresent(
            json -> {
              json.path("headers").properties().forEach(one -> put(asked, one, ""));
              json.properties().forEach(one -> put(asked, one, LEGACY));
            });
    return asked;
  }

  private static void put(
      Map<String, String> asked, Map.Entry<String, JsonNode> member, String prefix) {
    boolean meant = member.getKey().startsWith(prefix) && member.getValue().isValueNode();
    if (meant && !member.getValue().isNull()) {
      asked.putIfAbsent(
          member.getKey().substring(prefix.length()), member.getValue().asText().strip());
    }
  }

  private static String fault(String name, String value, HeaderNames allowed) {
    if (!allowed.has(name)) {
      return "not in the trunk's list";
    }
    if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
      return "no text of one line";
    }
    return value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE ? "too long" : "";
  }

  private static String joined(SIPMessage message, String name) {
    List<String> values = new ArrayList<>();
    for (Iterator<SIPHeader> all = message.getHeaders(name); all.hasNext(); ) {
      String value = Objects.requireNonNullElse(all.next().getHeaderValue(), "");
      values.add(SipText.oneLine(value, LONGEST_VALUE + 1));
    }
    return String.join(", ", values);
  }

  /** The name as the peer wrote it; the stack's own list of names is in lower case. */
  private static String written(SIPMessage message, String name) {
    Iterator<SIPHeader> all = message.getHeaders(name);
    String found = all.hasNext() ? all.next().getName() : name;
    return found.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)) ? found : name;
  }
}
