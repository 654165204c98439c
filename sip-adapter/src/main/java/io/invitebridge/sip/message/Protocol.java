package io.invitebridge.sip.message;

import java.util.Locale;

/** The transports of RFC 3261 section 18 that the bridge listens on. */
public enum Protocol {
  UDP,
  TCP;

  /** As it stands in a Via header. */
  public String inVia() {
    return name();
  }

  /** As it stands in the {@code transport} parameter of a URI. */
  public String inUri() {
    return name().toLowerCase(Locale.ROOT);
  }
}
