package io.invitebridge.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The registry of all figures. Gauges and counters that a part of the bridge keeps anyway are read
 * from it at the moment of the scrape. Any thread.
 */
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** The registry holds the sources of its counters weakly. */
  private final Map<Figure, Supplier<Number>> sources = new HashMap<>();

  private final List<Runnable> followers = new CopyOnWriteArrayList<>();

  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** What tells one figure from others. */
  private record Figure(String name, List<String> labels) {}

  public Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** For figures that are counted as they happen. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Runs before each scrape: adds figures of what has come, and removes those of what has gone. */
  public void follow(Runnable follower) {
    followers.add(follower);
  }

  /** A figure that goes up and down. A second one of the same name takes the place of the first. */
  public Metrics gauge(String name, String meaning, Supplier<Number> figure) {
    return gauge(name, meaning, List.of(), figure);
  }

  /**
   * A figure that goes up and down, one of several that labels tell apart.
   *
   * @param labels names and values in turn
   */
  public synchronized Metrics gauge(
      String name, String meaning, List<String> labels, Supplier<Number> figure) {
    remove(name, labels);
    Gauge.builder(name, figure)
        .description(meaning)
        .tags(labels.toArray(String[]::new))
        .strongReference(true)
        .register(registry);
    return this;
  }

  /** A figure that only goes up. A second one of the same name takes the place of the first. */
  public synchronized Metrics counter(String name, String meaning, Supplier<Number> figure) {
    remove(name, List.of());
    sources.put(new Figure(name, List.of()), figure);
    FunctionCounter.builder(name, figure, Metrics::read).description(meaning).register(registry);
    return this;
  }

  /** A figure that only goes up, one of several that a label tells apart. */
  public synchronized Metrics counter(
      String name, String meaning, String label, String value, Supplier<Number> figure) {
    remove(name, List.of(label, value));
    sources.put(new Figure(name, List.of(label, value)), figure);
    FunctionCounter.builder(name, figure, Metrics::read)
        .description(meaning)
        .tag(label, value)
        .register(registry);
    return this;
  }

  /**
   * Removes what has this name and, among others, these labels.
   *
   * @param labels names and values in turn
   */
  public synchronized void remove(String name, List<String> labels) {
    registry.find(name).tags(labels.toArray(String[]::new)).meters().forEach(registry::remove);
    sources.remove(new Figure(name, labels));
  }

  /** Removes all figures whose names begin like this. */
  public synchronized void removeAll(String prefix) {
    registry.getMeters().stream()
        .filter(meter -> meter.getId().getName().startsWith(prefix))
        .forEach(registry::remove);
    sources.keySet().removeIf(figure -> figure.name().startsWith(prefix));
  }

  /** All of them as Prometheus wants to read them. */
  public String scrape() {
    followers.forEach(Runnable::run);
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private static double read(Supplier<Number> figure) {
    return figure.get().doubleValue();
  }
}
