package io.invitebridge.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A SIP peer.
 *
 * @param uri where calls to it are sent; the first of its targets
 * @param registers as whom the bridge registers there
 * @param acceptFrom whose requests count as coming from this trunk
 * @param options how the two trust and watch each other
 * @param link how connections with it are kept and trusted
 * @param profile what it is told, and what is believed from it, about the parties
 * @param calls how the bridge behaves in its calls; empty: as in all
 */
public record Trunk(
    SipUri uri,
    List<Registration> registers,
    List<Cidr> acceptFrom,
    TrunkOptions options,
    TrunkLink link,
    TrunkProfile profile,
    Optional<CallOptions> calls) {
  public Trunk {
    registers = List.copyOf(registers);
    acceptFrom = List.copyOf(acceptFrom);
  }

  /**
   * A registration (RFC 3261 section 10).
   *
   * @param user the user part of the address-of-record and of the Contact
   * @param expires what the bridge asks for
   */
  public record Registration(String username, Secret password, String user, Duration expires) {}
}
