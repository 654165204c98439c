package io.invitebridge.sip.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.model.Content;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A text of a SIP peer's that goes by reference: until it is fetched, the app's text has the URL as
 * a member. Such a member is the bridge's own; neither a peer nor an app can set it. Pure.
 */
public final class FetchedText {
  private FetchedText() {}

  /** Where the rest of a text of the SIP side is to be fetched; empty when nothing is missing. */
  public static Optional<URI> missing(Content text) {
    return Stream.of(CarriedText.values())
        .flatMap(kind -> JsonContent.member(text, kind.urlMember()).stream())
        .findFirst()
        .map(URI::create);
  }

  /**
   * The text with what was fetched: the members of a JSON object, which do not replace those that
   * are there, or any other text as the member {@code content}.
   *
   * @param fetched empty when it could not be had: then {@code contentOmitted} says so
   */
  public static Content with(Content text, Optional<String> fetched) {
    Optional<JsonNode> known = JsonContent.object(text);
    if (known.isEmpty()) {
      return text;
    }
    ObjectNode rest = known.get().deepCopy();
    Stream.of(CarriedText.values()).forEach(kind -> rest.remove(kind.urlMember()));
    AppMembers members = new AppMembers().carried(fetched).members(rest);
    return fetched.isEmpty() ? members.contentOmitted().object() : members.object();
  }
}
