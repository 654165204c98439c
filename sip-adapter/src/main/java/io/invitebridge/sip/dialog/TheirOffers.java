package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SessionChange.Kind;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.transport.ServerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The peer's re-INVITEs and UPDATEs (RFC 3261 section 14.2, RFC 3311 section 5.2). What says
 * nothing new, and what our own description can answer, is answered at once; a change that concerns
 * an app's description is put to the app, and refused when it does not answer in time.
 * Lane-confined.
 */
final class TheirOffers {
  private final DialogParts parts;
  private final SessionTimer timer;
  private final OurOffers ours;
  private final BiConsumer<ServerCall, SIPResponse> accept;
  private Optional<Asked> asked = Optional.empty();
  private String lastInvite = "";
  private boolean delayed;

  /** An offer that waits for the app. */
  private record Asked(ServerCall call, Sdp offer, Worker.Cancellation deadline) {
    boolean isInvite() {
      return call.request().getMethod().equals(MethodNames.INVITE);
    }
  }

  /**
   * @param accept sends a 2xx to INVITE and repeats it until its ACK
   */
  TheirOffers(
      DialogParts parts,
      SessionTimer timer,
      OurOffers ours,
      BiConsumer<ServerCall, SIPResponse> accept) {
    this.parts = parts;
    this.timer = timer;
    this.ours = ours;
    this.accept = accept;
  }

  /** RFC 3261 section 14.2. */
  void reinvite(ServerCall call) {
    Optional<Complaint> complaint =
        crossingInvite().or(() -> SessionTimer.objection(call.request(), parts.rules().timers()));
    if (complaint.isPresent()) {
      parts.refuse(call, complaint.get());
      return;
    }
    lastInvite = Received.branch(call.request());
    Optional<Sdp> offer = Negotiation.read(Received.sdp(call.request()));
    if (offer.isPresent()) {
      settle(call, offer.get());
    } else {
      // No offer in the request: ours goes into the 200, unchanged, and the ACK answers it.
      delayed = true;
      take(call, Optional.of(parts.media().local()));
      parts.media().offering();
    }
  }

  /** RFC 3311 section 5.2. */
  void update(ServerCall call) {
    Optional<Sdp> offer = Negotiation.read(Received.sdp(call.request()));
    Optional<Complaint> complaint =
        offer
            .flatMap(sdp -> crossing())
            .or(() -> SessionTimer.objection(call.request(), parts.rules().timers()));
    if (complaint.isPresent()) {
      parts.refuse(call, complaint.get());
    } else if (offer.isPresent()) {
      settle(call, offer.get());
    } else {
      take(call, Optional.empty());
    }
  }

  /** An offer that comes while another waits for its answer. */
  Optional<Complaint> crossing() {
    if (parts.media().isOpen() || ours.isUnderWay()) {
      return Optional.of(Complaint.of(491, "Request Pending"));
    }
    return parts.media().local().isEmpty() || asked.isPresent()
        ? Optional.of(Complaint.of(500, "Earlier offer not answered yet", parts.retryAfter()))
        : Optional.empty();
  }

  private Optional<Complaint> crossingInvite() {
    if (parts.owner().isBeingSetUp() || asked.isPresent()) {
      return Optional.of(
          parts.owner().isBeingSetUp() && parts.owner().isOurInvite()
              ? Complaint.of(491, "Request Pending")
              : Complaint.of(500, "Earlier INVITE not answered yet", parts.retryAfter()));
    }
    return ours.isInviteUnderWay() ? crossing() : Optional.empty();
  }

  /** True while an app is asked about an offer of the peer. */
  boolean isAsking() {
    return asked.isPresent();
  }

  /** The app, or the other party's network, has answered the offer that we passed on. */
  void answered(SessionChange change) {
    if (asked.isEmpty()) {
      return;
    }
    Asked now = asked.get();
    Optional<String> answer = CoreToSip.sdp(change.content());
    done(now);
    if (change.kind() == Kind.ANSWER && answer.isPresent()) {
      parts.media().changed(answer.get(), now.offer());
      take(now.call(), answer);
    } else {
      refuseMedia(now.call());
    }
  }

  /**
   * The ACK of a re-INVITE without offer answers ours; an app has to know what it says.
   *
   * @return false when no such answer was due
   */
  boolean acked(SIPRequest ack) {
    if (!delayed) {
      return false;
    }
    delayed = false;
    Optional<Sdp> answer = Negotiation.read(Received.sdp(ack));
    Optional<Sdp> before = parts.media().remote();
    parts.media().unchanged();
    answer.ifPresent(sdp -> parts.media().answered(answer));
    boolean news =
        answer.isPresent() && before.filter(known -> known.saysTheSameAs(answer.get())).isEmpty();
    if (news && parts.media().isApps()) {
      SipToCore.change(Kind.OFFER, answer.get().text())
          .ifPresent(
              change -> {
                ours.expectEcho();
                parts.owner().onSessionChange(change);
              });
    }
    return true;
  }

  /**
   * RFC 3261 section 9.2, for a re-INVITE.
   *
   * @return false when it cancels nothing that was ever here: 481
   */
  boolean cancel(SIPRequest cancel) {
    boolean known = Received.branch(cancel).equals(lastInvite);
    if (known && asked.filter(Asked::isInvite).isPresent()) {
      Asked now = asked.get();
      done(now);
      parts.refuse(now.call(), Complaint.of(487, "Request Terminated"));
      withdraw();
    }
    return known;
  }

  /** The dialog ends: what waits is answered (RFC 3261 section 15.1.2). */
  void end() {
    asked.ifPresent(
        now -> {
          done(now);
          parts.refuse(now.call(), Complaint.of(487, "Request Terminated"));
        });
  }

  private void settle(ServerCall call, Sdp offer) {
    Optional<String> answer = parts.media().answer(offer);
    Optional<SessionChange> question = SipToCore.change(Kind.OFFER, offer.text());
    if (answer.isPresent()) {
      take(call, answer);
    } else if (question.isEmpty() || parts.owner().isBeingSetUp()) {
      refuseMedia(call);
    } else {
      ask(call, offer, question.get());
    }
  }

  private void ask(ServerCall call, Sdp offer, SessionChange question) {
    if (call.request().getMethod().equals(MethodNames.INVITE)) {
      call.respond(parts.world().responses().trying(call.request()));
    }
    Worker.Cancellation deadline = parts.lane().after(parts.rules().offerWait(), this::notAnswered);
    asked = Optional.of(new Asked(call, offer, deadline));
    parts.owner().onSessionChange(question);
  }

  /** RFC 3311 section 5.2: 504 when somebody would have to be asked for too long. */
  private void notAnswered() {
    asked.ifPresent(
        now -> {
          done(now);
          if (now.isInvite()) {
            refuseMedia(now.call());
          } else {
            parts.refuse(now.call(), Complaint.of(504, "Server Time-out"));
          }
          withdraw();
        });
  }

  private void withdraw() {
    parts.owner().onSessionChange(new SessionChange(Kind.WITHDRAWAL, Content.EMPTY));
  }

  private void done(Asked now) {
    now.deadline().cancel();
    asked = Optional.empty();
  }

  private void take(ServerCall call, Optional<String> sdp) {
    SIPRequest request = call.request();
    parts.dialog().refreshTarget(request);
    List<HeaderLine> headers = new ArrayList<>(timer.agree(request));
    headers.add(parts.contact());
    headers.add(Offered.methods(parts.rules()));
    headers.add(Offered.SUPPORTED);
    SIPResponse response = parts.response(call, 200, headers);
    sdp.ifPresent(text -> Requests.addSdp(response, text));
    if (request.getMethod().equals(MethodNames.INVITE)) {
      accept.accept(call, response);
    } else {
      call.respond(response);
    }
  }

  private void refuseMedia(ServerCall call) {
    parts.refuse(call, Negotiation.NOT_ACCEPTABLE);
  }
}
