package io.invitebridge.config.model;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a SIP peer is (RFC 3261 section 19.1): {@code sip:pbx.example.com:5060;transport=tcp}.
 *
 * @param host a host name or an address; an IPv6 address is without its brackets
 * @param port empty: 5060, or 5061 over TLS
 * @param transport udp, tcp or tls, in lower case; empty: udp
 */
public record SipUri(String host, OptionalInt port, Optional<String> transport) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?i)([a-z]+):([^@;?:\\[\\]]+|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?(?:;transport=([a-z]+))?");

  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private static final Pattern IPV4_LIKE = Pattern.compile("[0-9.]+");

  /** Throws {@link IllegalArgumentException} with a sentence when it is not such a URI. */
  public static SipUri parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.contains("@")) {
      throw new IllegalArgumentException(
          "The URI of a trunk has no user part; the user is given by the route.");
    }
    if (!matcher.matches()) {
      throw new IllegalArgumentException("This is not a SIP URI of a host.");
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    if (!scheme.equals("sip") && !scheme.equals("sips")) {
      throw new IllegalArgumentException("The scheme " + scheme + ": cannot be used.");
    }
    String host = matcher.group(2);
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
      Cidr.parse(host);
    } else {
      checkHost(host);
    }
    return new SipUri(host, port(matcher.group(3)), transport(scheme, matcher.group(4)));
  }

  private static OptionalInt port(String digits) {
    if (digits == null) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port lies between 1 and 65535.");
    }
    return OptionalInt.of(port);
  }

  private static Optional<String> transport(String scheme, String name) {
    boolean secure = scheme.equals("sips");
    if (name == null) {
      return secure ? Optional.of("tls") : Optional.empty();
    }
    String transport = name.toLowerCase(Locale.ROOT);
    if (secure && transport.equals("tcp")) {
      return Optional.of("tls"); // RFC 3261 section 26.2.2: TLS over TCP
    }
    if (!Set.of("udp", "tcp", "tls").contains(transport) || (secure && transport.equals("udp"))) {
      throw new IllegalArgumentException("The transport " + transport + " cannot be used.");
    }
    return Optional.of(transport);
  }

  /** A host name (RFC 1123) or an IPv4 address. */
  static void checkHost(String host) {
    if (IPV4_LIKE.matcher(host).matches()) {
      Cidr.parse(host);
      return;
    }
    boolean good = host.length() <= 253;
    for (String label : host.split("\\.", -1)) {
      good &= LABEL.matcher(label).matches();
    }
    if (!good) {
      throw new IllegalArgumentException("This is not a host name.");
    }
  }

  @Override
  public String toString() {
    return "sip:"
        + (host.contains(":") ? "[" + host + "]" : host)
        + (port.isPresent() ? ":" + port.getAsInt() : "")
        + transport.map(t -> ";transport=" + t).orElse("");
  }
}
