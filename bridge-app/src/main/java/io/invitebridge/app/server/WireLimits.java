package io.invitebridge.app.server;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.SipDefence;
import io.invitebridge.config.model.SipMessages;
import io.invitebridge.config.model.SipTls;
import io.invitebridge.config.model.Trunk;
import io.invitebridge.sip.Defence;
import io.invitebridge.sip.TextSettings;
import io.invitebridge.sip.TlsSettings;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.MessageLimits;
import io.invitebridge.sip.message.Protocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the sockets of the SIP side are told, out of the configuration. */
final class WireLimits {
  private static final long MEGABYTE = 1_000_000;

  private WireLimits() {}

  static WireSettings of(BridgeConfig config) {
    WireSettings plain =
        WireSettings.DEFAULT
            .withDefence(defence(config.sip().defence()))
            .withMessages(messages(config.sip().defence().messages()))
            .withKeepAlives(pings(config));
    WireSettings secured = config.sip().tls().map(tls -> plain.withTls(tls(tls))).orElse(plain);
    return texts(config).map(secured::withTexts).orElse(secured);
  }

  private static Optional<TextSettings> texts(BridgeConfig config) {
    return config
        .listen()
        .texts()
        .flatMap(
            on ->
                config
                    .sip()
                    .texts()
                    .map(
                        texts ->
                            new TextSettings(
                                new Endpoint(
                                    on.scheme().equals("https") ? Protocol.TLS : Protocol.TCP,
                                    on.host(),
                                    on.port()),
                                texts.url(),
                                texts.megabytes() * MEGABYTE)));
  }

  private static Defence defence(SipDefence written) {
    return Defence.DEFAULT
        .withConnections(written.connections(), written.connectionsPerAddress())
        .withTimes(written.handshake(), written.message(), written.idle())
        .withRate(written.messagesPerSecond(), written.burst())
        .withRefusals(written.refusals())
        .withQueueDelay(written.queueDelay());
  }

  private static MessageLimits messages(SipMessages written) {
    return new MessageLimits(written.headerLines(), written.headerBytes(), written.bodyBytes());
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
