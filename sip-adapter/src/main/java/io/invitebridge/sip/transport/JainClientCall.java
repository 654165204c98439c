package io.invitebridge.sip.transport;

import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import io.invitebridge.sip.transport.wire.PeerChannel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.sip.ClientTransaction;
import javax.sip.ObjectInUseException;
import javax.sip.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client transaction of the stack and who listens to it. Any thread. */
final class JainClientCall implements ClientCall {
  private static final Logger LOG = LoggerFactory.getLogger(JainClientCall.class);

  private static final Set<Phase> UNHEARD = EnumSet.of(Phase.SENT, Phase.PROVISIONAL);

  private final ClientListener listener;
  private Phase phase = Phase.SENT;
  private Optional<ClientTransaction> transaction = Optional.empty();
  private Optional<PeerChannel.Watch> watch = Optional.empty();

  private enum Phase {
    SENT,
    PROVISIONAL,
    ANSWERED,
    /** Abandoned or failed: the listener hears no more. */
    OVER
  }

  JainClientCall(ClientListener listener) {
    this.listener = listener;
  }

  /**
   * @return false when the call was abandoned before its request could be sent
   */
  synchronized boolean attach(ClientTransaction made) {
    transaction = Optional.of(made);
    return phase != Phase.OVER;
  }

  /** The end of this connection would be its own, unless it has ended before. */
  void rides(PeerChannel.Watch connection) {
    boolean waits;
    synchronized (this) {
      watch = Optional.of(connection);
      waits = UNHEARD.contains(phase);
    }
    if (!waits) {
      connection.stop();
    }
  }

  /** True while neither a final response nor an end has come. */
  synchronized boolean isWaiting() {
    return UNHEARD.contains(phase);
  }

  synchronized boolean hasProvisional() {
    return phase == Phase.PROVISIONAL;
  }

  @Override
  public void abandon() {
    become(Phase.OVER);
    transaction().ifPresent(JainClientCall::end);
  }

  /** The peer is lost: the transaction ends, and nobody waits for its timer. */
  void breakOff() {
    if (isWaiting()) {
      transaction().ifPresent(JainClientCall::terminate);
      fail(Failure.UNREACHABLE);
    }
  }

  /** A 2xx to INVITE may come several times. */
  void respond(SIPResponse response) {
    boolean heard =
        response.getStatusCode() < 200 ? isProceeding() : become(Phase.ANSWERED) != Phase.OVER;
    if (heard) {
      listener.onResponse(response);
    }
  }

  void fail(Failure failure) {
    if (UNHEARD.contains(become(Phase.OVER))) {
      listener.onFailure(failure);
    }
  }

  private synchronized boolean isProceeding() {
    if (phase == Phase.SENT) {
      phase = Phase.PROVISIONAL;
    }
    return phase == Phase.PROVISIONAL;
  }

  /**
   * @return what it was before; once over it stays so
   */
  private Phase become(Phase next) {
    Phase before;
    Optional<PeerChannel.Watch> last;
    synchronized (this) {
      before = phase;
      phase = before == Phase.OVER ? before : next;
      last = watch;
      watch = Optional.empty();
    }
    last.ifPresent(PeerChannel.Watch::stop);
    return before;
  }

  private synchronized Optional<ClientTransaction> transaction() {
    return transaction;
  }

  /** A transaction with a final response ends by its own timers, which absorb retransmissions. */
  private static void end(ClientTransaction transaction) {
    if (transaction.getState() == null
        || transaction.getState() == TransactionState.CALLING
        || transaction.getState() == TransactionState.PROCEEDING) {
      terminate(transaction);
    }
  }

  private static void terminate(ClientTransaction transaction) {
    try {
      transaction.terminate();
    } catch (ObjectInUseException e) {
      LOG.debug("A client transaction ends by its own timers: {}", e.toString());
    }
  }
}
