package io.invitebridge.config.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An address where SIP peers reach the bridge.
 *
 * @param on schemes udp, tcp, tls, ws and wss
 * @param advertise the host that peers are told of it; empty: that of all listeners
 * @param advertisePort the port that they are told; empty: the one that is listened on
 */
public record SipListener(ListenAddress on, Optional<String> advertise, OptionalInt advertisePort) {
  /** What peers are told is the address itself, or what holds for all listeners. */
  public static SipListener plain(ListenAddress on) {
    return new SipListener(on, Optional.empty(), OptionalInt.empty());
  }

  @Override
  public String toString() {
    String port = advertisePort.isPresent() ? " at port " + advertisePort.getAsInt() : "";
    return on + advertise.map(host -> " as " + host).orElse("") + port;
  }
}
