package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SessionChange.Kind;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our re-INVITEs and UPDATEs (RFC 3261 section 14.1, RFC 3311 section 5.1): a change of the media
 * that the other party wants, and the refresh of the session timer. One at a time. Lane-confined.
 */
final class OurOffers {
  private static final Logger LOG = LoggerFactory.getLogger(OurOffers.class);

  /** So often a request that crosses another, or asks for too short a time, is sent again. */
  private static final int MOST_TRIES = 6;

  private final DialogParts parts;
  private final SessionTimer timer;
  private final BooleanSupplier isAsking;
  private Optional<Sent> underWay = Optional.empty();
  private Optional<Sent> backingOff = Optional.empty();
  private Optional<SIPRequest> ack = Optional.empty();
  private boolean echo;

  private enum Purpose {
    /** Nothing changes; the session timer wants a sign of life. */
    REFRESH,
    /** The other party changes the media; it hears what becomes of it. */
    CHANGE,
    /** The other party has taken its change back after it was done, or wants ours as it said. */
    QUIET
  }

  /**
   * @param offer the description that it carries; empty: none
   * @param before what we had said until then
   */
  private record Sent(
      Purpose purpose,
      SIPRequest request,
      Optional<String> offer,
      String before,
      int tries,
      boolean withdrawn) {
    boolean isInvite() {
      return request.getMethod().equals(MethodNames.INVITE);
    }

    Sent takenBack() {
      return new Sent(purpose, request, offer, before, tries, true);
    }
  }

  /**
   * @param isAsking whether an app is asked about an offer of the peer
   */
  OurOffers(DialogParts parts, SessionTimer timer, BooleanSupplier isAsking) {
    this.parts = parts;
    this.timer = timer;
    this.isAsking = isAsking;
  }

  /** True while an offer of ours waits for its answer. */
  boolean isUnderWay() {
    return underWay.filter(sent -> sent.offer().isPresent()).isPresent();
  }

  boolean isInviteUnderWay() {
    return underWay.filter(Sent::isInvite).isPresent();
  }

  /** True while the other party waits to hear what becomes of its change. */
  boolean isChanging() {
    return underWay.or(() -> backingOff).filter(s -> s.purpose() == Purpose.CHANGE).isPresent();
  }

  /** Nothing new; by UPDATE where the peer allows it, which disturbs nobody (RFC 4028 7.4). */
  void refresh() {
    if (underWay.isPresent() || backingOff.isPresent() || parts.media().isOpen()) {
      return;
    }
    if (parts.dialog().allowsUpdate()) {
      send(Purpose.REFRESH, Optional.empty(), 1);
    } else {
      send(Purpose.REFRESH, Optional.of(parts.media().local()), 1);
    }
  }

  /** The other party changes the media; an app's text goes out untouched. */
  void change(Content content) {
    Optional<String> offer = CoreToSip.sdp(content);
    if (offer.isEmpty()) {
      tell(SipToCore.refusedChange(488, "The offer has no session description"));
    } else {
      send(Purpose.CHANGE, offer, 1);
    }
  }

  /** A description of ours that nobody waits to hear of. */
  void offerQuietly(String sdp) {
    send(Purpose.QUIET, Optional.of(sdp), 1);
  }

  /** The other party takes back its change: what has been done is undone. */
  void withdraw() {
    underWay = underWay.map(Sent::takenBack);
    backingOff = Optional.empty();
  }

  /** The next answer of the app is to what the peer has decided already (its ACK). */
  void expectEcho() {
    echo = true;
  }

  /**
   * @return true when the app's answer was expected so; a new description goes out to the peer
   */
  boolean echoed(SessionChange change) {
    if (!echo) {
      return false;
    }
    echo = false;
    CoreToSip.sdp(change.content())
        .filter(sdp -> change.kind() == Kind.ANSWER && !sdp.equals(parts.media().local()))
        .ifPresent(this::offerQuietly);
    return true;
  }

  /** RFC 3261 section 13.2.2.4: a 2xx that comes again is acknowledged again. */
  boolean acknowledgeAgain(SIPResponse success) {
    Optional<SIPRequest> known =
        ack.filter(a -> a.getCSeq().getSeqNumber() == success.getCSeq().getSeqNumber());
    known.ifPresent(
        again -> parts.world().transport().sendAck(again, (Endpoint) again.getApplicationData()));
    return known.isPresent();
  }

  private void send(Purpose purpose, Optional<String> offer, int tries) {
    boolean invite = offer.isPresent();
    SIPRequest request = parts.dialog().request(invite ? MethodNames.INVITE : MethodNames.UPDATE);
    Requests.add(request, parts.contact());
    Requests.add(request, Offered.methods(parts.rules()));
    Requests.add(request, MethodNames.ACCEPT);
    Requests.add(request, Offered.SUPPORTED);
    timer.wish().forEach(line -> Requests.add(request, line));
    offer.ifPresent(sdp -> Requests.addSdp(request, sdp));
    Sent sent = new Sent(purpose, request, offer, parts.media().local(), tries, false);
    underWay = Optional.of(sent);
    if (invite) {
      parts.media().offering();
    }
    parts
        .world()
        .transport()
        .send(
            request,
            parts.dialog().nextHop(),
            new ClientListener() {
              @Override
              public void onResponse(SIPResponse response) {
                parts.lane().execute(() -> OurOffers.this.onResponse(request, response));
              }

              @Override
              public void onFailure(Failure failure) {
                parts.lane().execute(() -> OurOffers.this.onFailure(request));
              }
            });
  }

  private void onResponse(SIPRequest request, SIPResponse response) {
    int status = response.getStatusCode();
    if (status < 200) {
      return;
    }
    Optional<Sent> sent = underWay.filter(s -> s.request() == request);
    boolean success = status < 300;
    if (success && request.getMethod().equals(MethodNames.INVITE)) {
      acknowledge(response);
    }
    if (sent.isEmpty()) {
      return;
    }
    underWay = Optional.empty();
    if (parts.owner().isOver()) {
      LOG.debug("The call has ended before its change");
    } else if (success) {
      succeeded(sent.get(), response);
    } else {
      failed(sent.get(), response);
    }
  }

  /** The number is the response's: the request may have gone out again with credentials. */
  private void acknowledge(SIPResponse response) {
    if (acknowledgeAgain(response)) {
      return;
    }
    parts.dialog().refreshTarget(response);
    SIPRequest made = parts.dialog().ack(response.getCSeq().getSeqNumber());
    made.setApplicationData(parts.dialog().nextHop());
    ack = Optional.of(made);
    parts.world().transport().sendAck(made, parts.dialog().nextHop());
  }

  private void succeeded(Sent sent, SIPResponse response) {
    parts.dialog().refreshTarget(response);
    timer.agreed(response);
    if (sent.offer().isEmpty()) {
      return;
    }
    Optional<Sdp> answer = Negotiation.read(Received.sdp(response));
    if (answer.isEmpty()) {
      parts.media().unchanged();
      report(sent, SipToCore.refusedChange(488, "The answer describes no session"));
      return;
    }
    parts.media().changed(sent.offer().get(), answer.get());
    if (sent.withdrawn() && !sent.before().equals(parts.media().local())) {
      offerQuietly(sent.before());
    } else {
      report(
          sent,
          SipToCore.change(Kind.ANSWER, answer.get().text())
              .orElseGet(() -> SipToCore.refusedChange(513, "The answer is too large")));
    }
  }

  private void failed(Sent sent, SIPResponse response) {
    parts.media().unchanged();
    int status = response.getStatusCode();
    if (status == 408 || status == 481) {
      // RFC 3261 section 12.2.1.2: the peer knows no such dialog any more.
      lost(sent);
    } else if (status == 491 && sent.tries() < MOST_TRIES) {
      backOff(sent);
    } else if (status == 422 && timer.raise(response) && sent.tries() < MOST_TRIES) {
      send(sent.purpose(), sent.offer(), sent.tries() + 1);
    } else {
      String phrase = Optional.ofNullable(response.getReasonPhrase()).orElse("");
      report(sent, SipToCore.refusedChange(status, phrase));
    }
  }

  private void onFailure(SIPRequest request) {
    underWay
        .filter(sent -> sent.request() == request)
        .ifPresent(
            sent -> {
              underWay = Optional.empty();
              if (!parts.owner().isOver()) {
                parts.media().unchanged();
                lost(sent);
              }
            });
  }

  private void lost(Sent sent) {
    LOG.info("The SIP peer knows the call no more: its {} failed", sent.request().getMethod());
    parts.owner().onSessionLost();
  }

  /** RFC 3261 section 14.1: whose Call-ID it is waits longer. In steps of 10 ms. */
  private void backOff(Sent sent) {
    if (sent.withdrawn()) {
      return;
    }
    backingOff = Optional.of(sent);
    Duration wait =
        parts.owner().isOurInvite()
            ? Duration.ofMillis(2_100 + 10L * parts.world().tokens().below(191))
            : Duration.ofMillis(10L * parts.world().tokens().below(201));
    parts.lane().after(wait, () -> again(sent));
  }

  private void again(Sent sent) {
    if (backingOff.filter(sent::equals).isEmpty() || parts.owner().isOver()) {
      return;
    }
    if (parts.media().isOpen() || isAsking.getAsBoolean()) {
      backOff(sent);
      return;
    }
    backingOff = Optional.empty();
    Optional<String> offer =
        sent.purpose() == Purpose.REFRESH
            ? sent.offer().map(old -> parts.media().local())
            : sent.offer();
    send(sent.purpose(), offer, sent.tries() + 1);
  }

  private void report(Sent sent, SessionChange change) {
    if (sent.purpose() == Purpose.CHANGE && !sent.withdrawn()) {
      tell(change);
    }
  }

  private void tell(SessionChange change) {
    parts.owner().onSessionChange(change);
  }
}
