package io.invitebridge.app.metrics;

import io.invitebridge.core.runtime.WorkerThreads.QueueDelay;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long tasks wait for their lane: the first figure to grow when the bridge is overloaded. */
public final class LaneDelay implements QueueDelay {
  private final Timer timer;

  public LaneDelay(MeterRegistry registry) {
    this.timer =
        Timer.builder("bridge.lanes.delay")
            .description("How long tasks have waited for their lane")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2))
            .register(registry);
  }

  @Override
  public void waited(long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }
}
