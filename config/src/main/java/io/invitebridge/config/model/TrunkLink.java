package io.invitebridge.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the connections with a trunk are kept and trusted.
 *
 * @param certificateNames one of which its certificate must hold; empty: the host that is called
 * @param ping how often two line ends are sent over a connection; empty: never
 */
public record TrunkLink(List<String> certificateNames, Optional<Duration> ping) {
  public TrunkLink {
    certificateNames = List.copyOf(certificateNames);
  }
}
