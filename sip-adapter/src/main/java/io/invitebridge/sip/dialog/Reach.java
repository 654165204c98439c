package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import io.invitebridge.sip.AddressRange;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.Received;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a URI that a peer gave as its own leads to it from here. A peer behind a NAT, a WebSocket
 * client, or one that gave a telephone number is reached by the way that it came (RFC 5626 section
 * 4 calls it the flow).
 */
final class Reach {
  /** RFC 1918, RFC 6598, RFC 4193, RFC 3927, RFC 4291. */
  private static final List<AddressRange> PRIVATE =
      List.of(
          AddressRange.parse("10.0.0.0/8"),
          AddressRange.parse("172.16.0.0/12"),
          AddressRange.parse("192.168.0.0/16"),
          AddressRange.parse("100.64.0.0/10"),
          AddressRange.parse("169.254.0.0/16"),
          AddressRange.parse("fc00::/7"),
          AddressRange.parse("fe80::/10"));

  private Reach() {}

  /**
   * @param uri what the peer says
   * @param peer where it was heard from, or where it was called
   */
  static Endpoint of(GenericURI uri, Endpoint peer, Identity identity) {
    if (!(uri instanceof SipUri sip) || sip.getHost() == null) {
      return peer;
    }
    Endpoint said = Received.endpoint(uri, peer.protocol());
    boolean astray =
        said.protocol().isWebSocket()
            || peer.protocol().isWebSocket()
            || said.host().toLowerCase(Locale.ROOT).endsWith(".invalid")
            || !identity.ports().containsKey(identity.usable(said.protocol()))
            || isBehindNat(said, peer);
    return astray ? peer : through(said, peer, identity);
  }

  /** By the same listener where the protocol is the same; an address is the same domain's. */
  private static Endpoint through(Endpoint said, Endpoint peer, Identity identity) {
    Endpoint.Way way =
        new Endpoint.Way(
            said.protocol() == peer.protocol() ? peer.way().listener() : "",
            AddressRange.isLiteral(said.host()) ? peer.way().names() : Set.of(),
            said.way().open());
    return new Endpoint(identity.usable(said.protocol()), said.host(), said.port(), way);
  }

  private static boolean isBehindNat(Endpoint said, Endpoint peer) {
    return AddressRange.isLiteral(said.host())
        && AddressRange.isLiteral(peer.host())
        && isPrivate(said.host())
        && !isPrivate(peer.host());
  }

  private static boolean isPrivate(String literal) {
    AddressRange one = AddressRange.parse(literal);
    return PRIVATE.stream().anyMatch(range -> range.contains(one.network()));
  }
}
