package io.invitebridge.legacy.session;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.core.runtime.RuntimeLimits;
import io.invitebridge.core.testing.RecordingPort;
import io.invitebridge.core.testing.VirtualTime;
import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.legacy.LegacySettings;
import io.invitebridge.legacy.LegacyTrace;
import io.invitebridge.legacy.testing.LegacyPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The real engine and the real adapter in virtual time; users call each other by name. A name that
 * begins with {@code rtm-} is a user of another network, where nothing happens by itself.
 */
final class Stage {
  static final AppId APP = new AppId("C5D15F8FD394285DA5227B533302A518");
  static final AppId GUARDED = new AppId("970ca35de60c44645bbae8a215061b33");
  static final AppId LENIENT = new AppId("lenient");
  static final String CERTIFICATE = "5cfd2fd1755d40ecb72977518be15d3b";

  final VirtualTime time = new VirtualTime();
  final List<String> trace = new ArrayList<>();
  final RecordingPort rtm = new RecordingPort(Network.RTM);
  final MemoryStore store;
  final BridgeRuntime runtime;
  final LegacyAdapter adapter;
  private int names;

  Stage() {
    this(settings());
  }

  Stage(LegacySettings settings) {
    runtime =
        new BridgeRuntime(
            new NodeId("n1"),
            () -> "call" + ++names,
            RuntimeLimits.DEFAULT,
            time.workers(),
            time.clock(),
            (id, invited, answer) -> answer.accept(new InvitationEvent.Routed(plan(invited))),
            (at, before, event, transition) -> {},
            Scheduler.disabledScheduler());
    store = new MemoryStore(settings.limits());
    adapter =
        new LegacyAdapter(
            settings, runtime, time.workers(), time.clock(), store, this::traced, new Random(1));
    runtime.attach(adapter);
    runtime.attach(rtm);
  }

  static LegacySettings settings() {
    return LegacySettings.of(
        "127.0.0.1",
        0,
        List.of(
            new LegacySettings.App(APP, Optional.empty(), false),
            new LegacySettings.App(GUARDED, Optional.of(CERTIFICATE), false),
            new LegacySettings.App(LENIENT, Optional.of(CERTIFICATE), true)));
  }

  LegacyPeer peer(String name) {
    return new LegacyPeer(adapter, APP, name);
  }

  LegacyPeer online(String name) {
    LegacyPeer peer = peer(name).login();
    time.settle();
    return peer;
  }

  void pass(Duration span) {
    time.advance(span);
    time.settle();
  }

  void seconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** Everything has its end, and nothing is remembered. */
  void quiet() {
    pass(Duration.ofDays(2));
    if (adapter.openLegs() + adapter.remembered() + store.waitingLetters(time.now()) != 0
        || runtime.figures().open() != 0
        || runtime.figures().violations() != 0) {
      throw new AssertionError(
          "Left behind: "
              + adapter.openLegs()
              + " legs, "
              + adapter.remembered()
              + " things remembered, "
              + store.waitingLetters(time.now())
              + " letters kept, "
              + runtime.figures());
    }
  }

  private void traced(
      LegacyTrace.Direction direction, AppUser user, String word, Optional<String> channel) {
    trace.add(direction + " " + user.user() + " " + word);
  }

  private static Plan plan(Invited invited) {
    String callee = invited.callee().value();
    Network network = callee.startsWith("rtm-") ? Network.RTM : Network.LEGACY;
    Address target = new AppUser(network, APP, new UserId(callee));
    return new Plan(
        "test",
        List.of(new Plan.Round(List.of(target), Optional.empty())),
        invited.channelId(),
        invited.content(),
        TimerPolicy.APP_CALLER,
        DeclinePolicy.DEFAULT,
        Plan.HUNT_UNLESS_DECIDED);
  }
}
