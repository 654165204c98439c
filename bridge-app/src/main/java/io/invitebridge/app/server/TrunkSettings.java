package io.invitebridge.app.server;

import io.invitebridge.config.model.CallOptions;
import io.invitebridge.config.model.DnsOptions;
import io.invitebridge.config.model.Trunk;
import io.invitebridge.config.model.TrunkOptions.Challenge;
import io.invitebridge.config.model.TrunkOptions.Keepalive;
import io.invitebridge.config.model.TrunkOptions.Target;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.CallSettings.ReliableRinging;
import io.invitebridge.sip.CallSettings.SessionTimers;
import io.invitebridge.sip.DnsSettings;
import io.invitebridge.sip.TrunkOptions;
import io.invitebridge.sip.TrunkOptions.CallLimits;
import io.invitebridge.sip.TrunkOptions.Challenging;
import io.invitebridge.sip.TrunkOptions.Probing;
import io.invitebridge.sip.TrunkOptions.Registering;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.digest.Algorithm;
import io.invitebridge.sip.digest.Credentials;
import io.invitebridge.sip.message.Protocol;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the SIP side is told about one trunk beyond its address. */
final class TrunkSettings {
  private TrunkSettings() {}

  static DnsSettings dns(DnsOptions options) {
    return new DnsSettings(
        options.servers().stream()
            // Literal addresses, so nothing is looked up here.
            .map(server -> new InetSocketAddress(server.address(), server.port()))
            .toList(),
        options.timeout());
  }

  static TrunkOptions options(TrunkName name, Trunk trunk) {
    return new TrunkOptions(
        credentials(trunk),
        trunk.options().targets().stream().map(TrunkSettings::target).toList(),
        registrations(trunk),
        trunk.options().challenge().map(asked -> challenging(name, asked)),
        trunk.options().keepalive().map(TrunkSettings::probing),
        trunk.options().tryFor(),
        new CallLimits(trunk.options().limits().calls(), trunk.options().limits().perSecond()));
  }

  private static TrunkTarget target(Target target) {
    return new TrunkTarget(
        target.uri().host(),
        target.uri().port(),
        target.uri().transport().map(name -> Protocol.valueOf(name.toUpperCase(Locale.ROOT))),
        target.priority(),
        target.weight());
  }

  private static Probing probing(Keepalive keepalive) {
    return new Probing(
        keepalive.every(), keepalive.answerWithin(), keepalive.downAfter(), keepalive.upAfter());
  }

  private static Challenging challenging(TrunkName name, Challenge asked) {
    return new Challenging(
        asked.realm().isEmpty() ? name.value() : asked.realm(),
        asked.users().stream()
            .map(user -> new Credentials(user.username(), user.password().value()))
            .toList(),
        asked.algorithms().stream().map(Algorithm::of).flatMap(Optional::stream).toList());
  }

  private static List<Registering> registrations(Trunk trunk) {
    return trunk.registers().stream()
        .map(
            wanted ->
                new Registering(
                    new Credentials(wanted.username(), wanted.password().value()),
                    wanted.user(),
                    wanted.expires()))
        .toList();
  }

  static CallSettings calls(CallOptions options) {
    return new CallSettings(
        switch (options.reliable()) {
          case NEVER -> ReliableRinging.NEVER;
          case WHEN_REQUIRED -> ReliableRinging.WHEN_REQUIRED;
          case WHEN_SUPPORTED -> ReliableRinging.WHEN_SUPPORTED;
          case REQUIRE -> ReliableRinging.REQUIRE;
        },
        new SessionTimers(options.sessionExpires(), options.leastInterval()),
        options.offerWait(),
        options.gatewayWait(),
        options.redirects(),
        switch (options.transfer()) {
          case REFUSE -> CallSettings.Transfer.REFUSE;
          case FOLLOW -> CallSettings.Transfer.FOLLOW;
        });
  }

  private static List<Credentials> credentials(Trunk trunk) {
    List<Credentials> own =
        trunk.options().logins().stream()
            .map(
                login -> new Credentials(login.username(), login.password().value(), login.realm()))
            .toList();
    return own.isEmpty()
        ? trunk.registers().stream()
            .map(register -> new Credentials(register.username(), register.password().value()))
            .toList()
        : own;
  }
}
