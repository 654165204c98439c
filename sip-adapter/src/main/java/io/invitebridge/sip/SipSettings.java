package io.invitebridge.sip;

import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.Protocol;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the SIP side is told at its start.
 *
 * @param listen the sockets to open; at most one for each protocol
 * @param advertisedHost the address or name that peers reach us by
 * @param t1 the round-trip estimate of RFC 3261 section 17.1.1.1; 500 ms unless tested otherwise
 * @param node stands in every id that comes back to us
 * @param trunks the SIP peers by name
 * @param userAgent the product token of Server and User-Agent
 * @param acceptUnknown whether a caller from an address of no trunk is served or refused with 403
 * @param calls how the bridge behaves in the calls of such callers
 */
public record SipSettings(
    List<Endpoint> listen,
    String advertisedHost,
    Duration t1,
    NodeId node,
    List<Trunk> trunks,
    String userAgent,
    boolean acceptUnknown,
    CallSettings calls) {

  public static final Duration DEFAULT_T1 = Duration.ofMillis(500);

  /**
   * A SIP peer.
   *
   * @param target where calls to it go
   * @param acceptFrom the addresses its calls come from
   * @param largeOverTcp whether a request too large for UDP may go to it over TCP (RFC 3261 section
   *     18.1.1)
   * @param calls how the bridge behaves in its calls
   * @param options what goes beyond its address
   * @param profile what it is told, and what is believed from it, about the parties
   */
  public record Trunk(
      TrunkName name,
      Endpoint target,
      List<AddressRange> acceptFrom,
      boolean largeOverTcp,
      CallSettings calls,
      TrunkOptions options,
      TrunkProfile profile) {
    public Trunk {
      acceptFrom = List.copyOf(acceptFrom);
    }

    /** A trunk that is nothing but its addresses. */
    public Trunk(
        TrunkName name, Endpoint target, List<AddressRange> acceptFrom, boolean largeOverTcp) {
      this(
          name,
          target,
          acceptFrom,
          largeOverTcp,
          CallSettings.DEFAULT,
          TrunkOptions.NONE,
          TrunkProfile.PLAIN);
    }

    public Trunk withCalls(CallSettings other) {
      return new Trunk(name, target, acceptFrom, largeOverTcp, other, options, profile);
    }

    public Trunk with(TrunkOptions others) {
      return new Trunk(name, target, acceptFrom, largeOverTcp, calls, others, profile);
    }

    public Trunk withProfile(TrunkProfile other) {
      return new Trunk(name, target, acceptFrom, largeOverTcp, calls, options, other);
    }
  }

  public SipSettings {
    listen = List.copyOf(listen);
    trunks = List.copyOf(trunks);
    if (listen.isEmpty()) {
      throw new IllegalArgumentException("The SIP side needs at least one address to listen on.");
    }
    if (listen.stream().map(Endpoint::protocol).distinct().count() != listen.size()) {
      throw new IllegalArgumentException("The SIP side listens once for each protocol at most.");
    }
    if (t1.toMillis() < 10 || t1.toMillis() > 10_000) {
      throw new IllegalArgumentException("T1 must lie between 10 ms and 10 s.");
    }
    if (userAgent.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("The user agent's name must not have control characters.");
    }
  }

  /** The settings of a bridge that serves its own machine: one port for UDP and TCP, no trunks. */
  public static SipSettings loopback(int port) {
    return new SipSettings(
        List.of(
            new Endpoint(Protocol.UDP, "127.0.0.1", port),
            new Endpoint(Protocol.TCP, "127.0.0.1", port)),
        "127.0.0.1",
        DEFAULT_T1,
        new NodeId("n1"),
        List.of(),
        "invitation-bridge",
        true,
        CallSettings.DEFAULT);
  }

  public SipSettings withTrunks(List<Trunk> others) {
    return new SipSettings(
        listen, advertisedHost, t1, node, others, userAgent, acceptUnknown, calls);
  }

  public SipSettings refusingUnknown() {
    return new SipSettings(listen, advertisedHost, t1, node, trunks, userAgent, false, calls);
  }

  Identity.Names names() {
    Map<Protocol, Integer> ports = new EnumMap<>(Protocol.class);
    listen.forEach(endpoint -> ports.put(endpoint.protocol(), endpoint.port()));
    return new Identity.Names(userAgent, advertisedHost, ports);
  }
}
