package io.invitebridge.sip;

import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One server of a trunk, as it is written: {@code sip:host:port;transport=x}.
 *
 * @param host a name or a literal address, IPv6 without brackets
 * @param port empty: what the DNS says, or the protocol's own (RFC 3263 section 4.2)
 * @param protocol empty: what the DNS says, or UDP (RFC 3263 section 4.1)
 * @param priority lower ones are tried first
 * @param weight how often this one is the first among those of its priority, as a share of the sum
 */
public record TrunkTarget(
    String host, OptionalInt port, Optional<Protocol> protocol, int priority, int weight) {

  /** The only server, at a fixed place. */
  public static TrunkTarget at(Endpoint place) {
    return new TrunkTarget(
        place.host(), OptionalInt.of(place.port()), Optional.of(place.protocol()), 1, 1);
  }

  /** The only server, where the DNS has the word about what was not written. */
  public static TrunkTarget written(Endpoint place) {
    Endpoint.Open open = place.way().open();
    return new TrunkTarget(
        place.host(),
        open.port() ? OptionalInt.empty() : OptionalInt.of(place.port()),
        open.protocol() ? Optional.empty() : Optional.of(place.protocol()),
        1,
        1);
  }

  public TrunkTarget withOrder(int otherPriority, int otherWeight) {
    return new TrunkTarget(host, port, protocol, otherPriority, otherWeight);
  }

  @Override
  public String toString() {
    return "sip:"
        + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
        + (port.isPresent() ? ":" + port.getAsInt() : "")
        + protocol.map(p -> ";transport=" + p.inUri()).orElse("");
  }
}
