package io.invitebridge.sip.message;

/**
 * Where a message goes to or came from.
 *
 * @param host a name or a literal address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record Endpoint(Protocol protocol, String host, int port) {
  public Endpoint {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("A SIP endpoint needs a host.");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A SIP port must lie between 1 and 65535.");
    }
  }

  @Override
  public String toString() {
    return protocol.inUri() + ":" + SipText.bracketed(host) + ":" + port;
  }
}
