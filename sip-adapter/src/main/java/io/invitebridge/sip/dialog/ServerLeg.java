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
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.Origin;
import io.invitebridge.sip.translate.ReasonTable;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.transport.ServerCall;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SIP caller: the server side of an INVITE and of its dialog. From its birth until the final
 * answer it is pending; a 2xx makes it wait for the ACK; the ACK makes it a call, until a BYE of
 * either side. Lane-confined.
 */
final class ServerLeg implements Leg, MidCall.Owner, InviteAnswer.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLeg.class);

  private enum Phase {
    /** No final answer is out. */
    ANSWERING,
    /** The 200 is out, its ACK is not here. */
    ACCEPTED,
    CONFIRMED,
    ENDING,
    OVER
  }

  private final Surroundings world;
  private final Worker lane;
  private final LegRef ref;
  private final InviteKey key;
  private final SIPRequest invite;
  private final Origin origin;
  private final Negotiation media;
  private final MidCall midCall;
  private final InviteAnswer answer;
  private Phase phase = Phase.ANSWERING;
  private Optional<HeaderLine> byeAfterAck = Optional.empty();
  private List<HeaderLine> custom = List.of();

  /**
   * @param tag our tag
   * @param origin what the INVITE said about its caller
   */
  ServerLeg(
      Surroundings world,
      Worker lane,
      LegRef ref,
      ServerCall call,
      String tag,
      Origin origin,
      CallSettings rules) {
    this.world = world;
    this.lane = lane;
    this.ref = ref;
    this.invite = call.request();
    this.key = InviteKey.of(invite);
    this.origin = origin;
    this.media = new Negotiation(world.media(call.source()), world.clock().millis());
    Dialog dialog = Dialog.asServer(world, invite, tag, call.source());
    HeaderLine contact = world.identity().contact(call.source(), tag);
    DialogParts parts = new DialogParts(world, lane, dialog, media, contact, rules, this);
    this.midCall = new MidCall(parts);
    this.answer = new InviteAnswer(parts, ref, call, origin, midCall, this);
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
    return invite;
  }

  String branch() {
    return Received.branch(invite);
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
      answer.ring(e);
    } else if (effect instanceof RepeatProvisional) {
      answer.repeatProvisional();
    } else if (effect instanceof SendAccept e) {
      answer.accept(e);
    } else if (effect instanceof SendRejection e) {
      answer.reject(e);
    } else if (effect instanceof SendCanceled) {
      canceled();
    } else if (effect instanceof SendHangUp e) {
      custom = CoreToSip.custom(e.info(), origin.profile());
      hangUp(CoreToSip.closing(e.reason(), e.info()));
    } else if (effect instanceof SendSessionChange e) {
      asked(e.change());
    } else if (effect instanceof SendProgress e) {
      answer.progress(e.progress().code());
    } else if (effect instanceof SendDtmf e) {
      press(e.dtmf());
    } else {
      LOG.warn("{} ignores {}, which is not for a caller", ref, effect.getClass().getSimpleName());
    }
  }

  /** The INVITE once more; false when there is no 2xx to repeat. */
  boolean answeredAgain(ServerCall copy) {
    return answer.givenAgain(copy);
  }

  /** A CANCEL that matches; its own 200 has been sent (RFC 3261 section 9.2). */
  void onCancel(SIPRequest cancel) {
    note("CANCEL received");
    if (phase == Phase.ANSWERING) {
      givesUp(cancel);
    }
  }

  /** The caller ends a call whose 200 has not gone out: for the engine it may be up already. */
  private void givesUp(SIPRequest request) {
    if (answer.isPending()) {
      // The engine has the last word: an accept may be on its way from there.
      tell(SipToCore.canceled(request, origin.profile()));
    } else {
      answer.refuse(ReasonTable.ended(EndReason.CANCELED));
      tell(new InvitationEvent.HungUp(LegId.INVITER, said(request)));
    }
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
      case ANSWERING -> givesUp(bye);
      case ACCEPTED -> {
        // RFC 5407 section 3.1.6: the ACK was lost, the call was up all the same.
        tell(new InvitationEvent.Confirmed());
        hungUp(bye);
      }
      case CONFIRMED -> hungUp(bye);
      case ENDING, OVER -> LOG.debug("{} BYE crosses our own", ref);
    }
  }

  @Override
  public void onDtmf(Dtmf dtmf) {
    tell(new InvitationEvent.DtmfSent(LegId.INVITER, dtmf));
  }

  @Override
  public Optional<MidCall.ProvisionalAck> acknowledge(SIPRequest prack) {
    return answer.acknowledge(prack);
  }

  @Override
  public void onSuccess() {
    phase = Phase.ACCEPTED;
  }

  @Override
  public void onRefused(int status) {
    over("SIP status " + status);
  }

  @Override
  public void onAnswerAcked(long inviteSeq) {
    if (phase != Phase.ACCEPTED) {
      return;
    }
    phase = Phase.CONFIRMED;
    note("ACK received");
    tell(new InvitationEvent.Confirmed());
    if (byeAfterAck.isPresent()) {
      bye(byeAfterAck.get());
    } else {
      answer.offerAfterAck().ifPresent(midCall::offerQuietly);
    }
    answerGateway();
  }

  @Override
  public void onAnswerLost(long inviteSeq) {
    if (isAnswered()) {
      if (byeAfterAck.isEmpty()) {
        lost();
      }
      bye(byeAfterAck.orElseGet(() -> CoreToSip.closing(EndReason.ACCEPT_FAILURE, Content.EMPTY)));
    }
  }

  @Override
  public void onSessionChange(SessionChange change) {
    answer
        .gateway()
        .filter(gateway -> change.kind().isOfMedia())
        .ifPresentOrElse(
            gateway -> gateway.change(change),
            () -> tell(new InvitationEvent.SessionChanged(LegId.INVITER, change)));
  }

  @Override
  public void onGatewayChange(SessionChange change) {
    change(change);
  }

  @Override
  public void onSessionLost() {
    if (phase == Phase.CONFIRMED) {
      lost();
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
    return phase == Phase.ANSWERING;
  }

  @Override
  public boolean isOurInvite() {
    return false;
  }

  @Override
  public void onGatewayGone(Content reasons) {
    if (isAnswered() || answer.isHeldBack()) {
      tell(new InvitationEvent.HungUp(LegId.INVITER, reasons));
      hangUp(CoreToSip.closing(EndReason.HUNG_UP, reasons));
    }
  }

  @Override
  public boolean isUp() {
    return phase == Phase.CONFIRMED;
  }

  @Override
  public TrunkProfile profile() {
    return origin.profile();
  }

  @Override
  public boolean isOver() {
    return phase == Phase.ENDING || phase == Phase.OVER;
  }

  @Override
  public void tell(InvitationEvent event) {
    world.inbox().deliver(ref.invitation(), event);
  }

  @Override
  public void note(String what) {
    LOG.info("{} SIP caller, Call-ID {}: {}", ref, Received.loggable(key.callId()), what);
  }

  private boolean isAnswered() {
    return phase == Phase.ACCEPTED || phase == Phase.CONFIRMED;
  }

  private void lost() {
    tell(new InvitationEvent.LegFailed(LegId.INVITER, LegFailure.CONNECTION_LOST, Content.EMPTY));
  }

  private void canceled() {
    if (answer.isPending()) {
      answer.refuse(ReasonTable.ended(EndReason.CANCELED));
    }
  }

  /** The engine's: media that goes via a gateway is not the other party's to change. */
  private void asked(SessionChange change) {
    if (answer.gateway().isEmpty() || !change.kind().isOfMedia()) {
      change(change);
    } else if (change.kind() == SessionChange.Kind.OFFER) {
      SessionChange no = SipToCore.refusedChange(488, "The media goes via a gateway");
      tell(new InvitationEvent.SessionChanged(LegId.INVITER, no));
    }
  }

  private void change(SessionChange change) {
    if (phase == Phase.CONFIRMED) {
      midCall.change(change);
    }
  }

  /** A gateway that made the offer gets the caller's answer; a caller who gives none is let go. */
  private void answerGateway() {
    if (answer.gateway().isEmpty() || Received.hasSdp(invite) || phase != Phase.CONFIRMED) {
      return;
    }
    media
        .remote()
        .ifPresentOrElse(
            described -> answer.gateway().get().answer(described.text()),
            () -> {
              tell(new InvitationEvent.HungUp(LegId.INVITER, Content.EMPTY));
              bye(CoreToSip.closing(EndReason.ACCEPT_FAILURE, Content.EMPTY));
            });
  }

  /** RFC 3261 section 15: no BYE before the ACK of our 2xx, or before it is given up. */
  private void hangUp(HeaderLine reason) {
    switch (phase) {
      case ANSWERING ->
          answer.refuse(
              ReasonTable.ended(
                  answer.isPending() ? EndReason.PEER_NO_RESPONSE : EndReason.HUNG_UP));
      case ACCEPTED -> byeAfterAck = Optional.of(reason);
      case CONFIRMED -> bye(reason);
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
    tell(new InvitationEvent.HungUp(LegId.INVITER, said(bye)));
    over("hung up by the caller");
  }

  private Content said(SIPRequest parting) {
    return SipToCore.parting(parting, origin.profile());
  }

  private void leaveGateway(HeaderLine reason) {
    answer.gateway().ifPresent(gateway -> gateway.leave(reason));
  }

  private void over(String how) {
    if (phase != Phase.OVER) {
      phase = Phase.OVER;
      leaveGateway(CoreToSip.closing(EndReason.HUNG_UP, Content.EMPTY));
      answer.stop();
      midCall.stopTimers();
      world.legs().remove(this);
      world.trunks().leave(key.callId(), localTag());
      note(how);
    }
  }
}
