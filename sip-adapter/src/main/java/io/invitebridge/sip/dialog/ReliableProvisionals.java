package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.message.Extensions;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.ReliableHeaders;
import io.invitebridge.sip.message.ReliableHeaders.Acknowledged;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.transport.ServerCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Our provisional responses to one INVITE whose caller acknowledges them (RFC 3262 section 3): one
 * at a time, each sent again after T1, then after twice as long each time, until its PRACK; given
 * up after 64 x T1. Lane-confined.
 */
final class ReliableProvisionals {
  /** RFC 3262 section 3: the first number lies below 2^31; room is left to count on. */
  private static final int FIRST_BELOW = 1 << 30;

  private final Surroundings world;
  private final Worker lane;
  private final ServerCall invite;
  private final Runnable lost;
  private final ArrayDeque<SIPResponse> waiting = new ArrayDeque<>();
  private final Set<Long> unacknowledged = new HashSet<>();
  private Optional<SIPResponse> sent = Optional.empty();
  private Optional<Runnable> afterwards = Optional.empty();
  private Worker.Cancellation resend = () -> {};
  private Worker.Cancellation giveUp = () -> {};
  private long number;

  /**
   * @param lost runs when a PRACK has not come in 64 x T1
   */
  ReliableProvisionals(Surroundings world, Worker lane, ServerCall invite, Runnable lost) {
    this.world = world;
    this.lane = lane;
    this.invite = invite;
    this.lost = lost;
    this.number = world.tokens().below(FIRST_BELOW);
  }

  /** Sends a provisional, after those before it have been acknowledged. */
  void send(SIPResponse response) {
    waiting.add(response);
    next();
  }

  /** True while any is on its way: a mere repetition need not join it. */
  boolean isBusy() {
    return sent.isPresent();
  }

  /**
   * Runs a 2xx's sending: at once, or, while one with a description is on its way, after its PRACK
   * (RFC 3262 section 3).
   */
  void finallyDo(Runnable success) {
    if (sent.filter(Received::hasSdp).isPresent()) {
      afterwards = Optional.of(success);
    } else {
      stop();
      success.run();
    }
  }

  /**
   * Takes a PRACK.
   *
   * @return what it acknowledges; empty: nothing that waits for it, 481
   */
  Optional<SIPResponse> acknowledge(SIPRequest prack) {
    Optional<Acknowledged> what = ReliableHeaders.acknowledged(prack);
    if (what.isEmpty()
        || !what.get().method().equals(MethodNames.INVITE)
        || what.get().cseq() != invite.request().getCSeq().getSeqNumber()
        || !unacknowledged.contains(what.get().response())) {
      return Optional.empty();
    }
    return sent;
  }

  /** The PRACK has been taken and answered: on with what waits. */
  void acknowledged() {
    resend.cancel();
    giveUp.cancel();
    unacknowledged.clear();
    sent = Optional.empty();
    Optional<Runnable> success = afterwards;
    afterwards = Optional.empty();
    if (success.isPresent()) {
      waiting.clear();
      success.get().run();
    } else {
      next();
    }
  }

  /** A final answer is out: nothing is repeated any more, but a late PRACK is still known. */
  void stop() {
    resend.cancel();
    giveUp.cancel();
    waiting.clear();
    afterwards = Optional.empty();
  }

  private void next() {
    if (sent.isPresent() || waiting.isEmpty()) {
      return;
    }
    SIPResponse response = waiting.remove();
    number++;
    Requests.add(response, new HeaderLine("Require", Extensions.RELIABLE));
    Requests.add(response, new HeaderLine("RSeq", Long.toString(number)));
    sent = Optional.of(response);
    unacknowledged.add(number);
    invite.respond(response);
    Duration first = world.settings().t1();
    resend = lane.after(first, () -> again(response, first));
    giveUp = lane.after(world.patience(), this::giveUp);
  }

  private void again(SIPResponse response, Duration waited) {
    invite.respond(response);
    Duration next = waited.multipliedBy(2);
    resend = lane.after(next, () -> again(response, next));
  }

  private void giveUp() {
    stop();
    lost.run();
  }
}
