package io.invitebridge.config.model;

import java.util.List;
import java.util.Optional;

/**
 * The listeners; one that is empty is not opened.
 *
 * @param rtm scheme ws
 * @param legacy scheme ws
 * @param admin scheme http
 */
public record Listen(
    List<SipListener> sip,
    Optional<ListenAddress> rtm,
    Optional<ListenAddress> legacy,
    Optional<ListenAddress> admin) {
  public Listen {
    sip = List.copyOf(sip);
  }
}
