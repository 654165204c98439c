package io.invitebridge.sip;

import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the SIP side is told at its start.
 *
 * @param listen the sockets to open, and what peers are told of each
 * @param t1 the round-trip estimate of RFC 3261 section 17.1.1.1; 500 ms unless tested otherwise
 * @param node stands in every id that comes back to us
 * @param trunks the SIP peers by name
 * @param userAgent the product token of Server and User-Agent
 * @param acceptUnknown whether a caller from an address of no trunk is served or refused with 403
 * @param calls how the bridge behaves in the calls of such callers
 * @param wire how the sockets behave
 */
public record SipSettings(
    List<Listener> listen,
    Duration t1,
    NodeId node,
    List<Trunk> trunks,
    String userAgent,
    boolean acceptUnknown,
    CallSettings calls,
    WireSettings wire) {

  public static final Duration DEFAULT_T1 = Duration.ofMillis(500);

  /**
   * A SIP peer.
   *
   * @param target where calls to it go
   * @param acceptFrom the addresses its calls come from
   * @param calls how the bridge behaves in its calls
   * @param options what goes beyond its address
   * @param profile what it is told, and what is believed from it, about the parties
   */
  public record Trunk(
      TrunkName name,
      Endpoint target,
      List<AddressRange> acceptFrom,
      CallSettings calls,
      TrunkOptions options,
      TrunkProfile profile) {
    public Trunk {
      acceptFrom = List.copyOf(acceptFrom);
    }

    /** A trunk that is nothing but its addresses. */
    public Trunk(TrunkName name, Endpoint target, List<AddressRange> acceptFrom) {
      this(name, target, acceptFrom, CallSettings.DEFAULT, TrunkOptions.NONE, TrunkProfile.PLAIN);
    }

    /**
     * Whether a peer whose certificate holds these domains is this trunk (RFC 5922 section 7.1).
     *
     * @param names in lower case; empty for a peer without a certificate
     */
    public boolean isCertified(Set<String> names) {
      Set<String> mine =
          target.way().names().isEmpty() ? Set.of(target.host()) : target.way().names();
      return target.protocol().isSecure()
          && mine.stream().anyMatch(name -> names.contains(name.toLowerCase(Locale.ROOT)));
    }

    public Trunk withCalls(CallSettings other) {
      return new Trunk(name, target, acceptFrom, other, options, profile);
    }

    public Trunk with(TrunkOptions others) {
      return new Trunk(name, target, acceptFrom, calls, others, profile);
    }

    public Trunk withProfile(TrunkProfile other) {
      return new Trunk(name, target, acceptFrom, calls, options, other);
    }
  }

  public SipSettings {
    listen = List.copyOf(listen);
    trunks = List.copyOf(trunks);
    if (listen.isEmpty()) {
      throw new IllegalArgumentException("The SIP side needs at least one address to listen on.");
    }
    if (listen.stream().map(Listener::name).distinct().count() != listen.size()) {
      throw new IllegalArgumentException("The SIP side is told to listen on one address twice.");
    }
    boolean secure =
        listen.stream().anyMatch(listener -> listener.protocol().isSecure())
            || wire.texts().filter(texts -> texts.on().protocol().isSecure()).isPresent();
    if (secure && wire.tls().isEmpty()) {
      throw new IllegalArgumentException("A listener for TLS needs a certificate.");
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
            Listener.of(new Endpoint(Protocol.UDP, "127.0.0.1", port)),
            Listener.of(new Endpoint(Protocol.TCP, "127.0.0.1", port))),
        DEFAULT_T1,
        new NodeId("n1"),
        List.of(),
        "invitation-bridge",
        true,
        CallSettings.DEFAULT,
        WireSettings.DEFAULT);
  }

  public SipSettings withTrunks(List<Trunk> others) {
    return new SipSettings(listen, t1, node, others, userAgent, acceptUnknown, calls, wire);
  }

  public SipSettings withListeners(List<Listener> others) {
    return new SipSettings(others, t1, node, trunks, userAgent, acceptUnknown, calls, wire);
  }

  public SipSettings withWire(WireSettings other) {
    return new SipSettings(listen, t1, node, trunks, userAgent, acceptUnknown, calls, other);
  }

  public SipSettings withT1(Duration other) {
    return new SipSettings(listen, other, node, trunks, userAgent, acceptUnknown, calls, wire);
  }

  public SipSettings refusingUnknown() {
    return new SipSettings(listen, t1, node, trunks, userAgent, false, calls, wire);
  }

  /** What the wire says of this node. */
  public Identity.Names names() {
    return new Identity.Names(userAgent, listen);
  }
}
