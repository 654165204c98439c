package io.invitebridge.app.server;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.SipDefence;
import io.invitebridge.config.model.SipTls;
import io.invitebridge.config.model.Trunk;
import io.invitebridge.sip.Defence;
import io.invitebridge.sip.TlsSettings;
import io.invitebridge.sip.WireSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the sockets of the SIP side are told, out of the configuration. */
final class WireLimits {
  private WireLimits() {}

  static WireSettings of(BridgeConfig config) {
    WireSettings plain =
        WireSettings.DEFAULT
            .withDefence(defence(config.sip().defence()))
            .withKeepAlives(pings(config));
    return config.sip().tls().map(tls -> plain.withTls(tls(tls))).orElse(plain);
  }

  private static Defence defence(SipDefence written) {
    return Defence.DEFAULT
        .withConnections(written.connections(), written.connectionsPerAddress())
        .withTimes(written.handshake(), written.message(), written.idle())
        .withRate(written.messagesPerSecond(), written.burst())
        .withRefusals(written.refusals())
        .withQueueDelay(written.queueDelay());
  }

  private static TlsSettings tls(SipTls tls) {
    return new TlsSettings(
        tls.certificate(),
        tls.key().value(),
        tls.trust(),
        TlsSettings.ClientCertificate.valueOf(tls.clients().name()));
  }

  /** A server that two trunks share is pinged as often as one of them wants. */
  private static Map<String, Duration> pings(BridgeConfig config) {
    Map<String, Duration> pings = new HashMap<>();
    for (Trunk trunk : config.trunks().values()) {
      trunk
          .link()
          .ping()
          .ifPresent(
              every ->
                  hosts(trunk)
                      .forEach(
                          host -> pings.merge(host, every, (a, b) -> a.compareTo(b) < 0 ? a : b)));
    }
    return pings;
  }

  /** What the way to it is called by: its servers, and what their certificates must hold. */
  private static Stream<String> hosts(Trunk trunk) {
    return Stream.concat(
        trunk.options().targets().stream().map(target -> target.uri().host()),
        trunk.link().certificateNames().stream());
  }
}
