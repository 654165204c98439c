package io.invitebridge.config.model;

import java.util.Optional;

/**
 * An address where SIP peers reach the bridge.
 *
 * @param on schemes udp, tcp, tls, ws and wss
 * @param advertise the host that peers are told of it; empty: that of all listeners
 */
public record SipListener(ListenAddress on, Optional<String> advertise) {
  @Override
  public String toString() {
    return on + advertise.map(host -> " as " + host).orElse("");
  }
}
