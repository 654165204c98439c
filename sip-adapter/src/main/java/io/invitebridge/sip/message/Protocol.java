package io.invitebridge.sip.message;

import java.util.Locale;

/** The transports of RFC 3261 section 18 and RFC 7118 that the bridge speaks. */
public enum Protocol {
  UDP(5060, false),
  TCP(5060, false),
  TLS(5061, true),
  /** SIP over WebSocket (RFC 7118). */
  WS(80, false),
  /** The same over TLS. */
  WSS(443, true);

  private final int defaultPort;
  private final boolean secure;

  Protocol(int defaultPort, boolean secure) {
    this.defaultPort = defaultPort;
    this.secure = secure;
  }

  /** As it stands in a Via header. */
  public String inVia() {
    return name();
  }

  /** As it stands in the {@code transport} parameter of a URI (RFC 7118 section 5.2 for wss). */
  public String inUri() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** RFC 3261 section 19.1.2 and RFC 7118 section 5.3. */
  public int defaultPort() {
    return defaultPort;
  }

  public boolean isSecure() {
    return secure;
  }

  /** True for all but UDP: messages come over a connection and are not lost on the way. */
  public boolean isStream() {
    return this != UDP;
  }

  /** True where a client listens nowhere, so that everything goes over the connection it made. */
  public boolean isWebSocket() {
    return this == WS || this == WSS;
  }
}
