package io.invitebridge.legacy.translate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.model.Content;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** SIP headers as the old SDK's apps know them: members {@code sip_header:NAME} of an extra. */
final class SipHeaderExtra {
  private static final String PREFIX = "sip_header:";
  private static final int MAX_DEPTH = 64;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
              .build());

  private SipHeaderExtra() {}

  /**
   * The text with a member for each text in its member {@code headers}; others stay as they are.
   */
  static String added(String text) {
    if (!text.stripLeading().startsWith("{") || !text.contains("\"headers\"")) {
      return text;
    }
    try {
      return JSON.readTree(text) instanceof ObjectNode root ? added(root, text) : text;
    } catch (JsonProcessingException notJson) {
      return text;
    }
  }

  private static String added(ObjectNode root, String text) throws JsonProcessingException {
    String longest = text;
    for (Map.Entry<String, JsonNode> header : root.path("headers").deepCopy().properties()) {
      String name = PREFIX + header.getKey();
      if (header.getValue().isTextual() && !root.has(name)) {
        root.set(name, header.getValue());
        String longer = JSON.writeValueAsString(root);
        if (longer.getBytes(StandardCharsets.UTF_8).length > Content.MAX_BYTES) {
          return longest;
        }
        longest = longer;
      }
    }
    return longest;
  }
}
