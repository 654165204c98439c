package io.invitebridge.core.runtime;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationMachine;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.invitation.Transition;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.port.Correlation;
import io.invitebridge.core.port.Directory;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.Journal;
import io.invitebridge.core.port.SignalingPort;
import io.invitebridge.core.port.Worker.Cancellation;
import io.invitebridge.core.port.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single-writer runtime around the pure machine. Life: construct, {@link #attach} the networks,
 * then any thread may call the inbox; {@link #drain} before the stop.
 */
public final class BridgeRuntime implements InvitationInbox {
  private static final Logger log = LoggerFactory.getLogger(BridgeRuntime.class);

  private final NodeId node;
  private final Supplier<String> uniqueNames;
  private volatile RuntimeLimits limits;
  private final Workers workers;
  private final Clock clock;
  private final Directory directory;
  private final Journal journal;
  private final CorrelationTable table;
  private final Map<Network, SignalingPort> ports = new ConcurrentHashMap<>();
  private final AtomicLong open = new AtomicLong();
  private final LongAdder begun = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder violations = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder overloaded = new LongAdder();
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private volatile boolean draining;
  private volatile boolean isPaused;

  /**
   * @param uniqueNames makes the unguessable part of invitation ids: letters and digits, at least
   *     96 bits of chance in production
   * @param scheduler removes expired tombstones; {@code Scheduler.disabledScheduler()} in tests
   */
  public BridgeRuntime(
      NodeId node,
      Supplier<String> uniqueNames,
      RuntimeLimits limits,
      Workers workers,
      Clock clock,
      Directory directory,
      Journal journal,
      Scheduler scheduler) {
    this.node = node;
    this.uniqueNames = uniqueNames;
    this.limits = limits;
    this.workers = workers;
    this.clock = clock;
    this.directory = directory;
    this.journal = journal;
    this.table = new CorrelationTable(clock, limits.tombstone(), scheduler);
  }

  /** Connects a network. Once per network, before the first invitation that it has part in. */
  public void attach(SignalingPort port) {
    if (ports.putIfAbsent(port.network(), port) != null) {
      throw new IllegalStateException("The network " + port.network() + " is attached already.");
    }
  }

  /** Takes a network away. Who is invited there from now on is unknown; other effects are lost. */
  public void detach(Network network) {
    ports.remove(network);
  }

  /** Other limits for what begins, and what ends, from now on. */
  public void use(RuntimeLimits others) {
    limits = others;
    table.use(others.tombstone());
  }

  public Correlation correlation() {
    return table;
  }

  @Override
  public Opening open(CorrelationKey key, Invited invited, Consumer<LegRef> admitted) {
    Optional<LegRef> known = table.find(key);
    if (known.isPresent()) {
      return new Opening.Duplicate(known.get());
    }
    if (draining || isPaused) {
      return new Opening.Draining();
    }
    if (open.incrementAndGet() > limits.maxOpen()) {
      open.decrementAndGet();
      overloaded.increment();
      return new Opening.Overloaded();
    }
    InvitationId id = InvitationId.of(node, uniqueNames.get());
    InvitationSlot slot = new InvitationSlot(id, workers.lane(id));
    table.add(slot);
    LegRef leg = new LegRef(id, LegId.INVITER);
    LegRef holder = table.bind(key, leg);
    if (!holder.equals(leg)) {
      table.discard(slot);
      open.decrementAndGet();
      return new Opening.Duplicate(holder);
    }
    begun.increment();
    try {
      admitted.accept(leg);
    } catch (RuntimeException fault) {
      table.discard(slot);
      open.decrementAndGet();
      throw fault;
    }
    slot.lane().execute(() -> begin(slot, invited));
    return new Opening.Opened(leg);
  }

  @Override
  public void deliver(InvitationId invitation, InvitationEvent event) {
    Optional<InvitationSlot> slot = table.slot(invitation);
    if (slot.isPresent()) {
      slot.get().lane().execute(() -> step(slot.get(), event));
    } else {
      dropped.increment();
      log.debug("{} is not remembered any more; {} was dropped.", invitation, event);
    }
  }

  /** The invitation as it stands, tombstones included. Any thread. */
  public Optional<Invitation> find(InvitationId id) {
    return table.slot(id).flatMap(InvitationSlot::current);
  }

  /** All invitations and sessions that have not ended, in no order. Any thread. */
  public List<Invitation> openInvitations() {
    return table.slots().stream()
        .flatMap(slot -> slot.current().stream())
        .filter(invitation -> !invitation.isEnded())
        .toList();
  }

  /** Any thread. */
  public RuntimeFigures figures() {
    long openNow = open.get();
    return new RuntimeFigures(
        openNow,
        table.slotCount(),
        table.keyCount(),
        begun.sum(),
        begun.sum() - openNow,
        ignored.sum(),
        violations.sum(),
        dropped.sum(),
        overloaded.sum());
  }

  /** Takes no new invitations until {@link #resume}; open ones go on for as long as they like. */
  public void pause() {
    isPaused = true;
  }

  /** Takes new invitations again, unless the bridge is on its way out. */
  public void resume() {
    isPaused = false;
  }

  /**
   * Takes no new invitations, lets open ones finish, and after the limit ends the rest with a final
   * word on every side.
   *
   * @return completes when nothing is open
   */
  public CompletableFuture<Void> drain(Duration limit) {
    draining = true;
    completeIfEmpty();
    workers.lane(this).after(limit, this::terminateAll);
    return empty;
  }

  private void terminateAll() {
    table.slots().stream()
        .filter(slot -> slot.current().map(invitation -> !invitation.isEnded()).orElse(true))
        .forEach(slot -> deliver(slot.id(), new InvitationEvent.Terminated()));
  }

  private void completeIfEmpty() {
    if (draining && open.get() == 0) {
      empty.complete(null);
    }
  }

  private void begin(InvitationSlot slot, Invited invited) {
    Instant now = clock.instant();
    finish(slot, InvitationMachine.begin(slot.id(), invited, limits.routing(), now));
  }

  private void step(InvitationSlot slot, InvitationEvent event) {
    if (slot.current().isEmpty()) {
      // A retry on another thread learnt the id before the birth was posted; that follows at once.
      slot.lane().execute(() -> step(slot, event));
      return;
    }
    Invitation before = slot.current().get();
    Instant now = clock.instant();
    Transition transition = InvitationMachine.apply(before, event, now);
    count(transition.verdict());
    journal.record(now, before, event, transition);
    if (transition.verdict() == Verdict.MOVED) {
      finish(slot, transition);
    } else if (event instanceof InvitationEvent.TimePassed) {
      setWakeUp(slot, before);
    }
  }

  private void count(Verdict verdict) {
    if (verdict == Verdict.IGNORED) {
      ignored.increment();
    } else if (verdict == Verdict.VIOLATION) {
      violations.increment();
    }
  }

  private void finish(InvitationSlot slot, Transition transition) {
    Invitation next = transition.next();
    slot.keep(next);
    setWakeUp(slot, next);
    for (Effect effect : transition.effects()) {
      perform(next, effect);
    }
    if (next.isEnded()) {
      table.retire(slot);
      open.decrementAndGet();
      completeIfEmpty();
    }
  }

  private void setWakeUp(InvitationSlot slot, Invitation invitation) {
    Optional<Instant> deadline = invitation.nextDeadline();
    if (slot.wakeUpDiffers(deadline)) {
      slot.replaceWakeUp(deadline, deadline.map(at -> wakeUp(slot, at)).orElse(() -> {}));
    }
  }

  private Cancellation wakeUp(InvitationSlot slot, Instant at) {
    Duration wait = Duration.between(clock.instant(), at);
    return slot.lane()
        .after(
            wait.isNegative() ? Duration.ZERO : wait,
            () -> {
              slot.replaceWakeUp(Optional.empty(), () -> {});
              step(slot, new InvitationEvent.TimePassed());
            });
  }

  private void perform(Invitation invitation, Effect effect) {
    try {
      if (effect instanceof Effect.LegEffect toLeg) {
        performAtLeg(invitation, toLeg);
      } else if (effect instanceof Effect.FindRoute find) {
        directory.route(
            invitation.id(), find.invited(), answer -> deliver(invitation.id(), answer));
      }
    } catch (RuntimeException fault) {
      log.error(
          "{} {} failed. This is a fault of the bridge.",
          invitation.id(),
          effect.getClass().getSimpleName(),
          fault);
      deliver(invitation.id(), consequence(effect));
    }
  }

  private void performAtLeg(Invitation invitation, Effect.LegEffect effect) {
    LegId leg = effect.leg();
    SignalingPort port = ports.get(address(invitation, leg).network());
    if (port != null) {
      port.perform(new LegRef(invitation.id(), leg), effect);
    } else if (effect instanceof Effect.SendInvite) {
      deliver(
          invitation.id(), new InvitationEvent.LegFailed(leg, LegFailure.UNKNOWN, Content.EMPTY));
    }
  }

  private static Address address(Invitation invitation, LegId leg) {
    return leg.isInviter()
        ? invitation.origin().caller()
        : invitation.invitee(leg).orElseThrow().address();
  }

  /**
   * What follows when our own code could not perform an effect, so that the invitation still ends.
   */
  private static InvitationEvent consequence(Effect effect) {
    return effect instanceof Effect.LegEffect toLeg
        ? new InvitationEvent.LegFailed(toLeg.leg(), LegFailure.NO_RESPONSE, Content.EMPTY)
        : new InvitationEvent.Unroutable(Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY));
  }
}
