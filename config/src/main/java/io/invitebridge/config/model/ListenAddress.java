package io.invitebridge.config.model;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a listener waits: {@code udp://0.0.0.0:5060}, {@code ws://127.0.0.1:8080/rtm}.
 *
 * @param scheme the protocol, in lower case
 * @param host a host name or an address; an IPv6 address is without its brackets
 * @param port 1 to 65535, or 0 to let the system choose
 * @param path empty, or beginning with a slash
 */
public record ListenAddress(String scheme, String host, int port, String path) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z]+)://([^/:\\[\\]]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?(/\\S*)?");

  /** Throws {@link IllegalArgumentException} with a sentence when it is not such an address. */
  public static ListenAddress parse(String text, Set<String> schemes, boolean pathAllowed) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("This is not a URL with a host and a port.");
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    if (!schemes.contains(scheme)) {
      throw new IllegalArgumentException("The scheme " + scheme + " cannot be used here.");
    }
    if (matcher.group(3) == null) {
      throw new IllegalArgumentException("The port is missing.");
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port > 65_535) {
      throw new IllegalArgumentException("A port lies between 0 and 65535.");
    }
    String path = matcher.group(4) == null ? "" : matcher.group(4);
    if (!pathAllowed && !path.isEmpty() && !path.equals("/")) {
      throw new IllegalArgumentException("A path cannot be used here.");
    }
    String host = matcher.group(2);
    if (host.startsWith("[")) {
      Cidr.parse(host.substring(1, host.length() - 1));
    } else {
      SipUri.checkHost(host);
    }
    return new ListenAddress(scheme, host.replaceAll("[\\[\\]]", ""), port, path);
  }

  /** Whether only programs on this machine can reach it. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  /**
   * False when one is an IPv4 address and the other an IPv6 one, so that messages to the one do not
   * come in at the other. {@code ::} takes both.
   *
   * @param advertised a name, which may be of either, or an address
   */
  public boolean isOfFamilyOf(String advertised) {
    boolean literal = advertised.contains(":") || advertised.matches("[0-9.]+");
    return !literal || host.equals("::") || advertised.contains(":") == host.contains(":");
  }

  @Override
  public String toString() {
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + path;
  }
}
