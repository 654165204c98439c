package io.invitebridge.sip.message;

import java.util.Map;

/**
 * What this node calls itself on the wire. The node's name is for good; the rest follows the
 * settings, and a message is written with what holds at its time. Any thread.
 */
public final class Identity {
  private final String node;
  private volatile Names names;

  /**
   * @param userAgent the product token of Server and User-Agent
   * @param host the address or name that peers reach us by, IPv6 without brackets
   * @param ports our listening port for each protocol we listen on; at least one
   */
  public record Names(String userAgent, String host, Map<Protocol, Integer> ports) {
    public Names {
      ports = Map.copyOf(ports);
      if (ports.isEmpty()) {
        throw new IllegalArgumentException("A SIP node must listen on at least one protocol.");
      }
    }
  }

  /**
   * @param node stands in every id that comes back to us
   */
  public Identity(String node, Names names) {
    this.node = node;
    this.names = names;
  }

  /** Other names for messages from now on. */
  public void become(Names others) {
    names = others;
  }

  public String node() {
    return node;
  }

  public String userAgent() {
    return names.userAgent();
  }

  public String host() {
    return names.host();
  }

  public Map<Protocol, Integer> ports() {
    return names.ports();
  }

  /** The wanted protocol if we listen on it, else the one we have. */
  public Protocol usable(Protocol wanted) {
    Map<Protocol, Integer> ports = names.ports();
    return ports.containsKey(wanted) ? wanted : ports.keySet().iterator().next();
  }

  public int port(Protocol protocol) {
    Integer port = names.ports().get(protocol);
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
            + SipText.bracketed(host())
            + ":"
            + port(protocol)
            + transport
            + parameters
            + ">");
  }
}
