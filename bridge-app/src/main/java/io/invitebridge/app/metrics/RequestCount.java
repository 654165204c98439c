package io.invitebridge.app.metrics;

import io.invitebridge.app.admin.AdminWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;

/** Counts what the admin listener was asked, by operation and status. */
public final class RequestCount implements AdminWatch {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

  private final MeterRegistry registry;

  public RequestCount(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A client chooses the method, and each new label is a new series. */
  @Override
  public void answered(String method, String path, int status) {
    Counter.builder("bridge.admin.requests")
        .description("What the admin listener was asked, and how it answered")
        .tag("method", METHODS.contains(method) ? method : "other")
        .tag("path", path)
        .tag("status", Integer.toString(status))
        .register(registry)
        .increment();
  }
}
