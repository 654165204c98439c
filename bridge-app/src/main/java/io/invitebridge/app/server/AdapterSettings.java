package io.invitebridge.app.server;

import io.invitebridge.config.model.App;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.CallOptions;
import io.invitebridge.config.model.Cidr;
import io.invitebridge.config.model.LegacyOptions;
import io.invitebridge.config.model.ListenAddress;
import io.invitebridge.config.model.RtmOptions;
import io.invitebridge.config.model.Secret;
import io.invitebridge.config.model.SipListener;
import io.invitebridge.config.model.SipUri;
import io.invitebridge.config.model.Trunk;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.runtime.RuntimeLimits;
import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.LegacySettings;
import io.invitebridge.legacy.LegacyTimes;
import io.invitebridge.rtm.RtmLimits;
import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.RtmTimes;
import io.invitebridge.rtm.TokenVerifier;
import io.invitebridge.rtm.token.AppTokens;
import io.invitebridge.rtm.token.JwtTrust;
import io.invitebridge.sip.AddressRange;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What each adapter and the engine is told, out of the configuration. */
final class AdapterSettings {
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::");

  private AdapterSettings() {}

  static RuntimeLimits engine(BridgeConfig config) {
    return new RuntimeLimits(
        config.limits().openInvitations(),
        config.limits().tombstone(),
        RuntimeLimits.DEFAULT.routing());
  }

  static SipSettings sip(BridgeConfig config) {
    List<Listener> listen =
        config.listen().sip().stream().map(one -> listener(config, one)).toList();
    List<SipSettings.Trunk> trunks =
        config.trunks().entrySet().stream()
            .map(entry -> trunk(entry.getKey(), entry.getValue(), config.sip().calls()))
            .toList();
    return new SipSettings(
        listen,
        config.sip().t1(),
        config.node(),
        trunks,
        config.sip().userAgent(),
        config.sip().strangersAllowed(),
        TrunkSettings.calls(config.sip().calls()),
        WireLimits.of(config));
  }

  static RtmSettings rtm(BridgeConfig config, ListenAddress address) {
    RtmOptions options = config.rtm();
    List<RtmSettings.App> apps =
        config.apps().stream()
            .map(app -> new RtmSettings.App(app.id(), app.needsToken(), app.severalDevices()))
            .toList();
    return RtmSettings.of(
            address.host(), address.port(), address.path().isEmpty() ? "/" : address.path(), apps)
        .withLimits(
            RtmLimits.DEFAULT.withConnections(
                options.connections(), options.connectionsPerAddress()))
        .withTimes(
            new RtmTimes(
                options.login(),
                options.ping(),
                options.unreachable(),
                options.presence(),
                options.messageResult(),
                config.limits().tombstone()))
        .withOrigins(options.origins());
  }

  /** An app that trusts JSON Web Tokens alone has no users here: the old SDK cannot send them. */
  static LegacySettings legacy(BridgeConfig config, ListenAddress address) {
    LegacyOptions options = config.legacy();
    List<LegacySettings.App> apps =
        config.apps().stream()
            .filter(app -> app.jwt().isEmpty() || app.certificate().isPresent())
            .map(
                app ->
                    new LegacySettings.App(
                        app.id(),
                        app.certificate().map(Secret::value),
                        options.tokens().optional()))
            .toList();
    List<LegacySettings.HostPort> pairs =
        options.pairs().stream()
            .map(pair -> new LegacySettings.HostPort(pair.host(), pair.port()))
            .toList();
    return LegacySettings.of(address.host(), address.port(), apps)
        .withAddresses(new LegacySettings.Addresses(options.urls(), pairs))
        .withOlderTokens(options.tokens().older())
        .withLimits(
            LegacyLimits.DEFAULT.withConnections(
                options.connections(), options.connectionsPerAddress()))
        .withTimes(
            LegacyTimes.DEFAULT
                .withLogin(options.login())
                .withDelivery(options.delivery())
                .withPresence(options.presence()))
        .withOrigins(options.origins());
  }

  /** Judges the users of apps that need a token; the others need none. */
  static TokenVerifier tokens(BridgeConfig config) {
    Map<AppId, String> certificates = new HashMap<>();
    Map<AppId, JwtTrust> trust = new HashMap<>();
    for (App app : config.apps()) {
      app.certificate().ifPresent(secret -> certificates.put(app.id(), secret.value()));
      app.jwt()
          .ifPresent(
              jwt -> trust.put(app.id(), new JwtTrust(jwt.key(), jwt.issuer(), jwt.audience())));
    }
    return new AppTokens(certificates, trust);
  }

  private static Listener listener(BridgeConfig config, SipListener listener) {
    ListenAddress on = listener.on();
    return new Listener(
        new Endpoint(protocol(on.scheme()), on.host(), on.port()),
        listener
            .advertise()
            .or(() -> config.sip().advertise().filter(on::isOfFamilyOf))
            .orElseGet(() -> reachableHost(on.host())),
        listener.advertisePort().orElse(on.port()));
  }

  private static SipSettings.Trunk trunk(TrunkName name, Trunk trunk, CallOptions usual) {
    SipUri uri = trunk.uri();
    Endpoint target =
        new Endpoint(
            protocol(uri.transport().orElse("udp")),
            uri.host(),
            uri.port().orElse(protocol(uri.transport().orElse("udp")).defaultPort()),
            new Endpoint.Way("", Set.copyOf(trunk.link().certificateNames())));
    return new SipSettings.Trunk(
        name,
        target,
        trunk.acceptFrom().stream().map(AdapterSettings::range).toList(),
        TrunkSettings.calls(trunk.calls().orElse(usual)),
        TrunkSettings.options(name, trunk),
        TrunkProfiles.of(trunk.profile()));
  }

  private static AddressRange range(Cidr block) {
    return new AddressRange(block.network(), block.bits());
  }

  private static Protocol protocol(String scheme) {
    return Protocol.valueOf(scheme.toUpperCase(Locale.ROOT));
  }

  /** A listener on every address has none that peers could be told: the one of the way out is. */
  private static String reachableHost(String listening) {
    if (!ANY_ADDRESS.contains(listening)) {
      return listening;
    }
    try (DatagramSocket probe = new DatagramSocket()) {
      // Connecting a datagram socket sends nothing; it only asks the system for its route.
      probe.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {8, 8, 8, 8}), 53));
      InetAddress local = probe.getLocalAddress();
      return local.isAnyLocalAddress() ? loopback() : local.getHostAddress();
    } catch (SocketException | java.net.UnknownHostException | java.io.UncheckedIOException e) {
      return loopback();
    }
  }

  private static String loopback() {
    return InetAddress.getLoopbackAddress().getHostAddress();
  }
}
