package io.invitebridge.app.server;

import io.invitebridge.app.metrics.Metrics;
import io.invitebridge.sip.trunk.TrunkFigure;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The figures of each trunk that there is. One thread at a time. */
final class TrunkGauges {
  private static final Map<String, String> MEANINGS =
      Map.of(
          "bridge.trunk.calls", "Open calls of a trunk",
          "bridge.trunk.target.up", "1 while calls may be sent to a target of a trunk",
          "bridge.trunk.registered", "1 while the bridge is registered at a trunk");

  private final Metrics metrics;
  private final Clock clock;

  /** A gauge is read by whoever scrapes. */
  private volatile Map<Figure, Long> shown = Map.of();

  /** One gauge; the labels are names and values in turn. */
  private record Figure(String name, List<String> labels) {}

  TrunkGauges(Metrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Shows these and no others. */
  void follow(List<TrunkFigure> trunks) {
    Instant now = clock.instant();
    Map<Figure, Long> next = new LinkedHashMap<>();
    trunks.forEach(trunk -> next.putAll(figures(trunk, now)));
    Set<Figure> gone = new HashSet<>(shown.keySet());
    Set<Figure> come = new HashSet<>(next.keySet());
    gone.removeAll(next.keySet());
    come.removeAll(shown.keySet());
    shown = next;
    gone.forEach(figure -> metrics.remove(figure.name(), figure.labels()));
    come.forEach(this::add);
  }

  private void add(Figure figure) {
    metrics.gauge(
        figure.name(),
        MEANINGS.getOrDefault(figure.name(), ""),
        figure.labels(),
        () -> shown.getOrDefault(figure, 0L));
  }

  private static Map<Figure, Long> figures(TrunkFigure trunk, Instant now) {
    Map<Figure, Long> figures = new HashMap<>();
    String name = trunk.name().value();
    figures.put(
        new Figure("bridge.trunk.calls", List.of("trunk", name)), Long.valueOf(trunk.calls()));
    trunk
        .targets()
        .forEach(
            target ->
                figures.put(
                    new Figure(
                        "bridge.trunk.target.up", List.of("trunk", name, "target", target.uri())),
                    target.usable() ? 1L : 0L));
    trunk
        .registrations()
        .forEach(
            one ->
                figures.put(
                    new Figure(
                        "bridge.trunk.registered", List.of("trunk", name, "user", one.user())),
                    one.isRegistered(now) ? 1L : 0L));
    return figures;
  }
}
