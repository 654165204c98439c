package io.invitebridge.sip.transport;

import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.ObjectInUseException;
import javax.sip.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client transaction of the stack and who listens to it. Any thread. */
final class JainClientCall implements ClientCall {
  private static final Logger LOG = LoggerFactory.getLogger(JainClientCall.class);

  private final ClientListener listener;
  private Optional<ClientTransaction> transaction = Optional.empty();
  private boolean abandoned;

  JainClientCall(ClientListener listener) {
    this.listener = listener;
  }

  /**
   * @return false when the call was abandoned before its request could be sent
   */
  synchronized boolean attach(ClientTransaction made) {
    transaction = Optional.of(made);
    return !abandoned;
  }

  @Override
  public void abandon() {
    Optional<ClientTransaction> over;
    synchronized (this) {
      abandoned = true;
      over = transaction;
    }
    over.ifPresent(JainClientCall::end);
  }

  void respond(SIPResponse response) {
    if (!isAbandoned()) {
      listener.onResponse(response);
    }
  }

  void fail(Failure failure) {
    if (!isAbandoned()) {
      listener.onFailure(failure);
    }
  }

  private synchronized boolean isAbandoned() {
    return abandoned;
  }

  /** A transaction with a final response ends by its own timers, which absorb retransmissions. */
  private static void end(ClientTransaction transaction) {
    if (transaction.getState() == null
        || transaction.getState() == TransactionState.CALLING
        || transaction.getState() == TransactionState.PROCEEDING) {
      try {
        transaction.terminate();
      } catch (ObjectInUseException e) {
        LOG.debug("A client transaction ends by its own timers: {}", e.toString());
      }
    }
  }
}
