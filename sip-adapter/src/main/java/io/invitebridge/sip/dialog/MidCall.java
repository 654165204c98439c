package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.translate.DtmfText;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.transport.ServerCall;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.header.ContentTypeHeader;

/**
 * Serves what comes inside a dialog, and ends it. The leg that owns it hears only of a BYE, of key
 * presses, of an ACK and of an ACK that never came. Lane-confined.
 */
final class MidCall {
  private final Surroundings world;
  private final Worker lane;
  private final Dialog dialog;
  private final Negotiation media;
  private final Owner owner;
  private final DialogParts parts;
  private final KeyPresses keys;
  private final SessionTimer timer;
  private final OurOffers ours;
  private final TheirOffers theirs;
  private final OurTransfers ourTransfers;
  private final TheirTransfers theirTransfers;
  private final Map<Long, UnackedAnswer> unacked = new HashMap<>();

  /** The leg. */
  interface Owner {
    /** The peer hung up; its BYE has been answered. */
    void onBye(SIPRequest bye);

    /** What a PRACK acknowledges; empty: nothing that waits for it. */
    default Optional<ProvisionalAck> acknowledge(SIPRequest prack) {
      return Optional.empty();
    }

    /** The peer pressed keys; its INFO has been answered. */
    void onDtmf(Dtmf dtmf);

    /** Our 2xx to the INVITE with this number has arrived. */
    void onAnswerAcked(long inviteSeq);

    /** Our 2xx to the INVITE with this number was never acknowledged. */
    void onAnswerLost(long inviteSeq);

    /**
     * The peer changes the media or wants the other party transferred, or an answer to that is
     * here.
     */
    void onSessionChange(SessionChange change);

    /** The peer knows the call no more, or has not refreshed it: to be ended from our side. */
    void onSessionLost();

    /** True while the INVITE that made this dialog has no final answer. */
    boolean isBeingSetUp();

    /** True while that INVITE is our own (RFC 3261 section 14.2: 491, else 500). */
    boolean isOurInvite();

    /** True from the ACK until a BYE of either side is on its way. */
    boolean isUp();

    /** True once a BYE of either side is on its way. */
    boolean isOver();

    /** Of the trunk that the peer is behind. */
    TrunkProfile profile();
  }

  /**
   * A reliable provisional of ours that a PRACK acknowledges.
   *
   * @param offered whether it carried our offer, which the PRACK then answers
   * @param taken to be run once the PRACK is answered with 200
   */
  record ProvisionalAck(boolean offered, Runnable taken) {}

  MidCall(DialogParts parts) {
    this.parts = parts;
    this.world = parts.world();
    this.lane = parts.lane();
    this.dialog = parts.dialog();
    this.media = parts.media();
    this.owner = parts.owner();
    this.keys = new KeyPresses(world, lane, dialog);
    this.timer = new SessionTimer(lane, parts.rules().timers(), new Refreshing());
    this.ours = new OurOffers(parts, timer, this::isAsking);
    this.theirs = new TheirOffers(parts, timer, ours, this::accept);
    this.ourTransfers = new OurTransfers(parts);
    this.theirTransfers = new TheirTransfers(parts);
  }

  private boolean isAsking() {
    return theirs.isAsking();
  }

  Dialog dialog() {
    return dialog;
  }

  /** Sends a 2xx to an INVITE and repeats it until the ACK. */
  void accept(ServerCall call, SIPResponse response) {
    long number = call.request().getCSeq().getSeqNumber();
    unacked.put(
        number,
        new UnackedAnswer(
            world,
            lane,
            call,
            response,
            () -> {
              unacked.remove(number);
              world.counters().add(Count.ACK_MISSING);
              owner.onAnswerLost(number);
            }));
  }

  void onAck(SIPRequest ack) {
    long number = ack.getCSeq().getSeqNumber();
    UnackedAnswer answer = unacked.get(number);
    if (answer != null && dialog.isWith(ack)) {
      unacked.remove(number);
      answer.stop();
      if (!theirs.acked(ack) && media.isOpen() && !ours.isUnderWay()) {
        media.answered(Negotiation.read(Received.sdp(ack)));
        media.unchanged();
      }
      owner.onAnswerAcked(number);
    }
  }

  /** The session timer of the INVITE that made the dialog; the lines go into our 2xx. */
  List<HeaderLine> agree(SIPRequest invite) {
    dialog.hear(invite);
    return timer.agree(invite);
  }

  /** The same, when the INVITE is ours. */
  void agreed(SIPResponse success) {
    timer.agreed(success);
  }

  /** The other party changes the media or wants a transfer, or answers the peer's wish for that. */
  void change(SessionChange change) {
    switch (change.kind()) {
      case TRANSFER -> ourTransfers.request(change, theirTransfers.isUnderWay());
      case TRANSFER_WITHDRAWN -> ourTransfers.withdrawn();
      case TRANSFER_TRYING, TRANSFER_DONE, TRANSFER_FAILED -> theirTransfers.step(change);
      case OFFER -> offer(change);
      case WITHDRAWAL -> ours.withdraw();
      case ANSWER, REFUSAL -> {
        if (!ours.echoed(change)) {
          theirs.answered(change);
        }
      }
    }
  }

  /** A description of ours that nobody waits to hear of. */
  void offerQuietly(String sdp) {
    ours.offerQuietly(sdp);
  }

  /** A change that crosses one of the peer is refused: the peer's came first. */
  private void offer(SessionChange change) {
    if (theirs.isAsking() || ours.isChanging() || media.isOpen()) {
      owner.onSessionChange(SipToCore.refusedChange(491, "Another change is under way"));
    } else {
      ours.change(change.content());
    }
  }

  /**
   * A CANCEL inside the dialog.
   *
   * @return false when it cancels nothing that was ever here
   */
  boolean cancel(SIPRequest cancel) {
    return dialog.isWith(cancel) && theirs.cancel(cancel);
  }

  /** A 2xx to an INVITE of ours inside the dialog that comes again. */
  void acknowledgeAgain(SIPResponse success) {
    if (!ours.acknowledgeAgain(success)) {
      world.counters().add(Count.DROPPED);
    }
  }

  /** Ends the dialog from our side; {@code done} runs when the BYE's transaction is over. */
  void bye(HeaderLine reason, Runnable done) {
    bye(reason, List.of(), done);
  }

  /** As above, with headers of the parties' own. */
  void bye(HeaderLine reason, List<HeaderLine> custom, Runnable done) {
    stopTimers();
    theirs.end();
    endTransfers();
    SIPRequest bye = dialog.request(MethodNames.BYE);
    Requests.add(bye, reason);
    custom.forEach(line -> Requests.add(bye, line));
    world
        .transport()
        .send(
            bye,
            dialog.nextHop(),
            new ClientListener() {
              @Override
              public void onResponse(SIPResponse response) {
                if (response.getStatusCode() >= 200) {
                  lane.execute(done);
                }
              }

              @Override
              public void onFailure(Failure failure) {
                lane.execute(done);
              }
            });
  }

  /** Tells the peer that the other party pressed keys. */
  void press(Dtmf dtmf) {
    keys.send(dtmf);
  }

  void stopTimers() {
    keys.stop();
    timer.stop();
    unacked.values().forEach(UnackedAnswer::stop);
    unacked.clear();
  }

  void serve(ServerCall call) {
    SIPRequest request = call.request();
    if (!dialog.isWith(request)) {
      refuse(call, Complaint.of(481, "Call/Transaction Does Not Exist"));
    } else if (!dialog.advance(request)) {
      refuse(call, Complaint.of(500, "Request out of order", parts.retryAfter()));
    } else if (request.getMethod().equals(MethodNames.BYE)) {
      respond(call, 200, List.of());
      theirs.end();
      endTransfers();
      stopTimers();
      owner.onBye(request);
    } else if (owner.isOver()) {
      refuse(call, Complaint.of(481, "Call/Transaction Does Not Exist"));
    } else {
      serveWhileUp(call);
    }
  }

  private void serveWhileUp(ServerCall call) {
    dialog.hear(call.request());
    switch (call.request().getMethod()) {
      case MethodNames.INVITE -> theirs.reinvite(call);
      case MethodNames.UPDATE -> theirs.update(call);
      case MethodNames.PRACK -> prack(call);
      case MethodNames.INFO -> info(call);
      case MethodNames.REFER -> theirTransfers.refer(call);
      case MethodNames.NOTIFY -> ourTransfers.notified(call);
      case MethodNames.OPTIONS ->
          respond(call, 200, List.of(Offered.methods(parts.rules()), MethodNames.ACCEPT));
      default ->
          refuse(call, Complaint.of(405, "Method Not Allowed", Offered.methods(parts.rules())));
    }
  }

  private void endTransfers() {
    ourTransfers.end();
    theirTransfers.end();
  }

  /** RFC 3262 sections 3 and 5: a PRACK answers our offer, or brings the next one. */
  private void prack(ServerCall call) {
    Optional<ProvisionalAck> acknowledged = owner.acknowledge(call.request());
    Optional<Sdp> body = Negotiation.read(Received.sdp(call.request()));
    if (acknowledged.isEmpty()) {
      refuse(call, Complaint.of(481, "Call/Transaction Does Not Exist"));
    } else if (acknowledged.get().offered() && body.isEmpty()) {
      refuse(call, Complaint.badRequest("The PRACK must answer the offer"));
    } else if (acknowledged.get().offered() || body.isEmpty()) {
      if (acknowledged.get().offered()) {
        media.answered(body);
      }
      respond(call, 200, List.of());
      acknowledged.get().taken().run();
    } else {
      prackOffer(call, body.get(), acknowledged.get());
    }
  }

  private void prackOffer(ServerCall call, Sdp offer, ProvisionalAck acknowledged) {
    Optional<Complaint> crossing = theirs.crossing();
    Optional<String> answer = crossing.isPresent() ? Optional.empty() : media.answer(offer);
    if (crossing.isPresent()) {
      refuse(call, crossing.get());
    } else if (answer.isEmpty()) {
      refuse(call, Negotiation.NOT_ACCEPTABLE);
    } else {
      call.respond(withSdp(call, answer.get()));
      acknowledged.taken().run();
    }
  }

  /** Key presses and empty bodies are taken; other types are not understood (RFC 6086 4.2.2). */
  private void info(ServerCall call) {
    SIPRequest request = call.request();
    Optional<String> body = Received.body(request);
    if (body.isEmpty()) {
      respond(call, 200, List.of());
      return;
    }
    ContentTypeHeader type = request.getContentTypeHeader();
    if (type == null || !isDtmf(type)) {
      refuse(
          call,
          Complaint.of(
              415,
              "Unsupported Media Type",
              new HeaderLine("Accept", "application/dtmf-relay, application/dtmf")));
      return;
    }
    Optional<Dtmf> dtmf = DtmfText.read(type.getContentSubType(), body.get());
    if (dtmf.isEmpty()) {
      refuse(call, Complaint.of(400, "The body names no key"));
      return;
    }
    respond(call, 200, List.of());
    owner.onDtmf(dtmf.get());
  }

  private static boolean isDtmf(ContentTypeHeader type) {
    return type.getContentType().equalsIgnoreCase("application")
        && (type.getContentSubType().equalsIgnoreCase(DtmfText.RELAY)
            || type.getContentSubType().equalsIgnoreCase(DtmfText.BARE));
  }

  private SIPResponse withSdp(ServerCall call, String sdp) {
    SIPResponse response =
        world
            .responses()
            .build(
                call.request(),
                200,
                "",
                dialog.localTag(),
                List.of(Offered.methods(parts.rules())));
    Requests.addSdp(response, sdp);
    return response;
  }

  private void refuse(ServerCall call, Complaint complaint) {
    call.respond(world.responses().refuse(call.request(), complaint, dialog.localTag()));
  }

  private void respond(ServerCall call, int status, List<HeaderLine> headers) {
    call.respond(world.responses().build(call.request(), status, "", dialog.localTag(), headers));
  }

  /** What the session timer wants. */
  private final class Refreshing implements SessionTimer.Work {
    @Override
    public void refresh() {
      if (!theirs.isAsking()) {
        ours.refresh();
      }
    }

    @Override
    public void expired() {
      if (!owner.isOver()) {
        owner.onSessionLost();
      }
    }
  }
}
