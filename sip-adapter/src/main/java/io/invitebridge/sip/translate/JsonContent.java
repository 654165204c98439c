package io.invitebridge.sip.translate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.model.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads and writes the JSON profile of content and response between SIP and the app networks
 * (docs/mapping.md, "Texts").
 */
final class JsonContent {
  private static final int MOST_REASONS = 8;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .build())
          .build();

  private JsonContent() {}

  static Content ofSdp(Optional<String> sdp) {
    return new AppMembers().sdp(sdp).object();
  }

  static Content ofFailure(int status, String phrase, List<String> reasons, String word) {
    return new AppMembers().failure(status, phrase).always(reasons).word(word).content();
  }

  /** Empty when there is no Reason. */
  static Content ofReasons(List<String> reasons) {
    return new AppMembers().reasons(reasons).content();
  }

  /** The member {@code sdp} of an app's text; empty when the text is no JSON object with one. */
  static Optional<String> sdp(Content content) {
    return member(content, "sdp").filter(text -> !text.isBlank());
  }

  /** A member that is a text. */
  static Optional<String> member(Content content, String name) {
    return object(content)
        .map(json -> json.path(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  /** A member that is a whole number. */
  static OptionalInt number(Content content, String name) {
    Optional<JsonNode> member = object(content).map(json -> json.path(name));
    return member.filter(JsonNode::canConvertToInt).isPresent()
        ? OptionalInt.of(member.get().intValue())
        : OptionalInt.empty();
  }

  /** The texts of a member that is a list. */
  static List<String> list(Content content, String name) {
    List<String> texts = new ArrayList<>();
    object(content)
        .map(json -> json.path(name))
        .filter(JsonNode::isArray)
        .ifPresent(array -> array.forEach(value -> texts.add(value.asText(""))));
    return List.copyOf(texts.subList(0, Math.min(texts.size(), MOST_REASONS)));
  }

  /** The member {@code reason}, as {@link #ofReasons} writes it. */
  static List<String> reasons(Content content) {
    return list(content, "reason");
  }

  /** The text as a JSON object; empty when it is none. */
  static Optional<JsonNode> object(Content content) {
    if (!content.value().stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(content.value())).filter(JsonNode::isObject);
    } catch (JsonProcessingException notJson) {
      // The app's text is free: text that only looks like JSON simply has no members.
      return Optional.empty();
    }
  }

  static ObjectNode newObject() {
    return JSON.createObjectNode();
  }

  static String text(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers can always be written.", e);
    }
  }
}
