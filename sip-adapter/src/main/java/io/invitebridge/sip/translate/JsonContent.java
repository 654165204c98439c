package io.invitebridge.sip.translate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.model.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JSON profile of content and response between SIP and the app networks: {@code sdp}, {@code
 * sdpOmitted}, {@code status}, {@code reasonPhrase}, {@code reason}, {@code word}.
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

  /** RTM 1.x allows 8 KB; a larger description is left out and said to be. */
  static Content ofSdp(Optional<String> sdp) {
    ObjectNode json = JSON.createObjectNode();
    sdp.ifPresent(text -> json.put("sdp", text));
    return fits(json) ? content(json) : content(JSON.createObjectNode().put("sdpOmitted", true));
  }

  static Content ofFailure(int status, String phrase, List<String> reasons, String word) {
    ObjectNode json = JSON.createObjectNode();
    json.put("status", status);
    json.put("reasonPhrase", phrase);
    putReasons(json, reasons);
    json.put("word", word);
    return content(json);
  }

  /** Empty when there is no Reason. */
  static Content ofReasons(List<String> reasons) {
    if (reasons.isEmpty()) {
      return Content.EMPTY;
    }
    ObjectNode json = JSON.createObjectNode();
    putReasons(json, reasons);
    return content(json);
  }

  /** The member {@code sdp} of an app's text; empty when the text is no JSON object with one. */
  static Optional<String> sdp(Content content) {
    return object(content)
        .map(json -> json.path("sdp"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> !text.isBlank());
  }

  /** The member {@code reason}, as {@link #ofReasons} writes it. */
  static List<String> reasons(Content content) {
    List<String> reasons = new ArrayList<>();
    object(content)
        .map(json -> json.path("reason"))
        .filter(JsonNode::isArray)
        .ifPresent(array -> array.forEach(value -> reasons.add(value.asText(""))));
    return List.copyOf(reasons.subList(0, Math.min(reasons.size(), MOST_REASONS)));
  }

  private static Optional<JsonNode> object(Content content) {
    if (!content.value().stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(content.value())).filter(JsonNode::isObject);
    } catch (JsonProcessingException notJson) {
      // The app's text is free: text that only looks like JSON simply has no sdp in it.
      return Optional.empty();
    }
  }

  private static void putReasons(ObjectNode json, List<String> reasons) {
    ArrayNode array = json.putArray("reason");
    reasons.stream().limit(MOST_REASONS).forEach(array::add);
  }

  private static boolean fits(ObjectNode json) {
    return text(json).getBytes(StandardCharsets.UTF_8).length <= Content.MAX_BYTES;
  }

  private static Content content(ObjectNode json) {
    return new Content(text(json));
  }

  private static String text(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers can always be written.", e);
    }
  }
}
