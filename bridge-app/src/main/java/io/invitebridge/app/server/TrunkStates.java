package io.invitebridge.app.server;

import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.SipAdapter;
import io.invitebridge.sip.trunk.RegistrationFigure;
import io.invitebridge.sip.trunk.TargetFigure;
import io.invitebridge.sip.trunk.TrunkFigure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a trunk stands, in words for the admin page. */
final class TrunkStates {
  private TrunkStates() {}

  /** Empty when there is nothing to say, or no SIP side. */
  static Map<String, String> of(BridgeServer server, TrunkName name) {
    return figure(server.sip(), name)
        .map(figure -> words(figure, server.clock().instant()))
        .orElse(Map.of());
  }

  private static Optional<TrunkFigure> figure(Optional<SipAdapter> sip, TrunkName name) {
    return sip.stream()
        .flatMap(adapter -> adapter.trunks().stream())
        .filter(figure -> figure.name().equals(name))
        .findFirst();
  }

  private static Map<String, String> words(TrunkFigure figure, Instant now) {
    Map<String, String> words = new TreeMap<>();
    figure
        .registrations()
        .forEach(one -> words.put("register " + one.user(), registration(one, now)));
    figure.targets().forEach(one -> words.put("target " + one.uri(), target(one)));
    if (figure.credentialsRefused()) {
      words.put("auth", "turned down");
    }
    return words;
  }

  private static String target(TargetFigure figure) {
    String since = " since " + figure.since().truncatedTo(ChronoUnit.SECONDS);
    if (!figure.up()) {
      return "down" + since;
    }
    return figure.usable() ? "up" + since : "left alone after a 503";
  }

  private static String registration(RegistrationFigure figure, Instant now) {
    String failing =
        figure.failures() == 0
            ? ""
            : "failing " + figure.failures() + " times: " + figure.lastFailure();
    if (!figure.isRegistered(now)) {
      return failing.isEmpty() ? "not registered" : failing;
    }
    String until =
        figure.expiresAt().map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
    return "registered until " + until + (failing.isEmpty() ? "" : ", " + failing);
  }
}
