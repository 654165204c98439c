package io.invitebridge.config.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.JsonTemplate;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes the content that callees get: the route's members and the caller's SDP, which SIP adapters
 * put into the member {@code sdp}. An SDP that does not fit is left out, and {@code sdpOmitted}
 * says so.
 */
final class OfferText {
  private static final String SDP = "sdp";

  private OfferText() {}

  static Content of(JsonTemplate.Members template, Call call, List<String> groups) {
    ObjectNode node = template.expand(call, groups);
    JsonNode sdp =
        call.members().map(members -> members.path(SDP)).orElse(MissingNode.getInstance());
    if (sdp.isTextual() && !node.has(SDP)) {
      node.set(SDP, sdp);
      if (!fits(node)) {
        node.remove(SDP);
        node.put("sdpOmitted", true);
      }
    }
    if (!fits(node)) {
      throw new InvalidValueException(
          "The content that the route makes is longer than " + Content.MAX_BYTES + " bytes.");
    }
    return new Content(node.toString());
  }

  private static boolean fits(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8).length <= Content.MAX_BYTES;
  }
}
