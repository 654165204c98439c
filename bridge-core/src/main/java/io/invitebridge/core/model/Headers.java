package io.invitebridge.core.model;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Header fields that came with an invitation, by name; names are alike whatever their case. Several
 * fields of one name are one value, joined by commas. At most 64, each value at most 512 bytes of
 * UTF-8 without controls.
 */
public record Headers(Map<String, String> values) {
  public static final int MOST = 64;
  public static final int LONGEST_VALUE = 512;
  public static final Headers NONE = new Headers(Map.of());

  /** RFC 3261 section 25.1, token. */
  private static final String TOKEN_MARKS = "-.!%*_+`'~";

  public Headers {
    check(values);
    TreeMap<String, String> lower = new TreeMap<>();
    values.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    values = Map.copyOf(lower);
  }

  static void check(Map<String, String> values) {
    if (values.size() > MOST) {
      throw new InvalidValueException("There can be at most " + MOST + " headers.");
    }
    values.forEach(
        (name, value) -> {
          checkName(name);
          Rules.utf8AtMost("The value of a header", value, LONGEST_VALUE);
          Rules.noControls("The value of a header", value);
        });
  }

  /** Throws {@link InvalidValueException} when no header can have this name. */
  public static void checkName(String name) {
    Rules.notEmpty("The name of a header", name);
    Rules.utf8AtMost("The name of a header", name, 64);
    Rules.onlyFrom("The name of a header", name, TOKEN_MARKS);
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The names alone: values may be private. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
