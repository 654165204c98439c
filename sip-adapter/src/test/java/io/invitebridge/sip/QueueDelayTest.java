package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.port.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a queue counts as standing, and what share of the new calls that costs. */
class QueueDelayTest {
  private final QueueDelay delay = new QueueDelay(Duration.ofMillis(250));
  private long now = -5_000;

  @Test
  void short_waits_cost_nobody_anything() {
    interval(0, 3, 20, 249);
    interval(100, 240);
    assertThat(delay.refusedPercent(now)).isZero();
  }

  @Test
  void a_burst_that_is_worked_off_is_no_standing_queue() {
    interval(900, 700, 400, 10);
    interval(600, 300, 0);
    assertThat(delay.refusedPercent(now)).isZero();
  }

  @Test
  void a_queue_that_stands_costs_more_calls_from_interval_to_interval() {
    interval(0);
    interval(300, 400);
    assertThat(delay.refusedPercent(now)).isEqualTo(20);
    interval(500, 600);
    assertThat(delay.refusedPercent(now)).isEqualTo(40);
    for (int i = 0; i < 10; i++) {
      interval(1_000);
    }
    assertThat(delay.refusedPercent(now)).isEqualTo(100);
  }

  @Test
  void calls_are_taken_again_little_by_little() {
    interval(0);
    interval(300);
    interval(300);
    assertThat(delay.refusedPercent(now)).isEqualTo(40);
    interval(10);
    assertThat(delay.refusedPercent(now)).isEqualTo(36);
  }

  @Test
  void silence_ends_it() {
    interval(0);
    interval(300);
    now += 10_000;
    assertThat(delay.refusedPercent(now)).isZero();
  }

  /** These waits within one interval, then its end. */
  @Test
  void the_patience_of_other_settings_holds_at_once() throws IOException {
    Bench bench = new Bench(Bench.settings(), lanes -> key -> new SlowLane(lanes.lane(key)));
    keepBusy(bench);
    assertThat(bench.wire.refusedPercent()).isPositive();

    Defence patient = Defence.DEFAULT.withQueueDelay(Duration.ofSeconds(10));
    bench
        .adapter
        .prepare(
            Bench.settings().withWire(WireSettings.DEFAULT.withDefence(patient)),
            DnsSettings.SYSTEM)
        .commit();
    bench.pass(Duration.ofMinutes(1));
    keepBusy(bench);
    assertThat(bench.wire.refusedPercent()).isZero();
  }

  private static void keepBusy(Bench bench) {
    for (int i = 0; i < 10; i++) {
      bench.bob.call("200").request("OPTIONS", Optional.empty());
      bench.pass(Duration.ofMillis(200));
    }
  }

  /** All work waits for 300 ms. */
  private record SlowLane(Worker lane) implements Worker {
    @Override
    public void execute(Runnable task) {
      lane.after(Duration.ofMillis(300), task);
    }

    @Override
    public Cancellation after(Duration delay, Runnable task) {
      return lane.after(delay, task);
    }
  }

  private void interval(long... waits) {
    for (long wait : waits) {
      delay.waited(wait, ++now);
    }
    now += 250;
    delay.refusedPercent(now);
  }
}
