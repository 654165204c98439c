package io.invitebridge.sip.transport;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.sip.AddressRange;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipTrace;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.SipText;
import io.invitebridge.sip.transport.wire.BridgeStack;
import io.invitebridge.sip.transport.wire.Sockets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire of production: one JAIN-SIP stack, used for its parser and transactions only, on our own
 * sockets ({@link Sockets}).
 *
 * <p>A request to a UDP peer with a literal address is sent on the caller's thread. Where a name
 * has to be looked up or a connection to be opened first, it is sent when that is done, by one of a
 * few sender threads, always the same for one Call-ID so that the order of its messages holds.
 */
public final class JainTransport implements SipTransport {
  private static final Logger LOG = LoggerFactory.getLogger(JainTransport.class);

  /** RFC 3261 section 18.1.1: within 200 bytes of the path MTU, 1500 when it is not known. */
  private static final int LARGEST_DATAGRAM = 1300;

  private static final int STOP_TRIES = 50;
  private static final long STOP_AGAIN_NANOS = 10_000_000L;

  private volatile SipSettings settings;
  private final Identity identity;
  private final SipCounters counters;
  private final SipTrace trace;
  private final Senders senders = new Senders();
  private final Unwilling withoutTcp = new Unwilling();
  private final ThreadGroup stackThreads = new StackThreads();

  private volatile State state = new State.Stopped();

  private sealed interface State {
    record Stopped() implements State {}

    record Running(SipStackImpl stack, Sockets sockets, ListeningPoints points) implements State {}
  }

  public JainTransport(SipSettings settings, SipCounters counters, SipTrace trace) {
    this.settings = settings;
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
    dispatch(request, hop, new Outgoing(ready -> sendNow(request, ready, call), call));
    return call;
  }

  @Override
  public void sendAck(SIPRequest ack, Endpoint hop) {
    JainClientCall nobody = new JainClientCall(SilentListener.INSTANCE);
    dispatch(ack, hop, new Outgoing(ready -> sendAckNow(ack, ready), nobody));
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
      JainListener listener = new JainListener(receiver, senders, sockets, counters);
      sockets.ask(listener);
      ListeningPoints points = new ListeningPoints(stack, sockets, listener);
      points.use(points.open(settings.listen()), () -> true);
      stack.start();
      return new State.Running(stack, sockets, points);
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

  /** A request that waits for its way to be open. */
  private record Outgoing(java.util.function.Consumer<Endpoint> send, JainClientCall call) {}

  private void dispatch(SIPRequest request, Endpoint hop, Outgoing out) {
    String callId = Received.callId(request);
    if (AddressRange.isLiteral(hop.host())) {
      choose(request, hop, callId, out);
    } else {
      post(
          callId,
          out,
          () ->
              lookUp(hop)
                  .ifPresentOrElse(
                      found -> choose(request, found, callId, out), () -> unreachable(out, hop)));
    }
  }

  private static Optional<Endpoint> lookUp(Endpoint hop) {
    try {
      InetAddress address = InetAddress.getByName(hop.host());
      Endpoint.Way way =
          hop.way().names().isEmpty()
              ? new Endpoint.Way(hop.way().listener(), Set.of(hop.host()))
              : hop.way();
      return Optional.of(new Endpoint(hop.protocol(), address.getHostAddress(), hop.port(), way));
    } catch (UnknownHostException e) {
      LOG.debug("{} has no address", hop);
      return Optional.empty();
    }
  }

  /** RFC 3261 section 18.1.1: what is too large for a datagram goes over TCP if the peer has it. */
  private void choose(SIPRequest request, Endpoint hop, String callId, Outgoing out) {
    if (hop.protocol() == Protocol.UDP && !identity.ports().containsKey(Protocol.UDP)) {
      unreachable(out, hop);
      return;
    }
    if (hop.protocol() != Protocol.UDP) {
      whenOpen(hop, callId, out, () -> unreachable(out, hop));
      return;
    }
    boolean large =
        settings.wire().largeOverTcp()
            && identity.ports().containsKey(Protocol.TCP)
            && size(request) > LARGEST_DATAGRAM;
    if (large && !withoutTcp.isKnown(hop)) {
      Endpoint tcp = new Endpoint(Protocol.TCP, hop.host(), hop.port());
      whenOpen(
          tcp,
          callId,
          out,
          () -> {
            withoutTcp.remember(hop);
            out.send().accept(hop);
          });
    } else {
      out.send().accept(hop);
    }
  }

  private static int size(SIPRequest request) {
    return request.encodeAsBytes(Protocol.UDP.inVia()).length;
  }

  private void whenOpen(Endpoint hop, String callId, Outgoing out, Runnable otherwise) {
    if (!(state instanceof State.Running running)) {
      otherwise.run();
      return;
    }
    running
        .sockets()
        .ready(hop)
        .whenComplete(
            (ok, fault) ->
                post(
                    callId,
                    out,
                    () -> {
                      if (fault == null) {
                        out.send().accept(hop);
                      } else {
                        LOG.debug("No connection to {}: {}", hop, fault.toString());
                        otherwise.run();
                      }
                    }));
  }

  private void post(String callId, Outgoing out, Runnable task) {
    if (!senders.post(callId, task)) {
      counters.add(Count.TRANSPORT_ERRORS);
      out.call().fail(Failure.UNREACHABLE);
    }
  }

  private void unreachable(Outgoing out, Endpoint hop) {
    LOG.debug("{} cannot be reached", hop);
    counters.add(Count.TRANSPORT_ERRORS);
    out.call().fail(Failure.UNREACHABLE);
  }

  private void sendNow(SIPRequest request, Endpoint hop, JainClientCall call) {
    if (!(state instanceof State.Running running)) {
      call.fail(Failure.UNREACHABLE);
      return;
    }
    try {
      ClientTransaction transaction =
          running.points().provider(leaving(request, hop)).getNewClientTransaction(request);
      transaction.setApplicationData(call);
      if (!settings.t1().equals(SipSettings.DEFAULT_T1)) {
        transaction.setRetransmitTimer((int) settings.t1().toMillis());
      }
      if (request.getToTag() == null) {
        running.sockets().called(hop);
      }
      if (call.attach(transaction)) {
        transaction.sendRequest();
        counters.add(Count.REQUESTS_OUT);
      }
    } catch (SipException | RuntimeException e) {
      LOG.debug("{} cannot be sent to {}: {}", request.getMethod(), hop, e.toString());
      counters.add(Count.TRANSPORT_ERRORS);
      call.fail(Failure.UNREACHABLE);
    }
  }

  private void sendAckNow(SIPRequest ack, Endpoint hop) {
    if (!(state instanceof State.Running running)) {
      return;
    }
    try {
      running.points().provider(leaving(ack, hop)).sendRequest(ack);
      counters.add(Count.REQUESTS_OUT);
    } catch (SipException | RuntimeException e) {
      LOG.debug("ACK cannot be sent to {}: {}", hop, e.toString());
      counters.add(Count.TRANSPORT_ERRORS);
    }
  }

  /** Pins the hop, and puts into Via the listener that the answer must find. */
  private Listener leaving(SIPRequest request, Endpoint hop) {
    request.setApplicationData(hop);
    Listener listener = identity.toward(hop);
    Via via = request.getTopmostVia();
    try {
      via.setTransport(listener.protocol().inVia());
      via.setHost(SipText.bracketed(listener.advertisedHost()));
      via.setPort(listener.advertisedPort());
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalArgumentException(listener.name() + " cannot stand in a Via.", e);
    }
    return listener;
  }

  private static String reason(ExecutionException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }

  /** An ACK has no transaction, so nobody waits for its fate. */
  private enum SilentListener implements ClientListener {
    INSTANCE;

    @Override
    public void onResponse(SIPResponse response) {
      LOG.debug("An ACK has been answered; that is nobody's business");
    }

    @Override
    public void onFailure(Failure failure) {
      LOG.debug("An ACK could not be sent: {}", failure);
    }
  }
}
