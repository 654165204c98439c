package io.invitebridge.config.model;

import java.util.List;
import java.util.Optional;

/**
 * The listeners; one that is empty is not opened.
 *
 * @param sip schemes udp, tcp, tls, ws and wss
 * @param rtm scheme ws
 * @param legacy scheme ws
 * @param admin scheme http
 */
public record Listen(
    List<ListenAddress> sip,
    Optional<ListenAddress> rtm,
    Optional<ListenAddress> legacy,
    Optional<ListenAddress> admin) {
  public Listen {
    sip = List.copyOf(sip);
  }
}
