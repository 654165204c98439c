package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.port.Worker;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a queue counts as standing, and what share of the new calls that costs. */
class QueueDelayTest {
  private static final int INTERVAL = 100;

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
  void a_queue_that_grows_costs_more_than_one_that_stands() {
    interval(350, 400);
    assertThat(delay.refusedPercent(now)).isEqualTo(12);
    interval(350);
    assertThat(delay.refusedPercent(now)).isEqualTo(14);
    interval(450);
    assertThat(delay.refusedPercent(now)).isEqualTo(28);
  }

  @Test
  void never_more_than_all() {
    for (int i = 0; i < 50; i++) {
      interval(5_000);
    }
    assertThat(delay.refusedPercent(now)).isEqualTo(100);
  }

  @Test
  void a_queue_that_shrinks_lets_calls_in_again() {
    interval(750);
    assertThat(delay.refusedPercent(now)).isEqualTo(60);
    interval(550);
    assertThat(delay.refusedPercent(now)).isEqualTo(46);
    interval(50);
    assertThat(delay.refusedPercent(now)).isEqualTo(12);
    interval(50);
    assertThat(delay.refusedPercent(now)).isEqualTo(8);
  }

  @Test
  void silence_ends_it() {
    interval(750);
    now += 3_000;
    assertThat(delay.refusedPercent(now)).isZero();
  }

  @Test
  void a_short_limit_does_not_make_it_slow_to_forget() {
    delay.limit(Duration.ofMillis(10));
    for (int i = 0; i < 10; i++) {
      interval(1_000);
    }
    assertThat(delay.refusedPercent(now)).isEqualTo(100);
    for (int i = 0; i < 20; i++) {
      interval(0);
    }
    assertThat(delay.refusedPercent(now)).isZero();
  }

  @Test
  void another_limit_holds_from_the_next_interval() {
    delay.limit(Duration.ofMillis(50));
    interval(100);
    assertThat(delay.refusedPercent(now)).isEqualTo(6);
  }

  @Test
  void at_twice_the_capacity_half_is_refused_and_the_wait_stays_near_the_limit() {
    Station station = new Station(2.0);
    station.work(300);
    double wait = 0;
    double refused = 0;
    for (int i = 0; i < 100; i++) {
      station.work(1);
      wait += station.waitMillis / 100;
      refused += delay.refusedPercent(now) / 100.0;
    }
    assertThat(refused).isBetween(48.0, 52.0);
    assertThat(wait).isBetween(230.0, 270.0);
    assertThat(station.idleMillis).isZero();
    station.load = 0.9;
    station.work(100);
    assertThat(delay.refusedPercent(now)).isZero();
  }

  /** A queue before a worker who needs his time for each call. */
  private final class Station {
    /** Offered work for each unit of time. */
    private double load;

    private double waitMillis;
    private double idleMillis;

    Station(double load) {
      this.load = load;
    }

    void work(int intervals) {
      for (int i = 0; i < intervals; i++) {
        double taken = load * (1 - delay.refusedPercent(now) / 100.0);
        double next = waitMillis + INTERVAL * (taken - 1);
        idleMillis = next < 0 ? idleMillis - next : 0;
        waitMillis = Math.max(0, next);
        interval((long) waitMillis);
      }
    }
  }

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
      bench.bob.call("200").invite();
      bench.pass(Duration.ofMillis(200));
    }
  }

  /** All work waits for longer than the limit. */
  private record SlowLane(Worker lane) implements Worker {
    @Override
    public void execute(Runnable task) {
      lane.after(Duration.ofMillis(600), task);
    }

    @Override
    public Cancellation after(Duration delay, Runnable task) {
      return lane.after(delay, task);
    }
  }

  /** These waits within one interval, then its end. */
  private void interval(long... waits) {
    for (long wait : waits) {
      delay.waited(wait, now);
    }
    now += INTERVAL;
    delay.refusedPercent(now);
  }
}
