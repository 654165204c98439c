package io.invitebridge.sip.message;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this node calls itself on the wire. The node's name is for good; the rest follows the
 * settings, and a message is written with what holds at its time. Any thread.
 */
public final class Identity {
  private final String node;
  private volatile Names names;

  /**
   * @param userAgent the product token of Server and User-Agent
   * @param listeners where we listen; at least one, and the first of a protocol is its usual one
   */
  public record Names(String userAgent, List<Listener> listeners) {
    public Names {
      listeners = List.copyOf(listeners);
      if (listeners.isEmpty()) {
        throw new IllegalArgumentException("A SIP node must listen on at least one address.");
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

  /** The address or name that peers reach us by, IPv6 without brackets. */
  public String host() {
    return names.listeners().get(0).advertisedHost();
  }

  /** Our listening port for each protocol we listen on, that of its first listener. */
  public Map<Protocol, Integer> ports() {
    Map<Protocol, Integer> ports = new EnumMap<>(Protocol.class);
    for (Listener listener : names.listeners()) {
      ports.putIfAbsent(listener.protocol(), listener.advertisedPort());
    }
    return ports;
  }

  /**
   * The wanted protocol if we listen on it, else the one we have: never one without TLS in place of
   * one with it (RFC 3261 section 26.2.2).
   */
  public Protocol usable(Protocol wanted) {
    Map<Protocol, Integer> ports = ports();
    return ports.containsKey(wanted) || wanted.isSecure()
        ? wanted
        : ports.keySet().iterator().next();
  }

  public int port(Protocol protocol) {
    return usual(protocol).advertisedPort();
  }

  /**
   * The listener that messages to this peer leave by, and that the peer is told of: the one named
   * by the endpoint, else the first of the protocol whose address family fits. Where we do not
   * speak the protocol nothing can be sent to the peer; it is the first of all then.
   */
  public Listener toward(Endpoint peer) {
    List<Listener> listeners = names.listeners();
    return listeners.stream()
        .filter(listener -> listener.protocol() == peer.protocol())
        .min(Comparator.comparingInt(listener -> distance(listener, peer)))
        .orElse(listeners.get(0));
  }

  /** A Via branch of ours (RFC 3261 section 8.1.1.7); the node id follows the magic cookie. */
  public String branch(String token) {
    return "z9hG4bK" + node + "-" + token;
  }

  /** The Contact of a dialog; its user part begins with the node id. */
  public HeaderLine contact(Protocol protocol, String token) {
    return contact(usual(protocol), token, "");
  }

  /**
   * @param user plain
   * @param parameters of the URI, each with its semicolon
   */
  public HeaderLine contact(Protocol protocol, String user, String parameters) {
    return contact(usual(protocol), user, parameters);
  }

  /** The Contact of a dialog with this peer. */
  public HeaderLine contact(Endpoint peer, String token) {
    return contact(toward(peer), token, "");
  }

  private static HeaderLine contact(Listener listener, String user, String parameters) {
    Protocol protocol = listener.protocol();
    String transport = protocol == Protocol.UDP ? "" : ";transport=" + protocol.inUri();
    return new HeaderLine(
        "Contact",
        "<sip:"
            + SipText.userPart(user)
            + "@"
            + SipText.bracketed(listener.advertisedHost())
            + ":"
            + listener.advertisedPort()
            + transport
            + parameters
            + ">");
  }

  private static int distance(Listener listener, Endpoint peer) {
    if (listener.name().equals(peer.way().listener())) {
      return 0;
    }
    return listener.reaches(peer.host()) ? 1 : 2;
  }

  private Listener usual(Protocol protocol) {
    Optional<Listener> first =
        names.listeners().stream().filter(listener -> listener.protocol() == protocol).findFirst();
    return first.orElseThrow(
        () -> new IllegalArgumentException("This node does not listen on " + protocol + "."));
  }
}
