package io.invitebridge.config.model;

import java.util.List;
import java.util.Optional;

/**
 * The listeners; one that is empty is not opened.
 *
 * @param rtm scheme ws
 * @param legacy scheme ws
 * @param admin scheme http
 * @param texts scheme http or https; where SIP peers fetch texts
 */
public record Listen(
    List<SipListener> sip,
    Optional<ListenAddress> rtm,
    Optional<ListenAddress> legacy,
    Optional<ListenAddress> admin,
    Optional<ListenAddress> texts) {
  public Listen {
    sip = List.copyOf(sip);
  }
}
