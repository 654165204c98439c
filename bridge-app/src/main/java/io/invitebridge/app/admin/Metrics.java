package io.invitebridge.app.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The figures of the bridge in the Prometheus text format. Each is read from its source at the
 * moment of the scrape; nothing is counted twice and nothing runs in between.
 */
public final class Metrics implements Page, AutoCloseable {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** The registry holds the sources of its counters weakly. */
  private final List<Supplier<Number>> sources = new ArrayList<>();

  private final JvmGcMetrics collections = new JvmGcMetrics();

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** A figure that goes up and down. */
  public Metrics gauge(String name, String meaning, Supplier<Number> figure) {
    Gauge.builder(name, figure).description(meaning).strongReference(true).register(registry);
    return this;
  }

  /** A figure that only goes up. */
  public Metrics counter(String name, String meaning, Supplier<Number> figure) {
    keep(FunctionCounter.builder(name, figure, Metrics::read).description(meaning), figure);
    return this;
  }

  /** A figure that only goes up, one of several that a label tells apart. */
  public Metrics counter(
      String name, String meaning, String label, String value, Supplier<Number> figure) {
    keep(
        FunctionCounter.builder(name, figure, Metrics::read).description(meaning).tag(label, value),
        figure);
    return this;
  }

  @Override
  public Answer read() {
    return new Answer(200, TYPE, registry.scrape());
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private void keep(FunctionCounter.Builder<Supplier<Number>> counter, Supplier<Number> figure) {
    sources.add(figure);
    counter.register(registry);
  }

  private static double read(Supplier<Number> figure) {
    return figure.get().doubleValue();
  }
}
