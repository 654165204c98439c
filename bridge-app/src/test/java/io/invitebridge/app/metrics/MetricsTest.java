package io.invitebridge.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Figures that are read from their source at the moment of the scrape. */
class MetricsTest {
  private final Metrics metrics = new Metrics();

  @AfterEach
  void stop() {
    metrics.close();
  }

  @Test
  void a_second_figure_of_one_name_takes_the_place_of_the_first() {
    metrics.gauge("test.one", "One", () -> 1).gauge("test.one", "One", () -> 2);
    metrics.counter("test.sum", "Sum", () -> 3).counter("test.sum", "Sum", () -> 4);
    metrics.counter("test.kinds", "Kinds", "kind", "a", () -> 5);
    metrics.counter("test.kinds", "Kinds", "kind", "b", () -> 6);
    metrics.counter("test.kinds", "Kinds", "kind", "a", () -> 7);
    assertThat(figures())
        .containsExactlyInAnyOrder(
            "test_one 2.0",
            "test_sum_total 4.0",
            "test_kinds_total{kind=\"a\"} 7.0",
            "test_kinds_total{kind=\"b\"} 6.0");
  }

  @Test
  void the_sources_of_counters_are_not_collected_as_garbage() {
    AtomicInteger source = new AtomicInteger(1);
    metrics.counter("test.sum", "Sum", source::incrementAndGet);
    System.gc();
    assertThat(figures()).containsExactly("test_sum_total 2.0");
  }

  @Test
  void figures_are_removed_by_name_and_labels_or_by_the_beginning_of_the_name() {
    metrics.gauge("test.line", "Line", List.of("line", "a", "end", "x"), () -> 1);
    metrics.gauge("test.line", "Line", List.of("line", "a", "end", "y"), () -> 2);
    metrics.gauge("test.other", "Other", () -> 3);
    metrics.remove("test.line", List.of("line", "a", "end", "x"));
    assertThat(figures())
        .containsExactlyInAnyOrder("test_line{end=\"y\",line=\"a\"} 2.0", "test_other 3.0");
    metrics.removeAll("test.l");
    assertThat(figures()).containsExactly("test_other 3.0");
  }

  @Test
  void followers_run_before_each_scrape() {
    AtomicInteger scrapes = new AtomicInteger();
    metrics.follow(() -> metrics.gauge("test.seen", "Seen", scrapes::incrementAndGet));
    assertThat(figures()).containsExactly("test_seen 1.0");
    assertThat(figures()).containsExactly("test_seen 2.0");
  }

  private List<String> figures() {
    return metrics.scrape().lines().filter(line -> line.startsWith("test_")).toList();
  }
}
