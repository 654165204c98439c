package io.invitebridge.app.server;

import io.invitebridge.app.metrics.Metrics;
import io.invitebridge.sip.SipAdapter;
import io.invitebridge.sip.trunk.TrunkFigure;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The figures of each trunk. */
final class TrunkGauges {
  private final Metrics metrics;
  private final SipAdapter sip;
  private final Clock clock;

  TrunkGauges(Metrics metrics, SipAdapter sip, Clock clock) {
    this.metrics = metrics;
    this.sip = sip;
    this.clock = clock;
  }

  void add() {
    sip.trunks().forEach(this::add);
  }

  private void add(TrunkFigure trunk) {
    String name = trunk.name().value();
    gauge(
        "bridge.trunk.calls",
        "Open calls of a trunk",
        List.of("trunk", name),
        name,
        TrunkFigure::calls);
    trunk
        .targets()
        .forEach(
            target ->
                gauge(
                    "bridge.trunk.target.up",
                    "1 while calls may be sent to a target of a trunk",
                    List.of("trunk", name, "target", target.uri()),
                    name,
                    figure -> usable(figure, target.uri())));
    trunk
        .registrations()
        .forEach(
            one ->
                gauge(
                    "bridge.trunk.registered",
                    "1 while the bridge is registered at a trunk",
                    List.of("trunk", name, "user", one.user()),
                    name,
                    figure -> registered(figure, one.user())));
  }

  private void gauge(
      String gauge,
      String meaning,
      List<String> labels,
      String trunk,
      ToLongFunction<TrunkFigure> read) {
    metrics.gauge(gauge, meaning, labels, () -> find(trunk).map(read::applyAsLong).orElse(0L));
  }

  private Optional<TrunkFigure> find(String trunk) {
    return sip.trunks().stream().filter(figure -> figure.name().value().equals(trunk)).findFirst();
  }

  private static long usable(TrunkFigure figure, String uri) {
    return figure.targets().stream().anyMatch(t -> t.uri().equals(uri) && t.usable()) ? 1 : 0;
  }

  private long registered(TrunkFigure figure, String user) {
    return figure.registrations().stream()
            .anyMatch(one -> one.user().equals(user) && one.isRegistered(clock.instant()))
        ? 1
        : 0;
  }
}
