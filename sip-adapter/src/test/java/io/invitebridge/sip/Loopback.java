package io.invitebridge.sip;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendCanceled;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.port.Correlation;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Workers;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The adapter on the real stack, before an engine that rings and accepts whoever calls. */
public final class Loopback implements InvitationInbox, Correlation, AutoCloseable {
  private static final int PORT_TRIES = 50;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<CorrelationKey, LegRef> keys = new ConcurrentHashMap<>();
  final Map<String, AtomicInteger> events = new ConcurrentHashMap<>();
  private final Map<String, Invited> invited = new ConcurrentHashMap<>();
  public final SipAdapter adapter;
  public final int port;

  public Loopback(int peerPort, Protocol towardsPeer) {
    this(peerPort, towardsPeer, SipSettings.DEFAULT_T1);
  }

  /**
   * @param t1 a shorter one makes lost messages cost less time
   */
  Loopback(int peerPort, Protocol towardsPeer, Duration t1) {
    this(
        freePort(),
        settings -> settings.withT1(t1).withTrunks(List.of(peer(peerPort, towardsPeer))));
  }

  /** With settings made from those of {@link SipSettings#loopback}. */
  public Loopback(int port, UnaryOperator<SipSettings> settings) {
    this(port, settings, DnsSettings.SYSTEM);
  }

  /** The same, where names are looked up at a server of the test's own. */
  public Loopback(int port, UnaryOperator<SipSettings> settings, DnsSettings dns) {
    this.port = port;
    adapter =
        SipAdapter.onJain(
            settings.apply(SipSettings.loopback(port)),
            dns,
            this,
            this,
            workers(),
            Clock.systemUTC(),
            SipTrace.NONE);
    try {
      adapter.start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The trunk that is called {@code pbx}. */
  public static SipSettings.Trunk peer(int port, Protocol protocol) {
    return new SipSettings.Trunk(Bench.PBX, new Endpoint(protocol, "127.0.0.1", port), List.of());
  }

  public Loopback() {
    this(5999, Protocol.UDP);
  }

  /** Free for UDP and for TCP at this moment, and not of those that outgoing connections get. */
  public static int freePort() {
    for (int i = 0; i < PORT_TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket tcp = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
          DatagramSocket udp = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
        if (tcp.isBound() && udp.isBound()) {
          return port;
        }
      } catch (IOException taken) {
        // Somebody has it: the next one.
      }
    }
    throw new AssertionError("No port of the loopback address is free for UDP and TCP.");
  }

  /** What the engine was asked by the INVITE with this Call-ID. */
  public Optional<Invited> invitedBy(String callId) {
    return invited.entrySet().stream()
        .filter(entry -> entry.getKey().contains(callId))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  public int seen(Class<? extends InvitationEvent> type) {
    return events.getOrDefault(type.getSimpleName(), new AtomicInteger()).get();
  }

  /** The engine ends every call that came in. */
  public void hangUp() {
    for (LegRef leg : keys.values()) {
      if (leg.leg().isInviter()) {
        perform(
            leg,
            new Effect.SendHangUp(
                leg.leg(), io.invitebridge.core.invitation.EndReason.HUNG_UP, Content.EMPTY));
      }
    }
  }

  public LegRef newInvitee() {
    return new LegRef(id(), new LegId(1));
  }

  @Override
  public Opening open(CorrelationKey key, Invited what, Consumer<LegRef> admitted) {
    LegRef leg = new LegRef(id(), LegId.INVITER);
    keys.put(key, leg);
    invited.put(key.toString(), what);
    admitted.accept(leg);
    perform(leg, new SendRinging(LegId.INVITER, true));
    SendAccept accept = new SendAccept(LegId.INVITER, Content.EMPTY);
    if (what.callee().value().equals("slow")) {
      thread.schedule(() -> adapter.perform(leg, accept), 300, TimeUnit.MILLISECONDS);
    } else if (!what.callee().value().equals("ring")) {
      perform(leg, accept);
    }
    return new Opening.Opened(leg);
  }

  @Override
  public void deliver(InvitationId invitation, InvitationEvent event) {
    events
        .computeIfAbsent(event.getClass().getSimpleName(), name -> new AtomicInteger())
        .incrementAndGet();
    if (event instanceof Canceled) {
      perform(new LegRef(invitation, LegId.INVITER), new SendCanceled(LegId.INVITER));
    } else if (event instanceof Accepted accepted) {
      thread.schedule(
          () ->
              adapter.perform(
                  new LegRef(invitation, accepted.leg()),
                  new Effect.SendHangUp(
                      accepted.leg(),
                      io.invitebridge.core.invitation.EndReason.HUNG_UP,
                      Content.EMPTY)),
          100,
          TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public Optional<LegRef> find(CorrelationKey key) {
    return Optional.ofNullable(keys.get(key));
  }

  @Override
  public LegRef bind(CorrelationKey key, LegRef leg) {
    keys.put(key, leg);
    return leg;
  }

  @Override
  public void close() {
    adapter.close();
    thread.shutdownNow();
  }

  private void perform(LegRef leg, Effect.LegEffect effect) {
    thread.execute(() -> adapter.perform(leg, effect));
  }

  private InvitationId id() {
    return InvitationId.of(new NodeId("n1"), "i" + count.incrementAndGet());
  }

  private Workers workers() {
    Worker lane =
        new Worker() {
          @Override
          public void execute(Runnable task) {
            thread.execute(() -> guarded(task));
          }

          @Override
          public Cancellation after(Duration delay, Runnable task) {
            Future<?> waiting =
                thread.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> waiting.cancel(false);
          }
        };
    return key -> lane;
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      org.slf4j.LoggerFactory.getLogger(Loopback.class).error("A lane's task failed", e);
    }
  }
}
