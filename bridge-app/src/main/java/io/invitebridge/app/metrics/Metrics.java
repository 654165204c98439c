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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The registry of all figures. Gauges and counters that a part of the bridge keeps anyway are read
 * from it at the moment of the scrape. Any thread.
 */
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** The registry holds the sources of its counters weakly. */
  private final List<Supplier<Number>> sources = new ArrayList<>();

  private final JvmGcMetrics collections = new JvmGcMetrics();

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

  /** A figure that goes up and down. A second one of the same name takes the place of the first. */
  public synchronized Metrics gauge(String name, String meaning, Supplier<Number> figure) {
    replace(name, List.of());
    Gauge.builder(name, figure).description(meaning).strongReference(true).register(registry);
    return this;
  }

  /**
   * A figure that goes up and down, one of several that labels tell apart.
   *
   * @param labels names and values in turn
   */
  public synchronized Metrics gauge(
      String name, String meaning, List<String> labels, Supplier<Number> figure) {
    replace(name, labels);
    Gauge.builder(name, figure)
        .description(meaning)
        .tags(labels.toArray(String[]::new))
        .strongReference(true)
        .register(registry);
    return this;
  }

  /** A figure that only goes up. A second one of the same name takes the place of the first. */
  public synchronized Metrics counter(String name, String meaning, Supplier<Number> figure) {
    replace(name, List.of());
    keep(FunctionCounter.builder(name, figure, Metrics::read).description(meaning), figure);
    return this;
  }

  /** A figure that only goes up, one of several that a label tells apart. */
  public synchronized Metrics counter(
      String name, String meaning, String label, String value, Supplier<Number> figure) {
    replace(name, List.of(label, value));
    keep(
        FunctionCounter.builder(name, figure, Metrics::read).description(meaning).tag(label, value),
        figure);
    return this;
  }

  /** All of them as Prometheus wants to read them. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private void replace(String name, List<String> labels) {
    registry.find(name).tags(labels.toArray(String[]::new)).meters().forEach(registry::remove);
  }

  private void keep(FunctionCounter.Builder<Supplier<Number>> counter, Supplier<Number> figure) {
    sources.add(figure);
    counter.register(registry);
  }

  private static double read(Supplier<Number> figure) {
    return figure.get().doubleValue();
  }
}
