package io.invitebridge.app.server;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.app.admin.AdminServer;
import io.invitebridge.app.admin.AdminTokens;
import io.invitebridge.app.ladder.CallLadders;
import io.invitebridge.app.metrics.CallMetrics;
import io.invitebridge.app.metrics.LaneDelay;
import io.invitebridge.app.metrics.Metrics;
import io.invitebridge.app.metrics.RequestCount;
import io.invitebridge.app.wakeup.WakeUps;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.ListenAddress;
import io.invitebridge.config.model.Secret;
import io.invitebridge.config.routing.RuleDirectory;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.port.Journal;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.core.runtime.SteadyClock;
import io.invitebridge.core.runtime.WorkerThreads;
import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.legacy.LegacySettings;
import io.invitebridge.legacy.session.MemoryStore;
import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.sip.SipAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
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
  private final BridgeRuntime runtime;
  private volatile BridgeConfig config;
  private final Optional<WakeUps> wakeUps;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private Optional<SipAdapter> sip = Optional.empty();
  private Optional<RtmAdapter> rtm = Optional.empty();
  private Optional<LegacyAdapter> legacy = Optional.empty();
  private Optional<AdminServer> admin = Optional.empty();
  private volatile boolean isReady;
  private volatile boolean isStopping;

  private BridgeServer(BridgeConfig config, Watchers watchers) {
    this.config = config;
    this.wakeUps = WakeUps.of(config.apps(), clock);
    this.runtime =
        new BridgeRuntime(
            config.node(),
            new UniqueNames(),
            AdapterSettings.engine(config),
            workers,
            clock,
            new RuleDirectory(config, Clock.systemUTC(), this::tellWhoIsOnline),
            journal(watchers),
            Scheduler.systemScheduler());
    running.push(metrics::close);
    running.push(workers);
    wakeUps.ifPresent(running::push);
  }

  /**
   * Starts the engine and every listener of the configuration.
   *
   * @throws StartException when one of them cannot; nothing is left running then
   */
  public static BridgeServer start(BridgeConfig config, Watchers watchers) throws StartException {
    BridgeServer server = new BridgeServer(config, watchers);
    try {
      server.makeAdapters(config, watchers);
      server.openAdmin(config);
      server.openListeners(config);
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
    return sip;
  }

  /** Empty when the configuration has no such listener. */
  public Optional<RtmAdapter> rtm() {
    return rtm;
  }

  /** Empty when the configuration has no such listener. */
  public Optional<LegacyAdapter> legacy() {
    return legacy;
  }

  /** Empty when the configuration has no such listener. */
  public Optional<AdminServer> admin() {
    return admin;
  }

  /** Takes no new calls and no logins; open calls go on for as long as they like. */
  public void pause() {
    isReady = false;
    runtime.pause();
    sip.ifPresent(SipAdapter::drain);
    rtm.ifPresent(RtmAdapter::drain);
    legacy.ifPresent(LegacyAdapter::drain);
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
    sip.ifPresent(SipAdapter::undrain);
    rtm.ifPresent(RtmAdapter::undrain);
    legacy.ifPresent(LegacyAdapter::undrain);
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
    sip.ifPresent(SipAdapter::drain);
    rtm.ifPresent(RtmAdapter::drain);
    legacy.ifPresent(LegacyAdapter::drain);
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

  /** Both adapters can be asked by any thread, and answer out of a map. */
  private void tellWhoIsOnline(Set<AppUser> users, Consumer<Set<AppUser>> answer) {
    answer.accept(users.stream().filter(this::isOnline).collect(Collectors.toSet()));
  }

  private boolean isOnline(AppUser user) {
    return user.network() == Network.RTM
        ? rtm.filter(adapter -> adapter.isOnline(user)).isPresent()
        : legacy.filter(adapter -> adapter.isOnline(user)).isPresent();
  }

  private Journal journal(Watchers watchers) {
    List<Journal> journals = new ArrayList<>();
    journals.add(watchers.journal());
    journals.add(new CallMetrics(metrics.registry()));
    journals.add(ladders);
    wakeUps.ifPresent(present -> journals.add(present.journal()));
    List<Journal> all = List.copyOf(journals);
    return (at, before, event, transition) ->
        all.forEach(journal -> journal.record(at, before, event, transition));
  }

  private void makeAdapters(BridgeConfig config, Watchers watchers) throws StartException {
    try {
      makeSip(config, watchers);
      makeRtm(config, watchers);
      makeLegacy(config, watchers);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "The configuration asks for what this version cannot do: " + e.getMessage(), e);
    }
  }

  private void makeSip(BridgeConfig config, Watchers watchers) {
    if (!config.listen().sip().isEmpty()) {
      SipAdapter made =
          SipAdapter.onJain(
              AdapterSettings.sip(config),
              runtime,
              runtime.correlation(),
              workers,
              clock,
              watchers.sip());
      runtime.attach(made);
      sip = Optional.of(made);
    }
  }

  private void makeRtm(BridgeConfig config, Watchers watchers) {
    if (config.listen().rtm().isPresent()) {
      RtmAdapter made =
          new RtmAdapter(
              AdapterSettings.rtm(config, config.listen().rtm().get()),
              runtime,
              workers,
              clock,
              AdapterSettings.tokens(config),
              watchers.rtm(),
              new SecureRandom());
      runtime.attach(made);
      rtm = Optional.of(made);
    }
  }

  private void makeLegacy(BridgeConfig config, Watchers watchers) {
    if (config.listen().legacy().isPresent()) {
      LegacySettings settings = AdapterSettings.legacy(config, config.listen().legacy().get());
      LegacyAdapter made =
          new LegacyAdapter(
              settings,
              runtime,
              workers,
              clock,
              new MemoryStore(settings.limits()),
              watchers.legacy(),
              new SecureRandom());
      runtime.attach(made);
      legacy = Optional.of(made);
    }
  }

  private void openAdmin(BridgeConfig config) throws StartException {
    if (config.listen().admin().isEmpty()) {
      return;
    }
    ListenAddress address = config.listen().admin().get();
    new BridgeFigures(this, metrics).bind();
    try {
      AdminServer opened =
          AdminServer.start(
              new InetSocketAddress(address.host(), address.port()),
              new AdminPages(this).operations(),
              tokens(config),
              new RequestCount(metrics.registry()));
      running.push(opened);
      admin = Optional.of(opened);
    } catch (IOException | RuntimeException e) {
      throw StartException.notListening("admin", address.toString(), e);
    }
  }

  private static AdminTokens tokens(BridgeConfig config) {
    return new AdminTokens(
        config.admin().token().map(Secret::value), config.admin().readToken().map(Secret::value));
  }

  /** The app users' side first, so that the first SIP call finds those who are quick to log in. */
  private void openListeners(BridgeConfig config) throws StartException {
    if (rtm.isPresent()) {
      running.push(rtm.get());
      try {
        rtm.get().start();
      } catch (IOException e) {
        throw StartException.notListening("rtm", config.listen().rtm().orElseThrow().toString(), e);
      }
    }
    if (legacy.isPresent()) {
      running.push(legacy.get());
      try {
        legacy.get().start();
      } catch (IOException e) {
        throw StartException.notListening(
            "legacy", config.listen().legacy().orElseThrow().toString(), e);
      }
    }
    if (sip.isPresent()) {
      running.push(sip.get());
      try {
        sip.get().start();
      } catch (IOException e) {
        throw StartException.notListening("sip", sipAddresses(config), e);
      }
    }
  }

  private static String sipAddresses(BridgeConfig config) {
    return config.listen().sip().stream()
        .map(ListenAddress::toString)
        .collect(Collectors.joining(" or "));
  }

  private void awaitLastAnswers() throws InterruptedException {
    long giveUp = System.nanoTime() + LAST_ANSWERS.toNanos();
    while (unfinishedLegs() > 0 && System.nanoTime() < giveUp) {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
  }

  private int unfinishedLegs() {
    return sip.map(adapter -> adapter.liveLegs() + adapter.unsettled()).orElse(0)
        + rtm.map(RtmAdapter::openLegs).orElse(0)
        + legacy.map(LegacyAdapter::openLegs).orElse(0);
  }
}
