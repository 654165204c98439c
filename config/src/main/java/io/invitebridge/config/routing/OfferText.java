package io.invitebridge.config.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.JsonTemplate;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the content that callees get: the route's members, and of the caller's those that the SIP
 * side reads and writes (docs/mapping.md, "Texts"), unless the route has its own. An SDP that does
 * not fit is left out, and {@code sdpOmitted} says so.
 */
final class OfferText {
  private static final String SDP = "sdp";
  private static final Set<String> OF_THE_CALL =
      Set.of("forwardedFrom", "headers", "privacy", "srcNum");

  private OfferText() {}

  static Content of(JsonTemplate.Members template, Call call, List<String> groups) {
    ObjectNode node = template.expand(call, groups);
    call.members().ifPresent(members -> carry(members, node));
    carrySdp(node, call.members().map(members -> members.path(SDP)));
    if (!fits(node)) {
      throw new InvalidValueException(
          "The content that the route makes is longer than " + Content.MAX_BYTES + " bytes.");
    }
    return new Content(node.toString());
  }

  /** What does not fit stays behind. */
  private static void carry(ObjectNode members, ObjectNode node) {
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String name = member.getKey();
      if (isOfTheCall(name) && !node.has(name)) {
        node.set(name, member.getValue());
        if (!fits(node)) {
          node.remove(name);
        }
      }
    }
  }

  private static void carrySdp(ObjectNode node, Optional<JsonNode> sdp) {
    if (sdp.filter(JsonNode::isTextual).isPresent() && !node.has(SDP)) {
      node.set(SDP, sdp.get());
      if (!fits(node)) {
        node.remove(SDP);
        node.put("sdpOmitted", true);
      }
    }
  }

  private static boolean isOfTheCall(String member) {
    return OF_THE_CALL.contains(member) || member.startsWith("sip_header:");
  }

  private static boolean fits(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8).length <= Content.MAX_BYTES;
  }
}
