package io.invitebridge.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link RoutingFigures} under JMH and writes target/routing.md. */
@Tag("benchmark")
class RoutingBenchmark {
  private static final int ITERATIONS = Integer.getInteger("bench.rounds", 5);

  @Test
  void aCallIsRoutedByManyRules() throws RunnerException, IOException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(RoutingFigures.class.getName())
                    .forks(Integer.getInteger("bench.forks", 1))
                    // Not those of the test run, which asks for a fast start and not for fast code.
                    .jvmArgs("-Xmx1g", "-XX:+UseSerialGC")
                    .warmupIterations(5)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(ITERATIONS)
                    .measurementTime(TimeValue.seconds(1))
                    .build())
            .run();
    Map<Integer, Map<String, Result<?>>> figures = new TreeMap<>();
    for (RunResult result : results) {
      int rules = Integer.parseInt(result.getParams().getParam("rules"));
      Result<?> figure = result.getPrimaryResult();
      figures.computeIfAbsent(rules, r -> new TreeMap<>()).put(figure.getLabel(), figure);
    }
    assertThat(figures).hasSize(3);
    List<String> report = table(figures);
    report.forEach(System.out::println);
    Files.write(Path.of("target", "routing.md"), report);
  }

  private static List<String> table(Map<Integer, Map<String, Result<?>>> figures) {
    List<String> columns = List.of("routedByExact", "routedByPrefix", "naiveExact", "naivePrefix");
    List<String> lines = new ArrayList<>();
    lines.add("| rules | exact, ns | prefix, ns | naive exact, ns | naive prefix, ns |");
    lines.add("|---|---|---|---|---|");
    figures.forEach(
        (rules, row) -> {
          StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "| %,d |", rules));
          for (String column : columns) {
            Result<?> figure = row.get(column);
            line.append(
                String.format(
                    Locale.ROOT, " %,.0f ± %,.0f |", figure.getScore(), figure.getScoreError()));
          }
          lines.add(line.toString());
        });
    return lines;
  }
}
