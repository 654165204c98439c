package io.invitebridge.sip.transport;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipTrace;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.transport.wire.BridgeStack;
import io.invitebridge.sip.transport.wire.Sockets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire of production: one JAIN-SIP stack, used for its parser and transactions only, on our own
 * sockets ({@link Sockets}).
 *
 * <p>A request to a UDP peer with a literal address is sent on the caller's thread. Where a
 * connection has to be opened first, it is sent when that is done, by one of a few sender threads,
 * always the same for one Call-ID so that the order of its messages holds.
 */
public final class JainTransport implements SipTransport {
  private static final Logger LOG = LoggerFactory.getLogger(JainTransport.class);

  private static final int STOP_TRIES = 50;
  private static final long STOP_AGAIN_NANOS = 10_000_000L;

  private volatile SipSettings settings;
  private final Identity identity;
  private final Locator locator;
  private final SipCounters counters;
  private final SipTrace trace;
  private final Senders senders = new Senders();
  private final ThreadGroup stackThreads = new StackThreads();

  private volatile State state = new State.Stopped();

  private sealed interface State {
    record Stopped() implements State {}

    record Running(
        SipStackImpl stack, Sockets sockets, ListeningPoints points, Departures departures)
        implements State {}
  }

  /** Finds no servers by name. */
  public JainTransport(SipSettings settings, SipCounters counters, SipTrace trace) {
    this(settings, Locator.AS_WRITTEN, counters, trace);
  }

  /**
   * @param locator finds the host that a trunk's request names as its sender
   */
  public JainTransport(
      SipSettings settings, Locator locator, SipCounters counters, SipTrace trace) {
    this.settings = settings;
    this.locator = locator;
    this.identity = new Identity(settings.node().value(), settings.names());
    this.counters = counters;
    this.trace = trace;
  }

  @Override
  public void start(Receiver receiver) throws IOException {
    try {
      state = inStackThread("sip-opener", () -> open(receiver));
    } catch (IOException e) {
      stackThreads.interrupt();
      throw e;
    }
  }

  /** The stack's threads inherit the group of the one that opens a socket. */
  private <T> T inStackThread(String name, Callable<T> work) throws IOException {
    FutureTask<T> opening = new FutureTask<>(work);
    new Thread(stackThreads, opening, name).start();
    try {
      return opening.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException("The SIP stack does not start: " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The start was interrupted.");
    }
  }

  @Override
  public ClientCall send(SIPRequest request, Endpoint hop, ClientListener listener) {
    JainClientCall call = new JainClientCall(listener);
    if (state instanceof State.Running running) {
      running.departures().send(request, hop, call);
    } else {
      call.fail(Failure.UNREACHABLE);
    }
    return call;
  }

  @Override
  public void sendAck(SIPRequest ack, Endpoint hop) {
    if (state instanceof State.Running running) {
      running.departures().sendAck(ack, hop);
    }
  }

  @Override
  public int connections() {
    return state instanceof State.Running running ? running.sockets().openConnections() : 0;
  }

  @Override
  public void close() {
    State last = state;
    state = new State.Stopped();
    senders.close();
    if (last instanceof State.Running running) {
      stop(running.stack());
      running.sockets().close();
      stackThreads.interrupt();
      LOG.info("SIP has stopped listening");
    }
  }

  @Override
  public PreparedChange prepare(SipSettings next, Supplier<BooleanSupplier> leavers)
      throws IOException {
    if (!(state instanceof State.Running running)) {
      throw new IOException("The SIP stack does not run.");
    }
    Runnable certificate = certificate(running, next);
    ListeningPoints.Opened opened =
        inStackThread("sip-opener", () -> running.points().open(next.listen()));
    return new PreparedChange() {
      @Override
      public void commit() {
        settings = next;
        identity.become(next.names());
        certificate.run();
        running.points().use(opened, leavers.get());
      }

      @Override
      public void cancel() {
        running.points().close(opened);
      }
    };
  }

  private static Runnable certificate(State.Running running, SipSettings next) throws IOException {
    try {
      return running.sockets().prepare(next.wire());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private State.Running open(Receiver receiver) throws IOException {
    Sockets sockets = new Sockets(identity, settings.wire(), this::isOfTrunk, counters);
    SipStackImpl stack = stack(sockets);
    try {
      JainListener listener =
          new JainListener(
              receiver,
              new JainServerCall.World(senders, sockets, new WayBack(sockets, locator), counters));
      sockets.ask(listener);
      ListeningPoints points = new ListeningPoints(stack, sockets, listener);
      points.use(points.open(settings.listen()), () -> true);
      stack.start();
      Departures departures =
          new Departures(
              () -> settings,
              identity,
              new Ways(() -> settings, identity, senders, sockets),
              sockets,
              points,
              counters);
      return new State.Running(stack, sockets, points, departures);
    } catch (SipException e) {
      giveBack(stack, sockets);
      throw new IOException("The SIP stack does not start: " + e.getMessage(), e);
    } catch (IOException e) {
      giveBack(stack, sockets);
      throw e;
    }
  }

  private static void giveBack(SipStackImpl stack, Sockets sockets) {
    stop(stack);
    sockets.close();
  }

  /**
   * Closes the stack's sockets. A listener whose thread has not run yet makes the stack stumble
   * before it has closed the others, so it is asked again until that thread has had its turn.
   */
  private static void stop(SipStackImpl stack) {
    for (int i = 0; i < STOP_TRIES; i++) {
      try {
        stack.stop();
        return;
      } catch (RuntimeException notRunningYet) {
        LOG.debug("The SIP stack is asked again to stop", notRunningYet);
        LockSupport.parkNanos(STOP_AGAIN_NANOS);
      }
    }
  }

  private SipStackImpl stack(Sockets sockets) throws IOException {
    Endpoint first = settings.listen().get(0).bind();
    String name = "bridge-" + settings.node() + "-" + first.port();
    boolean shows = trace != SipTrace.NONE;
    try {
      SipStackImpl stack = new BridgeStack(StackProperties.named(name, shows), sockets, shows);
      ((MessageLog) stack.getServerLogger()).show(trace);
      return stack;
    } catch (PeerUnavailableException e) {
      sockets.close();
      throw new IOException("The SIP stack cannot be made: " + e.getMessage(), e);
    }
  }

  private boolean isOfTrunk(InetAddress source, Set<String> certified) {
    return settings.trunks().stream()
        .anyMatch(
            trunk ->
                trunk.acceptFrom().stream().anyMatch(range -> range.contains(source))
                    || trunk.target().host().equals(source.getHostAddress())
                    || (!certified.isEmpty() && trunk.isCertified(certified)));
  }

  private static String reason(ExecutionException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }
}
