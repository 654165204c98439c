package io.invitebridge.app.wakeup;

import io.invitebridge.config.model.App;
import io.invitebridge.config.model.WakeUp;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.port.Journal;
import io.invitebridge.core.runtime.WorkerThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhooks of all apps that have one. Any thread. */
public final class WakeUps implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WakeUps.class);

  /** Of each app: what a backend that was away for a minute can still catch up with. */
  private static final int MOST_WAITING = 10_000;

  /** For last words, when the bridge stops. */
  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(2);

  private final WakeUpCounters counters = new WakeUpCounters();
  private final WorkerThreads lane = new WorkerThreads("wake-up", 1);
  private final Transport transport;
  private final Map<AppId, Webhook> webhooks = new ConcurrentHashMap<>();
  private final Surroundings surroundings;
  private final Announcements announcements;

  private WakeUps(List<App> apps, Clock clock) {
    Clock wall = Clock.systemUTC();
    this.transport = new HttpTransport(wall);
    this.surroundings = new Surroundings(transport, lane.lane(this), clock, wall, new Random());
    this.announcements = new Announcements(Set.of(), this::post);
    use(apps);
  }

  /**
   * The webhooks of these apps; empty when none has one.
   *
   * @param clock the engine's
   */
  public static Optional<WakeUps> of(List<App> apps, Clock clock) {
    List<App> calling = apps.stream().filter(app -> app.wakeUp().isPresent()).toList();
    return calling.isEmpty() ? Optional.empty() : Optional.of(new WakeUps(calling, clock));
  }

  /**
   * Other apps from now on, and other webhooks of theirs. An app that has none any more is told the
   * rest of what it was told the beginning of.
   */
  public void use(List<App> apps) {
    Set<AppId> calling = new HashSet<>();
    for (App app : apps) {
      app.wakeUp()
          .ifPresent(
              settings -> {
                calling.add(app.id());
                webhooks.computeIfAbsent(app.id(), id -> webhook(id, settings)).use(settings);
              });
    }
    announcements.use(calling);
  }

  /** What has to see each transition. */
  public Journal journal() {
    return announcements;
  }

  public WakeUpCounters counters() {
    return counters;
  }

  /** Invitations of which a backend will hear more. */
  public int remembered() {
    return announcements.remembered();
  }

  /** Sends the last words that wait, for two seconds at most, and stops. */
  @Override
  public void close() {
    try {
      CompletableFuture.allOf(
              webhooks.values().stream().map(Webhook::finish).toArray(CompletableFuture[]::new))
          .get(FLUSH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("Not every backend took its last notices within {} s.", FLUSH_LIMIT.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Finishing never fails.", e);
    } finally {
      transport.close();
      lane.close();
    }
  }

  private void post(Notice notice) {
    Webhook webhook = webhooks.get(notice.callee().app());
    if (webhook != null) {
      webhook.post(notice);
    }
  }

  private Webhook webhook(AppId app, WakeUp settings) {
    return new Webhook(app, settings, surroundings, counters, MOST_WAITING);
  }
}
