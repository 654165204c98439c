package io.invitebridge.sip.message;

import java.util.Set;

/**
 * Where a message goes to or came from.
 *
 * @param host a name or a literal address, IPv6 without brackets
 * @param port 1 to 65535
 * @param way how it goes there or came from there
 */
public record Endpoint(Protocol protocol, String host, int port, Way way) {

  /**
   * What is known beyond the address.
   *
   * @param listener the {@link Listener#name} of ours that a message came in on or leaves by; empty
   *     where any will do
   * @param names the domains that the peer's certificate must hold, one of them, or was found to
   *     hold (RFC 5922); empty where the host itself is the name, or nothing is known
   * @param open what the DNS may say otherwise
   */
  public record Way(String listener, Set<String> names, Open open) {
    public static final Way ANY = new Way("", Set.of());

    public Way {
      names = Set.copyOf(names);
    }

    public Way(String listener, Set<String> names) {
      this(listener, names, Open.NOTHING);
    }

    /** The same, where this much was not written. */
    public Way with(Open other) {
      return new Way(listener, names, other);
    }
  }

  /**
   * What a URI has not said, so that the endpoint has what is usual; the DNS may say something else
   * about a named host (RFC 3263 sections 4.1 and 4.2).
   */
  public record Open(boolean protocol, boolean port) {
    public static final Open NOTHING = new Open(false, false);
  }

  public Endpoint {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("A SIP endpoint needs a host.");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A SIP port must lie between 1 and 65535.");
    }
  }

  public Endpoint(Protocol protocol, String host, int port) {
    this(protocol, host, port, Way.ANY);
  }

  /** The same place, reached so. */
  public Endpoint by(Way other) {
    return new Endpoint(protocol, host, port, other);
  }

  /** True when both are the same place, however it is reached. */
  public boolean isSamePlace(Endpoint other) {
    return protocol == other.protocol && port == other.port && host.equals(other.host);
  }

  @Override
  public String toString() {
    return protocol.inUri() + ":" + SipText.bracketed(host) + ":" + port;
  }
}
