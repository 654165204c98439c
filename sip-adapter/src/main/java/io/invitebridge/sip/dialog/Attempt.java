package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.transport.ClientCall;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The INVITE of a leg at one place, until its final answer. One that is given up for another place
 * still has its transaction: it is cancelled as soon as it may be, and a 2xx to it is heard.
 * Lane-confined.
 */
final class Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private final Surroundings world;
  private final Worker lane;
  private final Endpoint hop;
  private final Owner owner;
  private SIPRequest invite;
  private boolean provisional;
  private boolean cancelSent;
  private Optional<HeaderLine> withdrawal = Optional.empty();
  private Optional<ClientCall> transaction = Optional.empty();
  private Optional<Worker.Cancellation> giveUp = Optional.empty();

  /** The leg. */
  interface Owner {
    /**
     * @param first whether it is the first provisional of this attempt
     */
    void onProvisional(Attempt attempt, SIPResponse response, boolean first);

    void onFinal(Attempt attempt, SIPResponse response);

    void onFailure(Attempt attempt, Failure failure);

    /** It was cancelled, and no final answer came. */
    void onNeverAnswered(Attempt attempt);

    /** Whether the call is still wanted there; asked before it is placed with credentials. */
    boolean wants(Attempt attempt);
  }

  Attempt(Surroundings world, Worker lane, SIPRequest invite, Endpoint hop, Owner owner) {
    this.world = world;
    this.lane = lane;
    this.invite = invite;
    this.hop = hop;
    this.owner = owner;
  }

  SIPRequest invite() {
    return invite;
  }

  Endpoint hop() {
    return hop;
  }

  Protocol protocol() {
    return hop.protocol();
  }

  long number() {
    return invite.getCSeq().getSeqNumber();
  }

  boolean hasProvisional() {
    return provisional;
  }

  void send() {
    ClientListener listener =
        new ClientListener() {
          @Override
          public void onResponse(SIPResponse response) {
            lane.execute(() -> Attempt.this.onResponse(response));
          }

          @Override
          public void onFailure(Failure failure) {
            lane.execute(() -> owner.onFailure(Attempt.this, failure));
          }

          @Override
          public boolean mayRepeat(SIPRequest next) {
            return repeats(next);
          }
        };
    transaction = Optional.of(world.transport().send(invite, hop, listener));
  }

  /** Cancels it: at once, or with its first provisional (RFC 3261 section 9.1). */
  void withdraw(HeaderLine reason) {
    withdrawal = Optional.of(reason);
    if (provisional) {
      cancelNow();
    }
  }

  /** Ends the transaction, unless it waits for retransmissions of its final answer only. */
  void abandon() {
    giveUp.ifPresent(Worker.Cancellation::cancel);
    transaction.ifPresent(ClientCall::abandon);
  }

  /** A response of the transaction, or a 2xx that came after it. */
  void onResponse(SIPResponse response) {
    if (response.getStatusCode() >= 200) {
      giveUp.ifPresent(Worker.Cancellation::cancel);
      owner.onFinal(this, response);
      return;
    }
    boolean first = !provisional;
    provisional = true;
    owner.onProvisional(this, response, first);
    if (withdrawal.isPresent()) {
      cancelNow();
    }
  }

  /** A CANCEL would be for the new transaction, which has had no provisional yet. */
  private boolean repeats(SIPRequest next) {
    if (withdrawal.isPresent() || !owner.wants(this)) {
      return false;
    }
    invite = next;
    provisional = false;
    return true;
  }

  /** With an end even if no 487 ever comes. */
  private void cancelNow() {
    if (cancelSent) {
      return;
    }
    cancelSent = true;
    SIPRequest cancel = world.requests().cancel(invite, withdrawal);
    world.transport().send(cancel, hop, new CancelListener());
    giveUp =
        Optional.of(
            lane.after(
                world.patience(),
                () -> {
                  transaction.ifPresent(ClientCall::abandon);
                  owner.onNeverAnswered(this);
                }));
  }

  /** The CANCEL's own answer changes nothing: the INVITE's final response decides. */
  private static final class CancelListener implements ClientListener {
    @Override
    public void onResponse(SIPResponse response) {
      LOG.debug("A CANCEL is answered with {}", response.getStatusCode());
    }

    @Override
    public void onFailure(Failure failure) {
      LOG.debug("A CANCEL is not answered: {}", failure);
    }
  }
}
