package io.invitebridge.tests.simulation;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.port.InvitationInbox.Opening;
import io.invitebridge.core.port.SignalingPort;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.core.runtime.RuntimeLimits;
import io.invitebridge.core.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** One seed's world: a bridge, random parties and a bad network between them, in virtual time. */
final class World {
  private static final AppId APP = new AppId("app");
  private static final int CALLS = 25;

  private final Random random;
  private final VirtualTime time = new VirtualTime();
  private final Witness witness = new Witness();
  private final Map<LegRef, Party> parties = new HashMap<>();
  private final BridgeRuntime bridge;
  private int names;
  private int violations;

  World(long seed) {
    random = new Random(seed);
    bridge =
        new BridgeRuntime(
            new NodeId("n1"),
            () -> "call" + names++,
            RuntimeLimits.DEFAULT,
            time.workers(),
            time.clock(),
            (id, invited, answer) -> later(() -> answer.accept(route(invited))),
            (at, before, event, transition) -> {
              if (transition.verdict() == Verdict.VIOLATION) {
                violations++;
              }
            },
            Scheduler.disabledScheduler());
    for (Network network : Network.values()) {
      bridge.attach(new Wire(network));
    }
  }

  /** Plays until everybody is done and every clock has run out. */
  Witness play() {
    for (int i = 0; i < CALLS; i++) {
      time.advance(millis(20_000));
      call();
    }
    time.advance(Duration.ofHours(25));
    witness.everybodyHasHadTheFinalWord();
    expect(bridge.figures().open() == 0, "an invitation is open: " + bridge.openInvitations());
    expect(bridge.figures().remembered() == 0, "a tombstone is left");
    expect(bridge.figures().keys() == 0, "a correlation key is left");
    expect(time.waiting() == 0, "a wake-up is left");
    return witness;
  }

  private void call() {
    Invited invited =
        new Invited(
            address(anyNetwork(), "caller"),
            Optional.empty(),
            new CalleeName("callee"),
            Optional.empty(),
            Content.EMPTY,
            Invited.INITIAL_HOPS,
            limits());
    CorrelationKey key = new CorrelationKey(invited.caller().network(), "call" + names);
    Opening opening = bridge.open(key, invited);
    expect(opening instanceof Opening.Opened, "a new key must open");
    LegRef leg = ((Opening.Opened) opening).leg();
    expect(bridge.open(key, invited).equals(new Opening.Duplicate(leg)), "a retry is the same");
    parties.put(leg, new Party(leg, this, random));
    parties.get(leg).callerMayGiveUp();
  }

  private InvitationEvent route(Invited invited) {
    List<Plan.Round> rounds = new ArrayList<>();
    for (int r = 0; r <= random.nextInt(3); r++) {
      List<Address> targets = new ArrayList<>();
      for (int t = 0; t <= random.nextInt(3); t++) {
        targets.add(address(anyNetwork(), "callee" + r + t));
      }
      rounds.add(
          new Plan.Round(targets, chance(30) ? Optional.of(millis(50_000)) : Optional.empty()));
    }
    TimerPolicy timers =
        invited.caller().network() == Network.SIP ? TimerPolicy.SIP_CALLER : TimerPolicy.APP_CALLER;
    DeclinePolicy decline = new DeclinePolicy(chance(50), false, OptionalInt.empty());
    return new InvitationEvent.Routed(
        new Plan(
            "random",
            rounds,
            Optional.empty(),
            Content.EMPTY,
            timers,
            decline,
            Plan.HUNT_UNLESS_DECIDED));
  }

  /** From a party to the bridge, over the bad network. */
  void tell(LegRef leg, InvitationEvent event) {
    travel(() -> bridge.deliver(leg.invitation(), event));
  }

  /** The leg's own adapter tells the bridge: never lost, but later than it happened. */
  void tellSurely(LegRef leg, InvitationEvent event) {
    later(() -> bridge.deliver(leg.invitation(), event));
  }

  void after(Duration delay, Runnable action) {
    time.workers().lane(this).after(delay, action);
  }

  void ended(LegRef leg) {
    witness.spoke(leg);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  Duration millis(int most) {
    return Duration.ofMillis(1 + random.nextInt(most));
  }

  /** Loss 5 %, duplication 10 %, and delays that reorder. */
  private void travel(Runnable arrival) {
    if (chance(5)) {
      return;
    }
    later(arrival);
    if (chance(10)) {
      later(arrival);
    }
  }

  private void later(Runnable arrival) {
    after(millis(chance(10) ? 4_000 : 200), arrival);
  }

  private CallerLimits limits() {
    return chance(20)
        ? new CallerLimits(
            Optional.of(Duration.ofSeconds(20)),
            Optional.of(Duration.ZERO),
            Optional.of(millis(100_000)))
        : CallerLimits.NONE;
  }

  private Network anyNetwork() {
    return Network.values()[random.nextInt(Network.values().length)];
  }

  private static Address address(Network network, String name) {
    return network == Network.SIP
        ? new Address.SipParty(Optional.empty(), new SipUser(name))
        : new Address.AppUser(network, APP, new UserId(name));
  }

  private void expect(boolean holds, String broken) {
    if (!holds || violations > 0) {
      throw new AssertionError(violations > 0 ? violations + " violations" : broken);
    }
  }

  private final class Wire implements SignalingPort {
    private final Network network;

    Wire(Network network) {
      this.network = network;
    }

    @Override
    public Network network() {
      return network;
    }

    @Override
    public void perform(LegRef leg, Effect.LegEffect effect) {
      witness.hears(leg, effect);
      Party party = parties.computeIfAbsent(leg, l -> new Party(l, World.this, random));
      travel(() -> party.hears(effect));
    }
  }

  static boolean isInviter(LegRef leg) {
    return leg.leg().equals(LegId.INVITER);
  }
}
