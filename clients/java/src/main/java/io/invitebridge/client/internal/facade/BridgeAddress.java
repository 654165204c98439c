package io.invitebridge.client.internal.facade;

import io.invitebridge.client.internal.wire.Codec;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.WireException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the bridge is: a WebSocket address, read from what app and surroundings give. */
final class BridgeAddress {
  /** The system property and the environment variable. */
  static final String VARIABLE = "RTM_BRIDGE_URL";

  private static final String DEFAULT_PATH = "/rtm";
  private static final int MAX_PORT = 65535;

  private BridgeAddress() {}

  /**
   * The address in the form that is connected to.
   *
   * @throws IllegalArgumentException if it is not a ws, wss, http or https address
   */
  static String of(String url) {
    URI uri;
    try {
      uri = new URI(url.trim());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("The bridge's address is not a URL: " + url, e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean plain = scheme.equals("ws") || scheme.equals("http");
    if (!plain && !scheme.equals("wss") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "The bridge's address does not begin with ws:// or wss:// : " + url);
    }
    if (uri.getHost() == null || uri.getPort() > MAX_PORT || uri.getUserInfo() != null) {
      throw new IllegalArgumentException("The bridge's address needs a host: " + url);
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return (plain ? "ws://" : "wss://")
        + uri.getHost()
        + port
        + (bare ? DEFAULT_PATH : path)
        + query;
  }

  /** The address that the process was started with, or null. */
  static @Nullable String ofSurroundings() {
    String property = System.getProperty(VARIABLE);
    String value = property == null || property.isEmpty() ? System.getenv(VARIABLE) : property;
    return value == null || value.isEmpty() ? null : of(value);
  }

  /**
   * The address in an app's settings: {@code bridge.url}, or the private-server setting of anyRTC's
   * clone, {@code {"Cmd":"ConfPriCloudAddr","ServerAdd":host,"Port":port}}. Null when they have
   * none.
   *
   * @throws WireException if they are not a JSON object
   * @throws IllegalArgumentException if the address is not one
   */
  static @Nullable String ofSettings(String json) throws WireException {
    Fields settings = Codec.object(json);
    String url = settings.textOrNull("bridge.url");
    if (url != null) {
      return of(url);
    }
    if (!"ConfPriCloudAddr".equals(settings.textOrNull("Cmd"))) {
      return null;
    }
    long port = settings.integer("Port", -1);
    return of("ws://" + settings.text("ServerAdd") + (port < 0 ? "" : ":" + port));
  }
}
