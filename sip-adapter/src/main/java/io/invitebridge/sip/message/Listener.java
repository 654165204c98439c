package io.invitebridge.sip.message;

/**
 * An address that we listen on, and what peers are told of it.
 *
 * @param bind the local address; {@code 0.0.0.0} or {@code ::} for all of the machine's
 * @param advertisedHost the address or name that stands in Via and Contact, IPv6 without brackets
 * @param advertisedPort the port that stands there
 */
public record Listener(Endpoint bind, String advertisedHost, int advertisedPort) {
  public Listener {
    if (advertisedHost.isEmpty() || advertisedPort < 1 || advertisedPort > 65_535) {
      throw new IllegalArgumentException(
          "What " + bind + " is advertised as needs a host and a port from 1 to 65535.");
    }
  }

  public static Listener of(Endpoint bind) {
    return new Listener(bind, bind.host(), bind.port());
  }

  public static Listener of(Endpoint bind, String advertisedHost) {
    return new Listener(bind, advertisedHost, bind.port());
  }

  public Protocol protocol() {
    return bind.protocol();
  }

  /** Tells this listener from the others of this node. */
  public String name() {
    return bind.toString();
  }

  /** True when messages to this literal address can leave from here: the family is the same. */
  boolean reaches(String host) {
    boolean six = host.indexOf(':') >= 0;
    return bind.host().indexOf(':') >= 0 ? six || bind.host().equals("::") : !six;
  }
}
