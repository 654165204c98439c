package io.invitebridge.legacy.transport;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.core.runtime.RuntimeLimits;
import io.invitebridge.core.runtime.SteadyClock;
import io.invitebridge.core.runtime.WorkerThreads;
import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.legacy.LegacySettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bridge with this network alone, on loopback: users call each other by name. Its {@code main}
 * takes a port, and perhaps an app id and a certificate, for trying real clients by hand.
 */
final class LoopbackServer implements AutoCloseable {
  static final AppId APP = new AppId("C5D15F8FD394285DA5227B533302A518");

  final LegacyAdapter adapter;
  final BridgeRuntime runtime;
  private final WorkerThreads workers = new WorkerThreads("test", 2);

  LoopbackServer(LegacySettings settings) throws IOException {
    AtomicLong names = new AtomicLong();
    SteadyClock clock = new SteadyClock();
    runtime =
        new BridgeRuntime(
            new NodeId("n1"),
            () -> "call" + names.incrementAndGet(),
            RuntimeLimits.DEFAULT,
            workers,
            clock,
            (id, invited, answer) -> answer.accept(new InvitationEvent.Routed(plan(invited))),
            (at, before, event, transition) -> {},
            Scheduler.systemScheduler());
    adapter = new LegacyAdapter(settings, runtime, workers, clock);
    runtime.attach(adapter);
    adapter.start();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8002;
    AppId app = args.length > 1 ? new AppId(args[1]) : APP;
    Optional<String> certificate = args.length > 2 ? Optional.of(args[2]) : Optional.empty();
    new LoopbackServer(settings(port, new LegacySettings.App(app, certificate, false)));
    System.out.println("listening on " + port);
    Thread.currentThread().join();
  }

  static LegacySettings settings() {
    return settings(0, new LegacySettings.App(APP, Optional.empty(), false));
  }

  int port() {
    return adapter.port();
  }

  @Override
  public void close() {
    adapter.close();
    workers.close();
  }

  private static LegacySettings settings(int port, LegacySettings.App app) {
    return LegacySettings.of("127.0.0.1", port, List.of(app));
  }

  private static Plan plan(Invited invited) {
    AppUser caller = (AppUser) invited.caller();
    AppUser callee =
        new AppUser(Network.LEGACY, caller.app(), new UserId(invited.callee().value()));
    return new Plan(
        "test",
        List.of(new Plan.Round(List.of(callee), Optional.empty())),
        invited.channelId(),
        invited.content(),
        TimerPolicy.APP_CALLER,
        DeclinePolicy.DEFAULT,
        Plan.HUNT_UNLESS_DECIDED);
  }
}
