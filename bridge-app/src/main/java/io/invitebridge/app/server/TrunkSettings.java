package io.invitebridge.app.server;

import io.invitebridge.config.model.Trunk;
import io.invitebridge.sip.TrunkOptions;
import io.invitebridge.sip.TrunkOptions.Registering;
import io.invitebridge.sip.digest.Credentials;
import java.util.List;

/** What the SIP side is told about one trunk beyond its address. */
final class TrunkSettings {
  private TrunkSettings() {}

  static TrunkOptions options(Trunk trunk) {
    return new TrunkOptions(credentials(trunk), List.of(), registrations(trunk));
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
