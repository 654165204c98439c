package io.invitebridge.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationState;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.port.Directory;
import io.invitebridge.core.port.InvitationInbox.Opening;
import io.invitebridge.core.port.SignalingPort;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Workers;
import io.invitebridge.core.testing.RecordingPort;
import io.invitebridge.core.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BridgeRuntimeTest {
  private static final AppId APP = new AppId("app");
  private static final Address ALICE = Address.AppUser.rtm(APP, new UserId("alice"));
  private static final Address BOB = Address.AppUser.rtm(APP, new UserId("bob"));
  private static final LegId CALLEE = new LegId(1);

  private final VirtualTime time = new VirtualTime();
  private final RecordingPort rtm = new RecordingPort(Network.RTM);
  private final List<Verdict> verdicts = new ArrayList<>();
  private int names;

  @Test
  void aCallRunsFromInviteToHangUpAndIsForgottenAfterTheTombstoneTime() {
    BridgeRuntime bridge = bridge(ringing(BOB), 10, rtm);
    InvitationId call = open(bridge, "a");
    bridge.deliver(call, new InvitationEvent.Rang(CALLEE));
    bridge.deliver(call, new InvitationEvent.Accepted(CALLEE, new Content("yes")));
    bridge.deliver(call, new InvitationEvent.Confirmed());
    time.settle();
    assertThat(bridge.openInvitations()).hasSize(1);
    bridge.deliver(call, new InvitationEvent.HungUp(LegId.INVITER, Content.EMPTY));
    time.settle();

    assertThat(rtm.names())
        .containsExactly("SendInvite", "SendRinging", "SendAccept", "SendConfirm", "SendHangUp");
    assertThat(bridge.find(call)).hasValueSatisfying(i -> assertThat(i.isEnded()).isTrue());
    assertThat(bridge.figures().open()).isZero();
    assertThat(bridge.figures().keys()).isEqualTo(1);

    time.advance(Duration.ofSeconds(41));
    assertThat(bridge.figures().keys()).isZero();
    assertThat(bridge.figures().remembered()).isZero();
    assertThat(bridge.find(call)).isEmpty();
    assertThat(time.waiting()).isZero();
  }

  @Test
  void theSameKeyIsADuplicateWhileTheCallLivesAndWhileItIsATombstone() {
    BridgeRuntime bridge = bridge(ringing(BOB), 10, rtm);
    InvitationId call = open(bridge, "a");
    LegRef leg = new LegRef(call, LegId.INVITER);
    assertThat(bridge.open(key("a"), invited())).isEqualTo(new Opening.Duplicate(leg));
    bridge.deliver(call, new InvitationEvent.Canceled(Content.EMPTY));
    time.advance(Duration.ofSeconds(39));
    assertThat(bridge.open(key("a"), invited())).isEqualTo(new Opening.Duplicate(leg));
    time.advance(Duration.ofSeconds(2));
    assertThat(bridge.open(key("a"), invited())).isInstanceOf(Opening.Opened.class);
  }

  @Test
  void deadlinesWakeTheInvitationWithoutAnyOtherTraffic() {
    BridgeRuntime bridge = bridge(ringing(BOB), 10, rtm);
    InvitationId call = open(bridge, "a");
    time.advance(Duration.ofSeconds(29));
    assertThat(bridge.find(call).orElseThrow().isEnded()).isFalse();
    time.advance(Duration.ofSeconds(1));
    assertThat(bridge.find(call).orElseThrow().end()).contains(EndReason.PEER_OFFLINE);
    assertThat(time.waiting()).isZero();
  }

  @Test
  void aBoundKeyLivesAndDiesWithItsInvitation() {
    BridgeRuntime bridge = bridge(ringing(BOB), 10, rtm);
    InvitationId call = open(bridge, "a");
    LegRef callee = new LegRef(call, CALLEE);
    assertThat(bridge.correlation().bind(key("callee"), callee)).isEqualTo(callee);
    assertThat(bridge.correlation().bind(key("callee"), new LegRef(call, LegId.INVITER)))
        .isEqualTo(callee);
    bridge.deliver(call, new InvitationEvent.Canceled(Content.EMPTY));
    time.settle();
    assertThat(bridge.correlation().bind(key("late"), callee)).isEqualTo(callee);
    assertThat(bridge.correlation().find(key("callee"))).contains(callee);
    time.advance(Duration.ofSeconds(41));
    assertThat(bridge.correlation().find(key("callee"))).isEmpty();
    assertThat(bridge.figures().keys()).isZero();
  }

  @Test
  void admissionControlTurnsAwayWhatIsTooMuch() {
    BridgeRuntime bridge = bridge(ringing(BOB), 2, rtm);
    open(bridge, "a");
    InvitationId second = open(bridge, "b");
    assertThat(bridge.open(key("c"), invited())).isInstanceOf(Opening.Overloaded.class);
    bridge.deliver(second, new InvitationEvent.Canceled(Content.EMPTY));
    time.settle();
    assertThat(bridge.open(key("c"), invited())).isInstanceOf(Opening.Opened.class);
    assertThat(bridge.figures().overloaded()).isEqualTo(1);
  }

  @Test
  void drainingLetsOpenCallsFinishAndEndsTheRestAtTheLimit() {
    BridgeRuntime bridge = bridge(ringing(BOB), 10, rtm);
    InvitationId quick = open(bridge, "a");
    InvitationId slow = open(bridge, "b");
    CompletableFuture<Void> drained = bridge.drain(Duration.ofSeconds(10));
    assertThat(bridge.open(key("c"), invited())).isInstanceOf(Opening.Draining.class);
    bridge.deliver(quick, new InvitationEvent.Canceled(Content.EMPTY));
    time.advance(Duration.ofSeconds(9));
    assertThat(drained).isNotDone();
    time.advance(Duration.ofSeconds(1));
    assertThat(drained).isCompleted();
    assertThat(bridge.find(quick).orElseThrow().end()).contains(EndReason.CANCELED);
    assertThat(bridge.find(slow).orElseThrow().end()).contains(EndReason.SHUT_DOWN);
  }

  @Test
  void theInviterIsNamedOnceItIsCertainAndBeforeAnythingHappens() {
    List<LegRef> named = new ArrayList<>();
    BridgeRuntime bridge = bridge(ringing(BOB), 1, rtm);
    Opening opening =
        bridge.open(
            key("a"),
            invited(),
            leg -> {
              time.settle();
              assertThat(bridge.find(leg.invitation())).isEmpty();
              named.add(leg);
            });
    assertThat(opening).isEqualTo(new Opening.Opened(named.get(0)));
    assertThat(bridge.open(key("a"), invited(), named::add)).isInstanceOf(Opening.Duplicate.class);
    assertThat(bridge.open(key("b"), invited(), named::add)).isInstanceOf(Opening.Overloaded.class);
    assertThat(named).hasSize(1);
  }

  @Test
  void anInviterThatCannotBeMadeLeavesNothingOpen() {
    BridgeRuntime bridge = bridge(ringing(BOB), 1, rtm);
    assertThatThrownBy(
            () ->
                bridge.open(
                    key("a"),
                    invited(),
                    leg -> {
                      throw new IllegalStateException("broken on purpose");
                    }))
        .hasMessage("broken on purpose");
    time.settle();
    assertThat(bridge.figures().open()).isZero();
    assertThat(bridge.open(key("b"), invited())).isInstanceOf(Opening.Opened.class);
  }

  @Test
  void drainingAnIdleBridgeIsDoneAtOnce() {
    BridgeRuntime bridge = bridge(ringing(BOB), 10, rtm);
    assertThat(bridge.drain(Duration.ofSeconds(10))).isCompleted();
  }

  @Test
  void aNetworkThatFailsToPerformEndsTheLegNotTheBridge() {
    BridgeRuntime bridge = bridge(ringing(BOB), 10, new FailingPort());
    InvitationId call = open(bridge, "a");
    time.settle();
    assertThat(bridge.find(call).orElseThrow().end()).contains(EndReason.PEER_NO_RESPONSE);
  }

  @Test
  void aTargetOnANetworkThatIsNotAttachedIsUnknown() {
    Address phone = new Address.AppUser(Network.LEGACY, APP, new UserId("bob"));
    BridgeRuntime bridge = bridge(ringing(phone), 10, rtm);
    InvitationId call = open(bridge, "a");
    time.settle();
    assertThat(bridge.find(call).orElseThrow().end()).contains(EndReason.PEER_UNKNOWN);
  }

  @Test
  void aDirectoryThatThrowsEndsTheInvitationWithoutARoute() {
    Directory broken =
        (id, invited, answer) -> {
          throw new IllegalStateException("broken on purpose");
        };
    BridgeRuntime bridge = bridge(broken, 10, rtm);
    InvitationId call = open(bridge, "a");
    time.settle();
    assertThat(bridge.find(call).orElseThrow().end()).contains(EndReason.NO_ROUTE);
  }

  @Test
  void aSlowDirectoryIsAwaitedAndTheCallerMayCancelMeanwhile() {
    List<java.util.function.Consumer<InvitationEvent>> waiting = new ArrayList<>();
    BridgeRuntime bridge = bridge((id, invited, answer) -> waiting.add(answer), 10, rtm);
    InvitationId call = open(bridge, "a");
    time.settle();
    assertThat(bridge.find(call).orElseThrow().state()).isEqualTo(InvitationState.ROUTING);
    bridge.deliver(call, new InvitationEvent.Canceled(Content.EMPTY));
    waiting
        .get(0)
        .accept(
            new InvitationEvent.Unroutable(Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY)));
    time.settle();
    assertThat(bridge.find(call).orElseThrow().end()).contains(EndReason.CANCELED);
    assertThat(bridge.figures().ignored()).isEqualTo(1);
  }

  @Test
  void lateEventsAreIgnoredThenDroppedAndViolationsAreCounted() {
    BridgeRuntime bridge = bridge(ringing(BOB), 10, rtm);
    InvitationId call = open(bridge, "a");
    bridge.deliver(call, new InvitationEvent.Confirmed());
    bridge.deliver(call, new InvitationEvent.Canceled(Content.EMPTY));
    bridge.deliver(call, new InvitationEvent.Rang(CALLEE));
    time.settle();
    assertThat(verdicts).contains(Verdict.VIOLATION, Verdict.IGNORED);
    assertThat(bridge.figures().violations()).isEqualTo(1);
    time.advance(Duration.ofSeconds(41));
    bridge.deliver(call, new InvitationEvent.Rang(CALLEE));
    assertThat(bridge.figures().dropped()).isEqualTo(1);
  }

  @Test
  void anEventThatOvertakesTheBirthWaitsForIt() {
    Deque<Runnable> posted = new ArrayDeque<>();
    BridgeRuntime bridge = bridge(ringing(BOB), 10, rtm, key -> new HeldLane(posted));
    InvitationId call = ((Opening.Opened) bridge.open(key("a"), invited())).leg().invitation();
    bridge.deliver(call, new InvitationEvent.Canceled(Content.EMPTY));
    posted.pollLast().run();
    while (!posted.isEmpty()) {
      posted.poll().run();
    }
    assertThat(bridge.find(call).orElseThrow().end()).contains(EndReason.CANCELED);
  }

  @Test
  void aNetworkIsAttachedOnce() {
    BridgeRuntime bridge = bridge(ringing(BOB), 10, rtm);
    assertThatThrownBy(() -> bridge.attach(new RecordingPort(Network.RTM)))
        .isInstanceOf(IllegalStateException.class);
  }

  private BridgeRuntime bridge(Directory directory, int maxOpen, SignalingPort port) {
    return bridge(directory, maxOpen, port, time.workers());
  }

  private BridgeRuntime bridge(
      Directory directory, int maxOpen, SignalingPort port, Workers workers) {
    BridgeRuntime bridge =
        new BridgeRuntime(
            new NodeId("n1"),
            () -> "call" + names++,
            new RuntimeLimits(maxOpen, Duration.ofSeconds(40), Duration.ofSeconds(5)),
            workers,
            time.clock(),
            directory,
            (at, before, event, transition) -> verdicts.add(transition.verdict()),
            Scheduler.disabledScheduler());
    bridge.attach(port);
    return bridge;
  }

  private InvitationId open(BridgeRuntime bridge, String key) {
    InvitationId id = ((Opening.Opened) bridge.open(key(key), invited())).leg().invitation();
    time.settle();
    return id;
  }

  private static Directory ringing(Address callee) {
    return (id, invited, answer) ->
        answer.accept(
            new InvitationEvent.Routed(
                new Plan(
                    "test",
                    List.of(new Plan.Round(List.of(callee), Optional.empty())),
                    Optional.empty(),
                    invited.content(),
                    TimerPolicy.APP_CALLER,
                    DeclinePolicy.DEFAULT,
                    Plan.HUNT_UNLESS_DECIDED)));
  }

  private static CorrelationKey key(String value) {
    return new CorrelationKey(Network.RTM, value);
  }

  private static Invited invited() {
    return new Invited(
        ALICE,
        Optional.empty(),
        new CalleeName("bob"),
        Optional.empty(),
        Content.EMPTY,
        Invited.INITIAL_HOPS,
        CallerLimits.NONE);
  }

  /** Tasks wait until the test runs them, in whatever order it likes; deadlines never come. */
  private record HeldLane(Deque<Runnable> posted) implements Worker {
    @Override
    public void execute(Runnable task) {
      posted.add(task);
    }

    @Override
    public Cancellation after(Duration delay, Runnable task) {
      return () -> {};
    }
  }

  private static final class FailingPort implements SignalingPort {
    @Override
    public Network network() {
      return Network.RTM;
    }

    @Override
    public void perform(LegRef leg, Effect.LegEffect effect) {
      throw new IllegalStateException("broken on purpose");
    }
  }
}
