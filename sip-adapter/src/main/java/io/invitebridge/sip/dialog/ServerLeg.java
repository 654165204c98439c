package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.Effect.RepeatProvisional;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendCanceled;
import io.invitebridge.core.invitation.Effect.SendDtmf;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendProgress;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.CallSettings.ReliableRinging;
import io.invitebridge.sip.message.Extensions;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.translate.CarriedText;
import io.invitebridge.sip.translate.CarriedText.Load;
import io.invitebridge.sip.translate.ConnectedIdentity;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.Origin;
import io.invitebridge.sip.translate.ReasonTable;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.transport.ServerCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SIP caller: the server side of an INVITE and of its dialog. From its birth until the final
 * answer it is pending; a 2xx makes it wait for the ACK; the ACK makes it a call, until a BYE of
 * either side. Lane-confined.
 */
final class ServerLeg implements Leg, MidCall.Owner, MediaJoin.Served {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLeg.class);

  private enum Phase {
    PENDING,
    /** The app has accepted; the answer waits for the media gateway. */
    JOINING,
    /** Accepted; the 200 waits for a PRACK (RFC 3262 section 3). */
    HELD_BACK,
    ACCEPTED,
    CONFIRMED,
    ENDING,
    OVER
  }

  private final Surroundings world;
  private final Worker lane;
  private final LegRef ref;
  private final InviteKey key;
  private final ServerCall invite;
  private final HeaderLine contact;
  private final Origin origin;
  private final Negotiation media;
  private final MidCall midCall;
  private final Optional<Instant> expiresAt;
  private Phase phase = Phase.PENDING;
  private final Optional<ReliableProvisionals> reliable;
  private Optional<SIPResponse> provisional = Optional.empty();
  private Optional<SIPResponse> success = Optional.empty();
  private Optional<String> offerAfterAck = Optional.empty();
  private Optional<HeaderLine> byeAfterAck = Optional.empty();
  private List<HeaderLine> custom = List.of();
  private Load text = Load.NONE;
  private Optional<MediaJoin> join = Optional.empty();

  /**
   * @param tag our tag
   * @param origin what the INVITE said about its caller
   */
  ServerLeg(
      Surroundings world,
      Worker lane,
      LegRef ref,
      ServerCall invite,
      String tag,
      Origin origin,
      CallSettings rules) {
    this.world = world;
    this.lane = lane;
    this.ref = ref;
    this.key = InviteKey.of(invite.request());
    this.invite = invite;
    this.origin = origin;
    this.contact = world.identity().contact(invite.source(), tag);
    this.media = new Negotiation(world.media(), world.clock().millis());
    this.expiresAt =
        Received.expires(invite.request()).map(s -> world.clock().instant().plusSeconds(s));
    Dialog dialog = Dialog.asServer(world, invite.request(), tag, invite.source());
    this.midCall = new MidCall(world, lane, dialog, media, contact, rules, this);
    this.reliable =
        isReliable(invite.request(), rules.reliable())
            ? Optional.of(new ReliableProvisionals(world, lane, invite, this::onProvisionalLost))
            : Optional.empty();
  }

  private static boolean isReliable(SIPRequest invite, ReliableRinging rule) {
    return switch (rule) {
      case NEVER -> false;
      case WHEN_REQUIRED -> Extensions.requires(invite, Extensions.RELIABLE);
      case WHEN_SUPPORTED, REQUIRE -> Extensions.supports(invite, Extensions.RELIABLE);
    };
  }

  LegRef ref() {
    return ref;
  }

  InviteKey key() {
    return key;
  }

  String localTag() {
    return midCall.dialog().localTag();
  }

  SIPRequest invite() {
    return invite.request();
  }

  String branch() {
    return Received.branch(invite.request());
  }

  /** What a call made on behalf of this one has to know. */
  Origin origin() {
    return origin;
  }

  @Override
  public Worker lane() {
    return lane;
  }

  @Override
  public void perform(LegEffect effect) {
    if (effect instanceof SendRinging e) {
      ring(e.alerting());
    } else if (effect instanceof RepeatProvisional) {
      repeatProvisional();
    } else if (effect instanceof SendAccept e) {
      custom = new ArrayList<>(CoreToSip.custom(e.response(), origin.profile()));
      custom.addAll(ConnectedIdentity.of(e, origin.profile(), world.identity().host()));
      text = CarriedText.RESPONSE.out(e.response(), origin.profile().carriage());
      accept(CoreToSip.sdp(e.response()), e.media());
    } else if (effect instanceof SendRejection e) {
      text = CarriedText.RESPONSE.out(e.rejection().response(), origin.profile().carriage());
      boolean expired = expiresAt.filter(at -> !at.isAfter(world.clock().instant())).isPresent();
      refuse(CoreToSip.rejection(e.rejection(), e.decline(), expired, origin.profile()));
    } else if (effect instanceof SendCanceled) {
      refuse(ReasonTable.ended(EndReason.CANCELED));
    } else if (effect instanceof SendHangUp e) {
      custom = CoreToSip.custom(e.info(), origin.profile());
      hangUp(CoreToSip.closing(e.reason(), e.info()));
    } else if (effect instanceof SendSessionChange e) {
      asked(e.change());
    } else if (effect instanceof SendProgress e) {
      progress(e.progress().code());
    } else if (effect instanceof SendDtmf e) {
      press(e.dtmf());
    } else {
      LOG.warn("{} ignores {}, which is not for a caller", ref, effect.getClass().getSimpleName());
    }
  }

  /**
   * The INVITE once more, on the same path, from a caller whom no answer has reached: the stack
   * keeps an accepted INVITE's transaction for a few seconds only, RFC 6026 wants 64 x T1.
   *
   * @return false when there is no 2xx to repeat
   */
  boolean answeredAgain(ServerCall copy) {
    boolean same = branch().equals(Received.branch(copy.request()));
    if (same) {
      success.ifPresent(copy::respond);
    }
    return same && success.isPresent();
  }

  /** A CANCEL that matches; its own 200 has been sent (RFC 3261 section 9.2). */
  void onCancel(SIPRequest cancel) {
    note("CANCEL received");
    if (phase == Phase.PENDING) {
      deliver(new InvitationEvent.Canceled(said(cancel)));
    } else if (phase == Phase.JOINING || phase == Phase.HELD_BACK) {
      givesUp(cancel);
    }
  }

  /** The caller ends a call whose 200 has not gone out: for the engine it was up already. */
  private void givesUp(SIPRequest request) {
    finish(ReasonTable.ended(EndReason.CANCELED));
    deliver(new InvitationEvent.HungUp(LegId.INVITER, said(request)));
  }

  @Override
  public void inDialog(ServerCall call) {
    midCall.serve(call);
  }

  @Override
  public void onAck(SIPRequest ack) {
    midCall.onAck(ack);
  }

  @Override
  public void onBye(SIPRequest bye) {
    switch (phase) {
      // RFC 3261 section 15: a caller may end an early dialog with BYE; the INVITE then gets 487.
      case PENDING -> deliver(new InvitationEvent.Canceled(said(bye)));
      case ACCEPTED -> {
        // RFC 5407 section 3.1.6: the ACK was lost, the call was up all the same.
        deliver(new InvitationEvent.Confirmed());
        hungUp(bye);
      }
      case JOINING, HELD_BACK -> givesUp(bye);
      case CONFIRMED -> hungUp(bye);
      case ENDING, OVER -> LOG.debug("{} BYE crosses our own", ref);
    }
  }

  @Override
  public void onDtmf(Dtmf dtmf) {
    deliver(new InvitationEvent.DtmfSent(LegId.INVITER, dtmf));
  }

  /** RFC 3262 sections 3 and 5. */
  @Override
  public Optional<MidCall.ProvisionalAck> acknowledge(SIPRequest prack) {
    return reliable.flatMap(
        all ->
            all.acknowledge(prack)
                .map(what -> new MidCall.ProvisionalAck(Received.hasSdp(what), all::acknowledged)));
  }

  @Override
  public void onAnswerAcked(long inviteSeq) {
    if (phase != Phase.ACCEPTED) {
      return;
    }
    phase = Phase.CONFIRMED;
    note("ACK received");
    deliver(new InvitationEvent.Confirmed());
    if (byeAfterAck.isPresent()) {
      bye(byeAfterAck.get());
    } else {
      offerAfterAck.ifPresent(midCall::offerQuietly);
    }
    answerGateway();
  }

  @Override
  public void onAnswerLost(long inviteSeq) {
    if (phase == Phase.ACCEPTED || phase == Phase.CONFIRMED) {
      if (byeAfterAck.isEmpty()) {
        deliver(
            new InvitationEvent.LegFailed(
                LegId.INVITER, LegFailure.CONNECTION_LOST, Content.EMPTY));
      }
      bye(byeAfterAck.orElseGet(() -> CoreToSip.closing(EndReason.ACCEPT_FAILURE, Content.EMPTY)));
    }
  }

  @Override
  public void onSessionChange(SessionChange change) {
    if (join.isPresent()) {
      join.get().change(change);
    } else {
      deliver(new InvitationEvent.SessionChanged(LegId.INVITER, change));
    }
  }

  @Override
  public void onGatewayChange(SessionChange change) {
    change(change);
  }

  @Override
  public void onSessionLost() {
    if (phase == Phase.CONFIRMED) {
      deliver(
          new InvitationEvent.LegFailed(LegId.INVITER, LegFailure.CONNECTION_LOST, Content.EMPTY));
      bye(CoreToSip.closing(EndReason.CONNECTION_LOST, Content.EMPTY));
    }
  }

  @Override
  public boolean cancelInside(SIPRequest cancel) {
    return midCall.cancel(cancel);
  }

  @Override
  public void onLateSuccess(SIPResponse success) {
    midCall.acknowledgeAgain(success);
  }

  @Override
  public boolean isBeingSetUp() {
    return phase == Phase.PENDING || phase == Phase.JOINING || phase == Phase.HELD_BACK;
  }

  @Override
  public boolean isOurInvite() {
    return false;
  }

  @Override
  public void onJoined(String sdp) {
    if (phase == Phase.JOINING) {
      describe(Optional.of(sdp));
    }
  }

  @Override
  public void onNotJoined(RefuseReason reason, Content why) {
    if (phase == Phase.JOINING) {
      failJoining(ReasonTable.refused(reason), why);
    } else {
      onGatewayGone(why);
    }
  }

  @Override
  public void onGatewayGone(Content reasons) {
    if (phase == Phase.HELD_BACK || phase == Phase.ACCEPTED || phase == Phase.CONFIRMED) {
      deliver(new InvitationEvent.HungUp(LegId.INVITER, reasons));
      hangUp(CoreToSip.closing(EndReason.HUNG_UP, reasons));
    }
  }

  @Override
  public boolean isOver() {
    return phase == Phase.ENDING || phase == Phase.OVER;
  }

  private void ring(boolean alerting) {
    if (phase == Phase.PENDING && alerting) {
      provide(180);
    }
  }

  /** What an invitee's network says meanwhile, without its description (RFC 3960 section 3). */
  private void progress(int code) {
    if (phase == Phase.PENDING && (code == 181 || code == 182 || code == 183)) {
      provide(code);
    }
  }

  /** The engine's: media that goes via a gateway is not the other party's to change. */
  private void asked(SessionChange change) {
    if (join.isEmpty()) {
      change(change);
    } else if (change.kind() == SessionChange.Kind.OFFER) {
      SessionChange no = SipToCore.refusedChange(488, "The media goes via a gateway");
      deliver(new InvitationEvent.SessionChanged(LegId.INVITER, no));
    }
  }

  private void change(SessionChange change) {
    if (phase == Phase.CONFIRMED) {
      midCall.change(change);
    }
  }

  private void provide(int status) {
    note(status + " sent");
    SIPResponse response = answer(status, List.of(contact, MethodNames.ALLOW));
    provisional = Optional.of(response);
    if (reliable.isPresent()) {
      offerEarly(response);
      reliable.get().send(response);
    } else {
      invite.respond(response);
    }
  }

  /**
   * RFC 3262 section 5: to an INVITE without an offer the first reliable response carries ours. The
   * app has said nothing yet, so it is the bridge's own.
   */
  private void offerEarly(SIPResponse response) {
    boolean delayed = Negotiation.read(Received.sdp(invite.request())).isEmpty();
    if (delayed && media.local().isEmpty()) {
      Requests.addSdp(response, media.begin(Optional.empty(), Optional.empty()));
    }
  }

  /** RFC 3261 section 13.3.1.1: any non-100 provisional keeps proxies waiting. */
  private void repeatProvisional() {
    if (phase != Phase.PENDING) {
      return;
    }
    if (reliable.isPresent() || provisional.isEmpty()) {
      // A reliable one that is on its way is repeated as it is; a later one has its own number.
      if (reliable.filter(ReliableProvisionals::isBusy).isEmpty()) {
        provide(provisional.map(SIPResponse::getStatusCode).orElse(183));
      }
    } else {
      provisional.ifPresent(invite::respond);
    }
  }

  private void accept(Optional<String> fromApp, MediaPolicy policy) {
    if (phase != Phase.PENDING) {
      return;
    }
    phase = Phase.JOINING;
    if (fromApp.isPresent() || policy instanceof MediaPolicy.Inactive) {
      describe(fromApp);
    } else if (policy instanceof MediaPolicy.Via via && media.isSilent()) {
      MediaJoin gateway = new MediaJoin(world, lane, ref, via.gateway(), origin.caller(), this);
      join = Optional.of(gateway);
      gateway.begin(Received.sdp(invite.request()));
    } else {
      // Nothing was described, or a reliable provisional has made the bridge's own offer already.
      failJoining(ReasonTable.refused(RefuseReason.MEDIA), Content.EMPTY);
    }
  }

  private void describe(Optional<String> description) {
    Optional<Sdp> offer = Negotiation.read(Received.sdp(invite.request()));
    boolean hopeless = offer.filter(sdp -> !media.canAnswer(sdp)).isPresent();
    if (hopeless && description.isEmpty() && media.isSilent()) {
      // RFC 3261 section 13.3.1.3: no stream of the offer can be had.
      failJoining(ReasonTable.refused(RefuseReason.MEDIA), Content.EMPTY);
      return;
    }
    List<HeaderLine> headers = new ArrayList<>(midCall.agree(invite.request()));
    headers.addAll(List.of(contact, MethodNames.ALLOW, MethodNames.ACCEPT, Offered.SUPPORTED));
    headers.addAll(custom);
    custom = List.of();
    SIPResponse ok = answer(200, headers);
    if (media.local().isEmpty()) {
      Requests.addSdp(ok, media.begin(offer, description));
    } else {
      // The bridge had to offer before the app had spoken: the app's own goes out after the ACK.
      offerAfterAck = description;
    }
    carry(ok);
    phase = Phase.HELD_BACK;
    reliable.ifPresentOrElse(all -> all.finallyDo(() -> succeed(ok)), () -> succeed(ok));
  }

  private void succeed(SIPResponse ok) {
    note("200 sent");
    phase = Phase.ACCEPTED;
    success = Optional.of(ok);
    midCall.accept(invite, ok);
  }

  /** RFC 3262 section 3: a provisional whose PRACK never comes ends the call with a 5xx. */
  private void onProvisionalLost() {
    if (phase == Phase.PENDING || phase == Phase.HELD_BACK) {
      finish(new ReasonTable.Answer(504, ""));
      deliver(
          new InvitationEvent.LegFailed(LegId.INVITER, LegFailure.CONNECTION_LOST, Content.EMPTY));
    }
  }

  /** The app has accepted, and there is no media for the caller. */
  private void failJoining(ReasonTable.Answer answer, Content why) {
    finish(answer);
    deliver(new InvitationEvent.LegFailed(LegId.INVITER, LegFailure.CONNECTION_LOST, why));
  }

  /** A gateway that made the offer gets the caller's answer; a caller who gives none is let go. */
  private void answerGateway() {
    if (join.isEmpty() || Received.hasSdp(invite.request()) || phase != Phase.CONFIRMED) {
      return;
    }
    media
        .remote()
        .ifPresentOrElse(
            answer -> join.get().answer(answer.text()),
            () -> {
              deliver(new InvitationEvent.HungUp(LegId.INVITER, Content.EMPTY));
              bye(CoreToSip.closing(EndReason.ACCEPT_FAILURE, Content.EMPTY));
            });
  }

  private void refuse(ReasonTable.Answer answer) {
    if (phase == Phase.PENDING) {
      finish(answer);
    }
  }

  private void finish(ReasonTable.Answer answer) {
    reliable.ifPresent(ReliableProvisionals::stop);
    List<HeaderLine> headers = new ArrayList<>(answer.headers());
    if (!answer.reason().isEmpty()) {
      headers.add(new HeaderLine("Reason", answer.reason()));
    }
    boolean told = answer.headers().stream().anyMatch(h -> h.name().equals("Retry-After"));
    if (answer.status() == 503 && !told) {
      headers.add(Overload.retryAfter(world.tokens()));
    }
    if (answer.status() == 488) {
      headers.add(new HeaderLine("Warning", "305 bridge \"Incompatible media format\""));
    }
    if (answer.status() == 405) {
      headers.add(MethodNames.ALLOW);
    }
    SIPResponse refusal = answer(answer.status(), headers);
    carry(refusal);
    invite.respond(refusal);
    over("SIP status " + answer.status());
  }

  /** The app's text, unless its way or a datagram does not carry so much. */
  private void carry(SIPResponse response) {
    boolean datagram = invite.source().protocol() == Protocol.UDP;
    if (text.isTooLong() || (datagram && Caller.exceedsDatagram(response, text))) {
      LOG.info("{} leaves out the response's text: it is too long for the trunk", ref);
    } else {
      text.into(response);
    }
  }

  /** RFC 3261 section 15: no BYE before the ACK of our 2xx, or before it is given up. */
  private void hangUp(HeaderLine reason) {
    switch (phase) {
      case JOINING, HELD_BACK -> finish(ReasonTable.ended(EndReason.HUNG_UP));
      case ACCEPTED -> byeAfterAck = Optional.of(reason);
      case CONFIRMED -> bye(reason);
      case PENDING -> refuse(ReasonTable.ended(EndReason.PEER_NO_RESPONSE));
      case ENDING, OVER -> LOG.debug("{} hangs up twice", ref);
    }
  }

  private void press(Dtmf dtmf) {
    if (phase == Phase.CONFIRMED) {
      midCall.press(dtmf);
    }
  }

  private void bye(HeaderLine reason) {
    note("BYE sent");
    phase = Phase.ENDING;
    leaveGateway(reason);
    midCall.bye(reason, custom, () -> over("hung up by the bridge"));
  }

  private void hungUp(SIPRequest bye) {
    deliver(new InvitationEvent.HungUp(LegId.INVITER, said(bye)));
    over("hung up by the caller");
  }

  private Content said(SIPRequest parting) {
    return SipToCore.parting(parting, origin.profile());
  }

  private SIPResponse answer(int status, List<HeaderLine> headers) {
    return world.responses().build(invite.request(), status, "", localTag(), headers);
  }

  private void leaveGateway(HeaderLine reason) {
    join.ifPresent(gateway -> gateway.leave(reason));
  }

  private void deliver(InvitationEvent event) {
    world.inbox().deliver(ref.invitation(), event);
  }

  /** One line of the log for each event of the dialog. */
  private void note(String what) {
    LOG.info("{} SIP caller, Call-ID {}: {}", ref, Received.loggable(key.callId()), what);
  }

  private void over(String how) {
    if (phase != Phase.OVER) {
      phase = Phase.OVER;
      leaveGateway(CoreToSip.closing(EndReason.HUNG_UP, Content.EMPTY));
      reliable.ifPresent(ReliableProvisionals::stop);
      midCall.stopTimers();
      world.legs().remove(this);
      world.trunks().leave(key.callId(), localTag());
      note(how);
    }
  }
}
