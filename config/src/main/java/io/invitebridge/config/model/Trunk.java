package io.invitebridge.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A SIP peer.
 *
 * @param uri where calls to it are sent
 * @param register how the bridge registers there
 * @param acceptFrom whose requests count as coming from this trunk
 * @param options how the two trust and watch each other
 */
public record Trunk(
    SipUri uri, Optional<Registration> register, List<Cidr> acceptFrom, TrunkOptions options) {
  public Trunk {
    acceptFrom = List.copyOf(acceptFrom);
  }

  /**
   * A registration (RFC 3261 section 10).
   *
   * @param expires what the bridge asks for
   */
  public record Registration(String username, Secret password, Duration expires) {}
}
