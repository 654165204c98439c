package io.invitebridge.app.server;

import io.invitebridge.config.model.CallOptions;
import io.invitebridge.config.model.Trunk;
import io.invitebridge.config.model.TrunkOptions.Challenge;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.CallSettings.ReliableRinging;
import io.invitebridge.sip.CallSettings.SessionTimers;
import io.invitebridge.sip.TrunkOptions;
import io.invitebridge.sip.TrunkOptions.Challenging;
import io.invitebridge.sip.TrunkOptions.Registering;
import io.invitebridge.sip.digest.Algorithm;
import io.invitebridge.sip.digest.Credentials;
import java.util.List;
import java.util.Optional;

/** What the SIP side is told about one trunk beyond its address. */
final class TrunkSettings {
  private TrunkSettings() {}

  static TrunkOptions options(TrunkName name, Trunk trunk) {
    return new TrunkOptions(
        credentials(trunk),
        List.of(),
        registrations(trunk),
        trunk.options().challenge().map(asked -> challenging(name, asked)));
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
        options.redirects());
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
