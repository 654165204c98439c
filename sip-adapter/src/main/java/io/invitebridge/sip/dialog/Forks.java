package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.ReliableHeaders;
import io.invitebridge.sip.message.ReliableHeaders.Acknowledged;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialogs that one INVITE of ours has made, one for each To tag (RFC 3261 sections 12.1 and
 * 13.2.2.4): a proxy behind the peer may fork. Reliable provisionals are acknowledged here (RFC
 * 3262 section 4). Lane-confined.
 */
final class Forks {
  private static final Logger LOG = LoggerFactory.getLogger(Forks.class);

  /** A peer that answers from more places than this is hostile. */
  private static final int MOST = 32;

  private final Surroundings world;
  private final Worker lane;
  private final Negotiation first;
  private final CallSettings rules;
  private final Function<Fork, MidCall.Owner> owners;
  private final Map<String, Fork> byTag = new HashMap<>();

  /**
   * @param owners who hears of what comes in a dialog
   */
  Forks(Surroundings world, Worker lane, CallPlan plan, Function<Fork, MidCall.Owner> owners) {
    this.world = world;
    this.lane = lane;
    this.first = plan.media();
    this.rules = plan.rules();
    this.owners = owners;
  }

  /** One dialog of the INVITE, early or confirmed. */
  final class Fork {
    private final Negotiation media = first.branch();
    private final Dialog dialog;
    private final MidCall call;
    private long acknowledged;
    private Optional<SIPRequest> ack = Optional.empty();

    private Fork(Dialog dialog) {
      this.dialog = dialog;
      this.call =
          new MidCall(
              new DialogParts(
                  world, lane, dialog, media, contact(dialog), rules, owners.apply(this)));
    }

    MidCall call() {
      return call;
    }

    Negotiation media() {
      return media;
    }

    /** The ACK that its 2xx has had. */
    Optional<SIPRequest> ack() {
      return ack;
    }

    /**
     * RFC 3261 section 13.2.2.4: a 2xx makes the dialog, or confirms it, and is acknowledged.
     *
     * @param answer ours, when the 2xx made the offer
     */
    SIPRequest confirm(SIPResponse success, Optional<String> answer) {
      dialog.confirm(success);
      SIPRequest made = dialog.ack(success.getCSeq().getSeqNumber());
      answer.ifPresent(sdp -> Requests.addSdp(made, sdp));
      made.setApplicationData(dialog.nextHop());
      ack = Optional.of(made);
      world.transport().sendAck(made, dialog.nextHop());
      return made;
    }
  }

  private HeaderLine contact(Dialog dialog) {
    return world.identity().contact(dialog.peer(), dialog.localTag());
  }

  /** The dialog of a response that has a To tag; empty for a further one beyond all measure. */
  Optional<Fork> of(SIPRequest invite, SIPResponse response, Endpoint peer) {
    Fork known = byTag.get(Received.toTag(response));
    if (known != null || byTag.size() >= MOST) {
      return Optional.ofNullable(known);
    }
    Fork fork = new Fork(Dialog.asClient(world, invite, response, peer));
    byTag.put(Received.toTag(response), fork);
    return Optional.of(fork);
  }

  /**
   * The dialog of a 2xx that has not been acknowledged yet. One that has is acknowledged again (RFC
   * 3261 section 13.2.2.4); one from a further place beyond all measure is left alone.
   */
  Optional<Fork> answered(SIPRequest invite, SIPResponse success, Endpoint peer) {
    Optional<Fork> fork = of(invite, success, peer);
    if (fork.isEmpty()) {
      LOG.warn("A call is answered from too many places; one more is left alone");
    }
    fork.flatMap(Fork::ack)
        .ifPresent(sent -> world.transport().sendAck(sent, (Endpoint) sent.getApplicationData()));
    return fork.filter(made -> made.ack().isEmpty());
  }

  /** The dialog that a request of the peer is in. */
  Optional<Fork> with(SIPRequest request) {
    return Optional.ofNullable(byTag.get(Received.fromTag(request)));
  }

  /**
   * Takes a provisional: one that is reliable is acknowledged if it is the next in order.
   *
   * @return false when it is a copy, or one before it is missing: it counts for nothing (RFC 3262
   *     section 4)
   */
  boolean take(SIPRequest invite, SIPResponse response, Endpoint peer) {
    Optional<Long> number = ReliableHeaders.number(response);
    if (number.isEmpty()) {
      return true;
    }
    Optional<Fork> fork =
        Received.toTag(response).isEmpty() ? Optional.empty() : of(invite, response, peer);
    if (fork.isEmpty() || !isNext(fork.get(), number.get())) {
      LOG.debug("A reliable provisional is a copy or out of order; it is ignored");
      return false;
    }
    fork.get().acknowledged = number.get();
    acknowledge(fork.get(), number.get(), response);
    return true;
  }

  /** True when the offer is an app's own. */
  boolean areOfAnApp() {
    return first.isApps();
  }

  void stopTimers() {
    byTag.values().forEach(fork -> fork.call.stopTimers());
  }

  private static boolean isNext(Fork fork, long number) {
    return fork.acknowledged == 0 || number == fork.acknowledged + 1;
  }

  private void acknowledge(Fork fork, long number, SIPResponse response) {
    SIPRequest prack = fork.dialog.request(MethodNames.PRACK);
    long cseq = response.getCSeq().getSeqNumber();
    Requests.add(prack, new Acknowledged(number, cseq, MethodNames.INVITE).line());
    Negotiation.read(Received.sdp(response))
        .flatMap(described -> answered(fork, described))
        .ifPresent(answer -> Requests.addSdp(prack, answer));
    world.transport().send(prack, fork.dialog.nextHop(), new PrackListener());
  }

  /** The answer to our offer; a further description is an offer, answered in the PRACK. */
  private static Optional<String> answered(Fork fork, Sdp described) {
    if (fork.media.isOpen()) {
      fork.media.answered(Optional.of(described));
      return Optional.empty();
    }
    boolean repeated = fork.media.remote().filter(described::saysTheSameAs).isPresent();
    return repeated ? Optional.empty() : fork.media.answer(described);
  }

  /** A PRACK that fails changes nothing: the INVITE's final response decides. */
  private static final class PrackListener implements ClientListener {
    @Override
    public void onResponse(SIPResponse response) {
      LOG.debug("PRACK is answered with {}", response.getStatusCode());
    }

    @Override
    public void onFailure(Failure failure) {
      LOG.debug("PRACK is not answered: {}", failure);
    }
  }
}
