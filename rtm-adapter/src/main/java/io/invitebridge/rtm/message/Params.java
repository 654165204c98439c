package io.invitebridge.rtm.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The members of a request's {@code params}, read by type. A member that is null counts as absent.
 */
final class Params {
  private final JsonNode node;

  Params(JsonNode node) {
    this.node = node;
  }

  String text(String name) throws WrongShape {
    return optionalText(name).orElseThrow(() -> new WrongShape("'" + name + "' is missing."));
  }

  Optional<String> optionalText(String name) throws WrongShape {
    JsonNode value = node.path(name);
    if (absent(value)) {
      return Optional.empty();
    }
    return Optional.of(wellFormed(name, value));
  }

  /** A whole number from 0 on that JavaScript holds exactly. */
  long count(String name) throws WrongShape {
    return optionalCount(name).orElseThrow(() -> new WrongShape("'" + name + "' is missing."));
  }

  /** The same, or nothing. */
  Optional<Long> optionalCount(String name) throws WrongShape {
    JsonNode value = node.path(name);
    if (absent(value)) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new WrongShape("'" + name + "' must be a whole number.");
    }
    long count = value.longValue();
    if (count < 0 || count > (1L << 53)) {
      throw new WrongShape("'" + name + "' must lie between 0 and 2^53.");
    }
    return Optional.of(count);
  }

  List<String> texts(String name) throws WrongShape {
    JsonNode value = node.path(name);
    if (!value.isArray()) {
      throw new WrongShape("'" + name + "' must be an array of strings.");
    }
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      texts.add(wellFormed(name, element));
    }
    return texts;
  }

  Optional<Params> object(String name) throws WrongShape {
    JsonNode value = node.path(name);
    if (absent(value)) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw new WrongShape("'" + name + "' must be an object.");
    }
    return Optional.of(new Params(value));
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static String wellFormed(String name, JsonNode value) throws WrongShape {
    if (!value.isTextual()) {
      throw new WrongShape("'" + name + "' must be a string.");
    }
    String text = value.textValue();
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
