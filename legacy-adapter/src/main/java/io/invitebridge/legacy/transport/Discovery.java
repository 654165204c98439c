package io.invitebridge.legacy.transport;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.legacy.LegacySettings.Addresses;
import io.invitebridge.legacy.LegacySettings.HostPort;
import java.util.regex.Pattern;

/** The answer to {@code GET /getaddr}: where the server is. */
final class Discovery {
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Addresses addresses;

  Discovery(Addresses addresses) {
    this.addresses = addresses;
  }

  /**
   * @param host the request's Host header
   */
  String answer(String host) {
    ObjectNode answer = JSON.objectNode();
    ArrayNode web = answer.putArray("web");
    ArrayNode weChat = answer.putArray("wx_web");
    if (!addresses.pairs().isEmpty()) {
      for (HostPort pair : addresses.pairs()) {
        web.addArray().add(pair.host()).add(pair.port());
        weChat.add(pair.host() + ":" + pair.port());
      }
    } else if (!addresses.urls().isEmpty()) {
      addresses.urls().forEach(web::add);
    } else if (HOST.matcher(host).matches()) {
      web.add("ws://" + host + "/");
      weChat.add(host);
    }
    return answer.toString();
  }
}
