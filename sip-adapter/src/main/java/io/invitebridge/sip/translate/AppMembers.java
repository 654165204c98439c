package io.invitebridge.sip.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.model.Content;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The JSON text that tells an app what a SIP message said (docs/mapping.md, "Texts"). A member that
 * the message has nothing for is left out.
 */
final class AppMembers {
  private static final int MOST_REASONS = 8;
  private static final String SDP = "sdp";

  private final ObjectNode json = JsonContent.newObject();
  private List<String> carried = List.of();

  /**
   * The text that the other side's app gave: its members, or the text itself as the member {@code
   * content}.
   */
  AppMembers carried(Optional<String> text) {
    text.ifPresent(
        given ->
            JsonContent.object(new Content(given))
                .ifPresentOrElse(
                    object -> object.properties().forEach(this::carry),
                    () -> json.put("content", given)));
    carried = List.copyOf(json.properties().stream().map(Map.Entry::getKey).toList());
    return this;
  }

  private void carry(Map.Entry<String, JsonNode> member) {
    if (!CarriedText.hasOwnPlace(member.getKey())) {
      json.set(member.getKey(), member.getValue());
    }
  }

  /** What is to be fetched before the app is told ({@link FetchedText}). */
  AppMembers referred(String member, Optional<URI> url) {
    url.ifPresent(where -> json.put(member, where.toString()));
    return this;
  }

  /** The members that are there already. */
  AppMembers members(JsonNode object) {
    object.properties().forEach(member -> json.set(member.getKey(), member.getValue()));
    return this;
  }

  AppMembers contentOmitted() {
    json.put("contentOmitted", true);
    return this;
  }

  AppMembers failure(int status, String phrase) {
    json.put("status", status);
    json.put("reasonPhrase", phrase);
    return this;
  }

  AppMembers reasons(List<String> reasons) {
    if (!reasons.isEmpty()) {
      always(reasons);
    }
    return this;
  }

  /** The member {@code reason}, empty or not. */
  AppMembers always(List<String> reasons) {
    ArrayNode array = json.putArray("reason");
    reasons.stream().limit(MOST_REASONS).forEach(array::add);
    return this;
  }

  AppMembers word(String word) {
    json.put("word", word);
    return this;
  }

  AppMembers headers(Map<String, String> headers) {
    if (!headers.isEmpty()) {
      ObjectNode object = json.putObject("headers");
      headers.forEach(object::put);
    }
    return this;
  }

  /** How many seconds to wait before another try. */
  AppMembers retryAfter(OptionalInt seconds) {
    seconds.ifPresent(number -> json.put("retryAfter", number));
    return this;
  }

  /** What the peer's network warns of; each as RFC 3261 section 20.43 writes it. */
  AppMembers warnings(List<String> warnings) {
    if (!warnings.isEmpty()) {
      ArrayNode array = json.putArray("warning");
      warnings.stream().limit(MOST_REASONS).forEach(array::add);
    }
    return this;
  }

  /** What the sender wants hidden; the values of Privacy. */
  AppMembers privacy(List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = json.putArray("privacy");
      values.forEach(array::add);
    }
    return this;
  }

  /** Who had the call before, the latest first; without those who want to stay hidden. */
  AppMembers forwardedFrom(List<Diversion> diversions) {
    if (!diversions.isEmpty()) {
      ArrayNode array = json.putArray("forwardedFrom");
      for (Diversion said : diversions) {
        Diversion one = said.isHidden() ? said.anonymous() : said;
        ObjectNode entry = array.addObject().put("user", one.from().user());
        one.from().name().ifPresent(name -> entry.put("name", name));
        entry.put("reason", one.why().word());
      }
    }
    return this;
  }

  AppMembers sdp(Optional<String> sdp) {
    sdp.ifPresent(text -> json.put(SDP, text));
    return this;
  }

  /** RTM 1.x allows 8 KB; a larger description is left out and said to be. */
  Content content() {
    if (!fits() && json.has(SDP)) {
      json.remove(SDP);
      json.put("sdpOmitted", true);
    }
    if (!fits()) {
      carried.forEach(json::remove);
      json.put("contentOmitted", true);
    }
    return json.isEmpty() ? Content.EMPTY : new Content(JsonContent.text(json));
  }

  /** The text, an empty object when there is nothing to tell. */
  Content object() {
    return json.isEmpty() ? new Content("{}") : content();
  }

  private boolean fits() {
    return JsonContent.text(json).getBytes(StandardCharsets.UTF_8).length <= Content.MAX_BYTES;
  }
}
