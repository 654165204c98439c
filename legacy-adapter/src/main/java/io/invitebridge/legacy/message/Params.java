package io.invitebridge.legacy.message;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The arguments of a request, read by type. Old apps hand numbers and objects to parameters that
 * should be strings, and the clients pass them on; they count as their JSON text. A member that is
 * null counts as absent.
 */
final class Params {
  private final JsonNode node;

  Params(JsonNode node) {
    this.node = node;
  }

  /** A text that must be there. */
  String text(String name) throws WrongShape {
    JsonNode value = node.path(name);
    if (absent(value)) {
      throw new WrongShape("'" + name + "' is missing.");
    }
    return wellFormed(name, value);
  }

  /** A text that is empty when it is absent. */
  String textOrEmpty(String name) throws WrongShape {
    JsonNode value = node.path(name);
    return absent(value) ? "" : wellFormed(name, value);
  }

  /** A whole number from 0 on; the default when it is absent. */
  long count(String name, long whenAbsent) throws WrongShape {
    JsonNode value = node.path(name);
    if (absent(value)) {
      return whenAbsent;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new WrongShape("'" + name + "' must be a whole number from 0 on.");
    }
    return value.longValue();
  }

  boolean has(String name) {
    return !absent(node.path(name));
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static String wellFormed(String name, JsonNode value) throws WrongShape {
    String text = value.isTextual() ? value.textValue() : value.toString();
    if (hasLoneSurrogate(text)) {
      throw new WrongShape("'" + name + "' must be well-formed Unicode.");
    }
    return text;
  }

  /** JSON escapes can spell half a character, which no UTF-8 can carry on. */
  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  /** A member is missing or has the wrong type; the message names the member. */
  static final class WrongShape extends Exception {
    private static final long serialVersionUID = 1L;

    WrongShape(String message) {
      super(message, null, false, false);
    }
  }
}
