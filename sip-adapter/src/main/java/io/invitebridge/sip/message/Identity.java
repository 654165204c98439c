package io.invitebridge.sip.message;

import java.util.Map;

/**
 * What this node calls itself on the wire.
 *
 * @param node stands in every id that comes back to us
 * @param userAgent the product token of Server and User-Agent
 * @param host the address or name that peers reach us by, IPv6 without brackets
 * @param ports our listening port for each protocol we listen on; at least one
 */
public record Identity(String node, String userAgent, String host, Map<Protocol, Integer> ports) {
  public Identity {
    ports = Map.copyOf(ports);
    if (ports.isEmpty()) {
      throw new IllegalArgumentException("A SIP node must listen on at least one protocol.");
    }
  }

  /** The wanted protocol if we listen on it, else the one we have. */
  public Protocol usable(Protocol wanted) {
    return ports.containsKey(wanted) ? wanted : ports.keySet().iterator().next();
  }

  public int port(Protocol protocol) {
    Integer port = ports.get(protocol);
    if (port == null) {
      throw new IllegalArgumentException("This node does not listen on " + protocol + ".");
    }
    return port;
  }

  /** A Via branch of ours (RFC 3261 section 8.1.1.7); the node id follows the magic cookie. */
  public String branch(String token) {
    return "z9hG4bK" + node + "-" + token;
  }

  /** The Contact of a dialog; its user part begins with the node id. */
  public HeaderLine contact(Protocol protocol, String token) {
    return contact(protocol, token, "");
  }

  /**
   * @param user plain
   * @param parameters of the URI, each with its semicolon
   */
  public HeaderLine contact(Protocol protocol, String user, String parameters) {
    String transport = protocol == Protocol.UDP ? "" : ";transport=" + protocol.inUri();
    return new HeaderLine(
        "Contact",
        "<sip:"
            + SipText.userPart(user)
            + "@"
            + SipText.bracketed(host)
            + ":"
            + port(protocol)
            + transport
            + parameters
            + ">");
  }
}
