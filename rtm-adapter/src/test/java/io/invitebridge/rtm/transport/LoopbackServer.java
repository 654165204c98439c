package io.invitebridge.rtm.transport;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.core.runtime.RuntimeLimits;
import io.invitebridge.core.runtime.WorkerThreads;
import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.rtm.RtmSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The real engine, real threads and a real socket; app users call each other by name. */
final class LoopbackServer implements AutoCloseable {
  static final AppId APP = new AppId("app");

  final RtmAdapter adapter;
  final BridgeRuntime runtime;
  private final WorkerThreads workers = new WorkerThreads("test", 4);

  LoopbackServer(RtmSettings settings) throws IOException {
    AtomicInteger names = new AtomicInteger();
    runtime =
        new BridgeRuntime(
            new NodeId("n1"),
            () -> "call" + names.incrementAndGet(),
            RuntimeLimits.DEFAULT,
            workers,
            Clock.systemUTC(),
            (id, invited, answer) -> answer.accept(new InvitationEvent.Routed(plan(invited))),
            (at, before, event, transition) -> {},
            Scheduler.disabledScheduler());
    adapter = new RtmAdapter(settings, runtime, workers, Clock.systemUTC());
    runtime.attach(adapter);
    adapter.start();
  }

  static RtmSettings settings() {
    return RtmSettings.of("127.0.0.1", 0, "/rtm", List.of(new RtmSettings.App(APP, false)));
  }

  @Override
  public void close() {
    adapter.close();
    workers.close();
  }

  private static Plan plan(Invited invited) {
    AppUser callee = AppUser.rtm(APP, new UserId(invited.callee().value()));
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
