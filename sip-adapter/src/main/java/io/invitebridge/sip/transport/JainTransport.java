package io.invitebridge.sip.transport;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.sip.AddressRange;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipTrace;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Received;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire of production: one JAIN-SIP stack, used for its sockets, parser and transactions only.
 *
 * <p>A request to a UDP peer with a literal address is sent on the caller's thread. Everything that
 * may block, a name to look up or a TCP connection to open, is sent by one of a few sender threads,
 * always the same for one Call-ID so that the order of its messages holds.
 */
public final class JainTransport implements SipTransport {
  private static final Logger LOG = LoggerFactory.getLogger(JainTransport.class);

  private volatile SipSettings settings;
  private final SipCounters counters;
  private final SipTrace trace;
  private final Senders senders = new Senders();

  private static final int STOP_TRIES = 50;
  private static final long STOP_AGAIN_NANOS = 10_000_000L;

  private final ThreadGroup stackThreads = new StackThreads();

  private volatile State state = new State.Stopped();

  private sealed interface State {
    record Stopped() implements State {}

    record Running(SipStackImpl stack, ListeningPoints points) implements State {}
  }

  public JainTransport(SipSettings settings, SipCounters counters, SipTrace trace) {
    this.settings = settings;
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
          : new IOException("The SIP stack does not start.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The start was interrupted.");
    }
  }

  @Override
  public ClientCall send(SIPRequest request, Endpoint hop, ClientListener listener) {
    JainClientCall call = new JainClientCall(listener);
    request.setApplicationData(hop);
    whenReady(request, hop, () -> sendNow(request, hop, call), call);
    return call;
  }

  @Override
  public void sendAck(SIPRequest ack, Endpoint hop) {
    ack.setApplicationData(hop);
    JainClientCall nobody = new JainClientCall(SilentListener.INSTANCE);
    whenReady(ack, hop, () -> sendAckNow(ack, hop), nobody);
  }

  @Override
  public void close() {
    State last = state;
    state = new State.Stopped();
    senders.close();
    if (last instanceof State.Running running) {
      stop(running.stack());
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
    ListeningPoints.Opened opened =
        inStackThread("sip-opener", () -> running.points().open(next.listen()));
    return new PreparedChange() {
      @Override
      public void commit() {
        settings = next;
        running.points().use(opened, leavers.get());
      }

      @Override
      public void cancel() {
        running.points().close(opened);
      }
    };
  }

  private State.Running open(Receiver receiver) throws IOException {
    String name = "bridge-" + settings.node() + "-" + settings.listen().get(0).port();
    SipStackImpl stack = stack(name);
    try {
      ListeningPoints points =
          new ListeningPoints(stack, new JainListener(receiver, senders, counters));
      points.use(points.open(settings.listen()), () -> true);
      stack.start();
      return new State.Running(stack, points);
    } catch (SipException e) {
      stop(stack);
      throw new IOException("The SIP stack does not start: " + e.getMessage(), e);
    } catch (IOException e) {
      stop(stack);
      throw e;
    }
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

  private SipStackImpl stack(String name) throws IOException {
    try {
      SipStackImpl stack = new SipStackImpl(StackProperties.named(name, trace != SipTrace.NONE));
      ((MessageLog) stack.getServerLogger()).show(trace);
      return stack;
    } catch (PeerUnavailableException e) {
      throw new IOException("The SIP stack cannot be made: " + e.getMessage(), e);
    }
  }

  private void whenReady(SIPRequest request, Endpoint hop, Runnable send, JainClientCall call) {
    if (hop.protocol() == Protocol.UDP && AddressRange.isLiteral(hop.host())) {
      send.run();
      return;
    }
    if (!senders.post(Received.callId(request), send)) {
      counters.add(Count.TRANSPORT_ERRORS);
      call.fail(Failure.UNREACHABLE);
    }
  }

  private void sendNow(SIPRequest request, Endpoint hop, JainClientCall call) {
    if (!(state instanceof State.Running running)) {
      call.fail(Failure.UNREACHABLE);
      return;
    }
    try {
      ClientTransaction transaction =
          running.points().provider(hop.protocol()).getNewClientTransaction(request);
      transaction.setApplicationData(call);
      if (!settings.t1().equals(SipSettings.DEFAULT_T1)) {
        transaction.setRetransmitTimer((int) settings.t1().toMillis());
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
      running.points().provider(hop.protocol()).sendRequest(ack);
      counters.add(Count.REQUESTS_OUT);
    } catch (SipException | RuntimeException e) {
      LOG.debug("ACK cannot be sent to {}: {}", hop, e.toString());
      counters.add(Count.TRANSPORT_ERRORS);
    }
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
