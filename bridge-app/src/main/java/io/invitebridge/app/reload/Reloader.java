package io.invitebridge.app.reload;

import io.invitebridge.app.reload.ReloadReport.Cause;
import io.invitebridge.app.reload.ReloadReport.Result;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.ConfigError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the configuration again, one time after another, on a thread of its own. Any thread. */
public final class Reloader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reloader.class);

  private final ConfigSource source;
  private final Target target;
  private final MeterRegistry registry;
  private final ScheduledThreadPoolExecutor thread;
  private BridgeConfig present;
  private Optional<FileWatch> watch = Optional.empty();
  private volatile Optional<ReloadReport> last = Optional.empty();
  private volatile boolean isGood = true;
  private volatile Instant goodSince = Instant.now();

  /** What goes by the configuration. */
  @FunctionalInterface
  public interface Target {
    /**
     * Goes by this one from now on, or stays with the present one whole.
     *
     * @return why it stays
     */
    Optional<String> use(BridgeConfig next);
  }

  /**
   * @param first the one that holds
   */
  public Reloader(ConfigSource source, BridgeConfig first, Target target, MeterRegistry registry) {
    this.source = source;
    this.present = first;
    this.target = target;
    this.registry = registry;
    this.thread = new ScheduledThreadPoolExecutor(1, Reloader::named);
    for (Result result : Result.values()) {
      counter(result);
    }
    Gauge.builder("bridge.config.good", this, reloader -> reloader.isGood ? 1 : 0)
        .description("1 while the configuration that was read last is the one that holds")
        .register(registry);
    Gauge.builder("bridge.config.read.time", this, reloader -> reloader.goodSince.getEpochSecond())
        .description("When the configuration that holds was read, in seconds since 1970")
        .baseUnit("seconds")
        .register(registry);
  }

  /** Reads it again and says what came of it. After {@link #close} the result is cancelled. */
  public CompletableFuture<ReloadReport> reload(Cause cause) {
    CompletableFuture<ReloadReport> result = new CompletableFuture<>();
    try {
      thread.execute(() -> result.complete(read(cause)));
    } catch (RejectedExecutionException stopped) {
      result.cancel(false);
    }
    return result;
  }

  /**
   * Reads it again whenever one of its files has changed.
   *
   * @param files those that it was read from
   * @param look how often to look; a change is taken after two looks
   */
  public void watch(List<Path> files, Duration look) {
    FileWatch begun = new FileWatch(files);
    thread.execute(() -> watch = Optional.of(begun));
    thread.scheduleWithFixedDelay(
        this::lookAtFiles, look.toMillis(), look.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The latest; empty before the first. */
  public Optional<ReloadReport> last() {
    return last;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void lookAtFiles() {
    if (watch.filter(FileWatch::hasChanged).isPresent()) {
      read(Cause.FILE);
    }
  }

  private ReloadReport read(Cause cause) {
    ReloadReport report;
    try {
      Map<Path, String> prints = watch.map(FileWatch::look).orElse(Map.of());
      LoadResult result = source.load();
      watch.ifPresent(files -> files.watch(result.files(), prints));
      report =
          result instanceof LoadResult.Loaded loaded
              ? use(cause, loaded)
              : refused(
                  cause,
                  ((LoadResult.Invalid) result)
                      .errors().stream().map(ConfigError::toString).toList());
    } catch (RuntimeException fault) {
      log.error("Reading the configuration failed. This is a fault of the bridge.", fault);
      report = refused(cause, List.of("Reading it failed; the log says why."));
    }
    last = Optional.of(report);
    isGood = report.result() != Result.REFUSED;
    counter(report.result()).increment();
    return report;
  }

  private Counter counter(Result result) {
    return Counter.builder("bridge.config.reloads")
        .description("Times that the configuration was read again, by what came of it")
        .tag("result", word(result))
        .register(registry);
  }

  private ReloadReport use(Cause cause, LoadResult.Loaded loaded) {
    ConfigDiff diff = new ConfigDiff(present, loaded.config());
    loaded.advice().forEach(advice -> log.warn("Advice about the configuration: {}", advice));
    Optional<String> objection = target.use(loaded.config());
    if (objection.isPresent()) {
      return refused(cause, List.of(objection.get()));
    }
    present = loaded.config();
    goodSince = Instant.now();
    Result result = diff.changes().isEmpty() ? Result.UNCHANGED : Result.APPLIED;
    log.info(
        "The configuration was read again ({}): {}.",
        cause.words(),
        result == Result.UNCHANGED ? "nothing differs" : String.join(", ", diff.changes()));
    diff.needRestart().forEach(key -> log.warn("This holds only after a restart: {}.", key));
    return new ReloadReport(now(), cause, result, diff.changes(), diff.needRestart(), List.of());
  }

  private static ReloadReport refused(Cause cause, List<String> errors) {
    log.error(
        "The configuration was refused ({}), and the one before still holds: {}",
        cause.words(),
        String.join("\n  ", errors));
    return new ReloadReport(now(), cause, Result.REFUSED, List.of(), List.of(), errors);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String word(Result result) {
    return result.name().toLowerCase(Locale.ROOT);
  }

  private static Thread named(Runnable task) {
    Thread thread = new Thread(task, "reload");
    thread.setDaemon(true);
    return thread;
  }
}
