package io.invitebridge.app.server;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.app.ladder.CallLadders;
import io.invitebridge.app.metrics.CallMetrics;
import io.invitebridge.app.metrics.LaneDelay;
import io.invitebridge.app.metrics.Metrics;
import io.invitebridge.app.reload.ConfigSource;
import io.invitebridge.app.reload.Reloader;
import io.invitebridge.app.routing.RouteWebhooks;
import io.invitebridge.app.texts.FetchedContent;
import io.invitebridge.app.texts.TextFetcher;
import io.invitebridge.app.wakeup.WakeUps;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.SipTls;
import io.invitebridge.config.routing.RuleDirectory;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.port.Journal;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.core.runtime.SteadyClock;
import io.invitebridge.core.runtime.WorkerThreads;
import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.sip.SipAdapter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running bridge. {@link #start} gives one that serves or nothing; {@link #drain} lets open calls
 * finish; {@link #close} stops it at once. Any thread.
 */
public final class BridgeServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BridgeServer.class);
  private static final int FEWEST_LANES = 2;

  /** For the admin HTTP; some ten megabytes. */
  private static final int REMEMBERED_LADDERS = 10_000;

  /** After the last final word: the time for its answers, 487 to its ACK or BYE to its 200. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** Ending everything at the limit takes a step on each lane and no network. */
  private static final Duration PAST_THE_LIMIT = Duration.ofSeconds(5);

  private final Clock clock = new SteadyClock();
  private final Metrics metrics = new Metrics();
  private final CallLadders ladders = new CallLadders(REMEMBERED_LADDERS);
  private final WorkerThreads workers =
      new WorkerThreads(
          "lane",
          Math.max(FEWEST_LANES, Runtime.getRuntime().availableProcessors()),
          new LaneDelay(metrics.registry()));
  private final RouteWebhooks backends = new RouteWebhooks(metrics.registry(), Clock.systemUTC());
  private final TextFetcher texts;
  private final LiveDirectory directory;
  private final BridgeRuntime runtime;
  private final Networks networks;
  private final AdminDoor admin = new AdminDoor(this);
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private volatile BridgeConfig config;
  private volatile Optional<WakeUps> wakeUps;
  private Optional<Reloader> reloader = Optional.empty();
  private volatile boolean isReady;
  private volatile boolean isStopping;

  private BridgeServer(BridgeConfig config, Watchers watchers) {
    this.config = config;
    this.wakeUps = WakeUps.of(config.apps(), clock);
    this.texts = new TextFetcher(metrics.registry());
    this.directory = new LiveDirectory(rules(config));
    this.runtime =
        new BridgeRuntime(
            config.node(),
            new UniqueNames(),
            AdapterSettings.engine(config),
            workers,
            clock,
            new FetchedContent(directory, texts, workers),
            journal(watchers),
            Scheduler.systemScheduler());
    this.networks = new Networks(runtime, workers, clock, watchers, texts);
    running.push(metrics);
    running.push(backends);
    running.push(texts);
    running.push(workers);
    running.push(() -> wakeUps.ifPresent(WakeUps::close));
  }

  /**
   * Starts the engine and every listener of the configuration, which holds for the life of the
   * bridge.
   *
   * @throws StartException when one of them cannot; nothing is left running then
   */
  public static BridgeServer start(BridgeConfig config, Watchers watchers) throws StartException {
    return start(config, watchers, Optional.empty());
  }

  /**
   * The same, with a configuration that can be read again.
   *
   * @param source where it came from
   */
  public static BridgeServer start(
      BridgeConfig config, Watchers watchers, Optional<ConfigSource> source) throws StartException {
    BridgeServer server = new BridgeServer(config, watchers);
    try {
      server.open(source);
    } catch (StartException | RuntimeException failure) {
      server.close();
      throw failure;
    }
    server.isReady = true;
    return server;
  }

  /** Takes new calls: started, and neither draining nor closed. */
  public boolean isReady() {
    return isReady;
  }

  public BridgeRuntime runtime() {
    return runtime;
  }

  /** The clock that the invitations' times were read from. */
  public Clock clock() {
    return clock;
  }

  public WorkerThreads workers() {
    return workers;
  }

  /** What the bridge goes by now. */
  public BridgeConfig config() {
    return config;
  }

  public Metrics metrics() {
    return metrics;
  }

  public CallLadders ladders() {
    return ladders;
  }

  /** Empty when no app of the configuration has a webhook. */
  public Optional<WakeUps> wakeUps() {
    return wakeUps;
  }

  /** Empty when the configuration has no such listener. */
  public Optional<SipAdapter> sip() {
    return networks.sip();
  }

  /** Empty when the configuration has no such listener. */
  public Optional<RtmAdapter> rtm() {
    return networks.rtm();
  }

  /** Empty when the configuration has no such listener. */
  public Optional<LegacyAdapter> legacy() {
    return networks.legacy();
  }

  /** Empty when the configuration did not come from a file. */
  public Optional<Reloader> reloader() {
    return reloader;
  }

  /**
   * Goes by another configuration from now on, or stays with the present one whole. Calls in
   * progress go on by the rules and clocks that they began with. Blocks while sockets open.
   *
   * @param next its node counts for nothing: a bridge keeps its own for life
   * @throws StartException when a listener cannot be opened; nothing has changed then
   */
  public synchronized void reconfigure(BridgeConfig next) throws StartException {
    BridgeConfig whole = next.withNode(config.node());
    RuleDirectory rules = rules(whole);
    PreparedChange door = admin.prepare(whole);
    try {
      Runnable trust = texts.prepare(trust(whole));
      networks.prepare(whole).commit();
      trust.run();
    } catch (StartException e) {
      door.cancel();
      throw e;
    } catch (IllegalArgumentException e) {
      door.cancel();
      throw StartException.unable(e);
    }
    door.commit();
    runtime.use(AdapterSettings.engine(whole));
    backends.forget();
    directory.use(rules);
    useWakeUps(whole);
    config = whole;
  }

  /** Takes no new calls and no logins; open calls go on for as long as they like. */
  public void pause() {
    isReady = false;
    runtime.pause();
    networks.drain();
    log.info("No new calls; {} open ones go on.", runtime.figures().open());
  }

  /**
   * Takes new calls and logins again.
   *
   * @return false when the bridge is about to stop, which cannot be taken back
   */
  public boolean resume() {
    if (isStopping) {
      return false;
    }
    runtime.resume();
    networks.undrain(config);
    isReady = true;
    log.info("New calls are taken.");
    return true;
  }

  /**
   * Takes no new calls, lets open ones finish and ends the rest at the limit with a final word on
   * every side. Blocks until nothing is open; the listeners stay open until {@link #close}.
   */
  public void drain(Duration limit) throws InterruptedException {
    isStopping = true;
    isReady = false;
    log.info(
        "No new calls; {} open ones may finish within {} s.",
        runtime.figures().open(),
        limit.toSeconds());
    networks.drain();
    try {
      runtime.drain(limit).get(limit.plus(PAST_THE_LIMIT).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.error(
          "{} calls could not be ended. This is a fault of the bridge.", runtime.figures().open());
    } catch (ExecutionException e) {
      throw new IllegalStateException("Draining never fails.", e);
    }
    awaitLastAnswers();
  }

  /** Stops at once; what is open is not told. A second call does nothing. */
  @Override
  public void close() {
    isStopping = true;
    isReady = false;
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.warn("{} did not close cleanly.", part.getClass().getSimpleName(), e);
      }
    }
  }

  /** What the SIP side believes of peers, it believes of their texts' servers. */
  private static Optional<String> trust(BridgeConfig config) {
    return config.sip().tls().flatMap(SipTls::trust);
  }

  private RuleDirectory rules(BridgeConfig config) {
    return new RuleDirectory(config, Clock.systemUTC(), this::tellWhoIsOnline, backends);
  }

  /** Both adapters can be asked by any thread, and answer out of a map. */
  private void tellWhoIsOnline(Set<AppUser> users, Consumer<Set<AppUser>> answer) {
    answer.accept(users.stream().filter(this::isOnline).collect(Collectors.toSet()));
  }

  private boolean isOnline(AppUser user) {
    return user.network() == Network.RTM
        ? rtm().filter(adapter -> adapter.isOnline(user)).isPresent()
        : legacy().filter(adapter -> adapter.isOnline(user)).isPresent();
  }

  private Journal journal(Watchers watchers) {
    List<Journal> journals = new ArrayList<>();
    journals.add(watchers.journal());
    journals.add(new CallMetrics(metrics.registry()));
    journals.add(ladders);
    journals.add(
        (at, before, event, transition) ->
            wakeUps.ifPresent(present -> present.journal().record(at, before, event, transition)));
    List<Journal> all = List.copyOf(journals);
    return (at, before, event, transition) ->
        all.forEach(journal -> journal.record(at, before, event, transition));
  }

  private void open(Optional<ConfigSource> source) throws StartException {
    try {
      texts.prepare(trust(config)).run();
      networks.make(config);
    } catch (IllegalArgumentException e) {
      throw StartException.unable(e);
    }
    reloader =
        source.map(file -> new Reloader(file, config, this::reconfigureAndSay, metrics.registry()));
    new BridgeFigures(this, metrics).bind();
    running.push(admin);
    admin.prepare(config).commit();
    running.push(networks);
    networks.open(config);
    reloader.ifPresent(running::push);
  }

  /** What the reloader reports when it does not work. */
  private Optional<String> reconfigureAndSay(BridgeConfig next) {
    try {
      reconfigure(next);
      return Optional.empty();
    } catch (StartException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void useWakeUps(BridgeConfig next) {
    if (wakeUps.isPresent()) {
      wakeUps.get().use(next.apps());
    } else {
      wakeUps = WakeUps.of(next.apps(), clock);
    }
  }

  private void awaitLastAnswers() throws InterruptedException {
    long giveUp = System.nanoTime() + LAST_ANSWERS.toNanos();
    while (networks.unfinishedLegs() > 0 && System.nanoTime() < giveUp) {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
  }
}
