package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.Effect.SendConfirm;
import io.invitebridge.core.invitation.Effect.SendDtmf;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendRefused;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Progress;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.dialog.Forks.Fork;
import io.invitebridge.sip.dialog.Retries.Attempt;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.transport.ClientCall;
import io.invitebridge.sip.transport.ServerCall;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom the bridge calls over SIP, a callee or a media gateway: the client side of an INVITE and of
 * its dialog. A 2xx is acknowledged at once, unless it makes the offer and our answer is still to
 * be found; one that comes after a withdrawal, or from a second fork, is acknowledged and hung up
 * (RFC 3261 section 13.2.2.4). Lane-confined.
 */
final class ClientLeg implements Leg {
  private static final Logger LOG = LoggerFactory.getLogger(ClientLeg.class);

  private enum Phase {
    CALLING,
    /** Withdrawn: the CANCEL is out, or waits for the first provisional. */
    WITHDRAWN,
    /** A 2xx with an offer is in; its ACK waits for our answer. */
    OFFERED,
    UP,
    ENDING,
    OVER
  }

  private final Surroundings world;
  private final Worker lane;
  private final LegRef ref;
  private SIPRequest invite;
  private Endpoint hop;
  private final Forks forks;
  private final CallSettings rules;
  private final Role role;
  private final Ear ear;
  private final TrunkProfile profile;
  private Optional<Retries> retries = Optional.empty();
  private Phase phase = Phase.CALLING;
  private boolean provisional;
  private boolean cancelSent;
  private Optional<HeaderLine> withdrawal = Optional.empty();
  private List<HeaderLine> custom = List.of();
  private Optional<ClientCall> transaction = Optional.empty();
  private Optional<Fork> call = Optional.empty();
  private Optional<SIPResponse> offered = Optional.empty();
  private Optional<Worker.Cancellation> giveUp = Optional.empty();

  /** What the bridge calls the peer for. */
  enum Role {
    CALLEE("SIP callee"),
    GATEWAY("media gateway");

    private final String words;

    Role(String words) {
      this.words = words;
    }
  }

  /** Who hears what becomes of the call. Called on the leg's lane. */
  interface Ear {
    void hear(InvitationEvent event);

    /**
     * The INVITE made no offer and the 2xx does. {@link ClientLeg#answer} or a withdrawal must
     * follow; the peer repeats its 2xx for 64 x T1 at most.
     */
    void hearOffer(Sdp offer);

    /** True while the media of this call goes via a gateway. */
    default boolean isJoined() {
      return false;
    }

    /** The call has ended, or our BYE is on its way. May come twice. */
    void hearEnd();
  }

  /**
   * @param ref the invitee; for a gateway, the leg that it serves
   * @param invite the request to send, complete
   * @param hop where it goes
   * @param media what the request offers
   * @param rules how the bridge behaves in the peer's calls
   * @param profile of the trunk that it goes to
   */
  ClientLeg(
      Surroundings world,
      Worker lane,
      LegRef ref,
      SIPRequest invite,
      Endpoint hop,
      HeaderLine contact,
      Negotiation media,
      CallSettings rules,
      Role role,
      Ear ear,
      TrunkProfile profile) {
    this.world = world;
    this.lane = lane;
    this.ref = ref;
    this.invite = invite;
    this.hop = hop;
    this.role = role;
    this.ear = ear;
    this.profile = profile;
    this.rules = rules;
    this.forks = new Forks(world, lane, media, contact, rules, ForkOwner::new);
  }

  /** Some refusals are not the last word. To be said before the start. */
  void retriesBy(Retries others) {
    retries = Optional.of(others);
  }

  LegRef ref() {
    return ref;
  }

  Role role() {
    return role;
  }

  String callId() {
    return Received.callId(invite);
  }

  String localTag() {
    return Received.fromTag(invite);
  }

  @Override
  public Worker lane() {
    return lane;
  }

  void start() {
    note("INVITE sent");
    transaction =
        Optional.of(
            world
                .transport()
                .send(
                    invite,
                    hop,
                    new ClientListener() {
                      @Override
                      public void onResponse(SIPResponse response) {
                        lane.execute(() -> ClientLeg.this.onResponse(response));
                      }

                      @Override
                      public void onFailure(Failure failure) {
                        lane.execute(() -> ClientLeg.this.onFailure(failure));
                      }

                      @Override
                      public boolean mayRepeat(SIPRequest next) {
                        return repeats(next);
                      }
                    }));
  }

  /** Our answer to the offer of the 2xx; goes out in the ACK (RFC 3261 section 13.2.2.4). */
  void answer(String sdp) {
    if (phase == Phase.OFFERED) {
      Fork fork = call.orElseThrow();
      SIPResponse success = offered.orElseThrow();
      fork.media().answerWith(sdp);
      fork.confirm(success, Optional.of(sdp));
      answered(fork, success);
    }
  }

  /** What the peer described last. */
  Optional<Sdp> remoteMedia() {
    return call.flatMap(fork -> fork.media().remote());
  }

  @Override
  public void perform(LegEffect effect) {
    if (effect instanceof SendWithdrawal e) {
      withdraw(CoreToSip.closing(e.reason(), e.info()));
    } else if (effect instanceof SendHangUp e) {
      custom = CoreToSip.custom(e.info(), profile);
      withdraw(CoreToSip.closing(e.reason(), e.info()));
    } else if (effect instanceof SendSessionChange e) {
      asked(e.change());
    } else if (effect instanceof SendDtmf e) {
      press(e.dtmf());
    } else if (effect instanceof SendConfirm || effect instanceof SendRefused) {
      LOG.debug("{} needs no message for {}", ref, effect.getClass().getSimpleName());
    } else {
      LOG.warn("{} ignores {}, which is not for a callee", ref, effect.getClass().getSimpleName());
    }
  }

  /** A response of the INVITE's transaction, or a 2xx that came after it. */
  void onResponse(SIPResponse response) {
    int status = response.getStatusCode();
    if (status < 200) {
      onProvisional(response);
    } else if (status < 300) {
      onSuccess(response);
    } else {
      onRefusal(response);
    }
  }

  @Override
  public void inDialog(ServerCall request) {
    Optional<Fork> fork = forks.with(request.request());
    if (fork.isPresent()) {
      fork.get().call().serve(request);
      return;
    }
    // RFC 3261 section 14.2: our own INVITE is not answered yet.
    Complaint complaint =
        request.request().getMethod().equals(MethodNames.INVITE) && isBeingSetUp()
            ? Complaint.of(491, "Request Pending")
            : Complaint.of(481, "Call/Transaction Does Not Exist");
    request.respond(world.responses().refuse(request.request(), complaint, localTag()));
  }

  @Override
  public void onAck(SIPRequest ack) {
    forks.with(ack).ifPresent(fork -> fork.call().onAck(ack));
  }

  @Override
  public boolean cancelInside(SIPRequest cancel) {
    return forks.with(cancel).filter(fork -> fork.call().cancel(cancel)).isPresent();
  }

  @Override
  public void onLateSuccess(SIPResponse success) {
    if (success.getCSeq().getSeqNumber() == invite.getCSeq().getSeqNumber()) {
      onResponse(success);
    } else {
      call.ifPresent(up -> up.call().acknowledgeAgain(success));
    }
  }

  private boolean isBeingSetUp() {
    return phase == Phase.CALLING || phase == Phase.WITHDRAWN;
  }

  /** A CANCEL would be for the new transaction, which has had no provisional yet. */
  private boolean repeats(SIPRequest next) {
    if (phase != Phase.CALLING) {
      return false;
    }
    invite = next;
    provisional = false;
    return true;
  }

  private void onProvisional(SIPResponse response) {
    int status = response.getStatusCode();
    note(status + " received");
    boolean counts = forks.take(invite, response, hop);
    boolean first = !provisional;
    provisional = true;
    if (status > 100 && !Received.toTag(response).isEmpty() && isBeingSetUp()) {
      forks.of(invite, response, hop);
    }
    if (phase == Phase.WITHDRAWN) {
      cancelNow();
    } else if (phase == Phase.CALLING && counts) {
      if (status == 180 || status == 183) {
        ear.hear(new InvitationEvent.Rang(ref.leg()));
      } else if (first) {
        ear.hear(new InvitationEvent.Proceeding(ref.leg()));
      }
      if (status > 180) {
        ear.hear(new InvitationEvent.Progressed(ref.leg(), progress(response)));
      }
    }
  }

  /** Early media is told to an app whose invitation described its own. */
  private Progress progress(SIPResponse response) {
    return SipToCore.progress(
        response.getStatusCode(), forks.areOfAnApp() ? Received.sdp(response) : Optional.empty());
  }

  private void onSuccess(SIPResponse response) {
    Optional<Fork> made = forks.of(invite, response, hop);
    if (made.isEmpty()) {
      LOG.warn("{} is answered from too many places; one more is left alone", ref);
      return;
    }
    Fork fork = made.get();
    if (fork.ack().isPresent()) {
      // RFC 3261 section 13.2.2.4: each retransmission of the 2xx is acknowledged again.
      SIPRequest sent = fork.ack().get();
      world.transport().sendAck(sent, (Endpoint) sent.getApplicationData());
      return;
    }
    if (phase == Phase.OFFERED && call.filter(fork::equals).isPresent()) {
      LOG.debug("{} 2xx comes again while its answer is looked for", ref);
      return;
    }
    Optional<Sdp> theirs = Negotiation.read(Received.sdp(response));
    if (phase == Phase.CALLING && fork.media().isSilent() && theirs.isPresent()) {
      phase = Phase.OFFERED;
      call = Optional.of(fork);
      offered = Optional.of(response);
      fork.media().answered(theirs);
      ear.hearOffer(theirs.get());
      return;
    }
    boolean unanswered = fork.media().isSilent();
    fork.confirm(response, unanswered ? theirs.map(fork.media()::refusal) : Optional.empty());
    if (phase == Phase.CALLING) {
      answered(fork, response);
    } else if (phase == Phase.WITHDRAWN) {
      call = Optional.of(fork);
      bye(withdrawal.orElseGet(() -> CoreToSip.closing(EndReason.CANCELED, Content.EMPTY)));
    } else {
      fork.call().bye(CoreToSip.closing(EndReason.ANSWERED_ELSEWHERE, Content.EMPTY), () -> {});
    }
  }

  /** A 2xx whose answer cannot be used: ACK, then BYE (RFC 3261 section 13.2.2.4). */
  private void answered(Fork fork, SIPResponse response) {
    note("200 received");
    Optional<Sdp> answer = Negotiation.read(Received.sdp(response));
    call = Optional.of(fork);
    boolean useless = fork.media().isOpen() && answer.isEmpty() || fork.media().isSilent();
    if (useless) {
      ear.hear(SipToCore.unusableAnswer(ref.leg()));
      bye(CoreToSip.closing(EndReason.ACCEPT_FAILURE, Content.EMPTY));
      return;
    }
    phase = Phase.UP;
    fork.call().agreed(response);
    if (fork.media().isOpen()) {
      fork.media().answered(answer);
    }
    Content said = SipToCore.accepted(response, fork.media().remote().map(Sdp::text), profile);
    ear.hear(new InvitationEvent.Accepted(ref.leg(), said));
  }

  private void onRefusal(SIPResponse response) {
    if (phase == Phase.CALLING) {
      Optional<Attempt> next = retries.flatMap(all -> all.after(invite, response, hop));
      if (next.isPresent()) {
        again(next.get());
        return;
      }
      ear.hear(SipToCore.failure(ref.leg(), response, profile));
      over("SIP status " + response.getStatusCode());
    } else if (phase == Phase.WITHDRAWN) {
      over("withdrawn, SIP status " + response.getStatusCode());
    }
  }

  private void onFailure(Failure failure) {
    if (phase == Phase.CALLING) {
      Optional<Attempt> next = retries.flatMap(all -> all.afterSilence(invite, hop));
      if (next.isPresent()) {
        again(next.get());
        return;
      }
      ear.hear(SipToCore.failure(ref.leg(), failure));
      over(failure == Failure.TIMEOUT ? "no response" : "unreachable");
    } else if (phase == Phase.WITHDRAWN) {
      over("withdrawn, no response");
    }
  }

  private void again(Attempt next) {
    LOG.info("{} is tried again at {}", ref, next.hop());
    invite = next.invite();
    hop = next.hop();
    provisional = false;
    start();
  }

  /** Takes the call back, or hangs up, as it has come; nothing once it is over. */
  void withdraw(HeaderLine reason) {
    switch (phase) {
      case CALLING -> {
        phase = Phase.WITHDRAWN;
        withdrawal = Optional.of(reason);
        if (provisional) {
          cancelNow();
        }
      }
      case OFFERED -> {
        Fork fork = call.orElseThrow();
        fork.confirm(offered.orElseThrow(), fork.media().remote().map(fork.media()::refusal));
        bye(reason);
      }
      case UP -> bye(reason);
      case WITHDRAWN, ENDING, OVER -> LOG.debug("{} is withdrawn already", ref);
    }
  }

  /** RFC 3261 section 9.1: after a provisional only, and with an end even if no 487 ever comes. */
  private void cancelNow() {
    if (cancelSent) {
      return;
    }
    cancelSent = true;
    note("CANCEL sent");
    SIPRequest cancel = world.requests().cancel(invite, withdrawal);
    world.transport().send(cancel, hop, new CancelListener());
    giveUp =
        Optional.of(
            lane.after(
                world.patience(),
                () -> {
                  if (phase == Phase.WITHDRAWN) {
                    over("withdrawn, never answered");
                  }
                }));
  }

  /** The engine's: media that goes via a gateway is not the other party's to change. */
  private void asked(SessionChange change) {
    if (!ear.isJoined()) {
      change(change);
    } else if (change.kind() == SessionChange.Kind.OFFER) {
      SessionChange no = SipToCore.refusedChange(488, "The media goes via a gateway");
      world.inbox().deliver(ref.invitation(), new InvitationEvent.SessionChanged(ref.leg(), no));
    }
  }

  /** The other party changes the media, or answers such a change. */
  void change(SessionChange change) {
    if (phase == Phase.UP) {
      call.ifPresent(up -> up.call().change(change));
    }
  }

  private void press(Dtmf dtmf) {
    if (phase == Phase.UP) {
      call.ifPresent(up -> up.call().press(dtmf));
    }
  }

  private void bye(HeaderLine reason) {
    note("BYE sent");
    phase = Phase.ENDING;
    ear.hearEnd();
    call.ifPresent(up -> up.call().bye(reason, custom, () -> over("hung up by the bridge")));
  }

  /** One line of the log for each event of the dialog. */
  private void note(String what) {
    LOG.info("{} {}, Call-ID {}: {}", ref, role.words, callId(), what);
  }

  private void over(String how) {
    if (phase != Phase.OVER) {
      phase = Phase.OVER;
      giveUp.ifPresent(Worker.Cancellation::cancel);
      forks.stopTimers();
      transaction.ifPresent(ClientCall::abandon);
      world.legs().remove(this);
      world.trunks().leave(callId(), localTag());
      note(how);
      ear.hearEnd();
    }
  }

  /** Hears of one fork; only of the one that has won anything matters. */
  private final class ForkOwner implements MidCall.Owner {
    private final Fork fork;

    ForkOwner(Fork fork) {
      this.fork = fork;
    }

    @Override
    public void onBye(SIPRequest bye) {
      if ((phase == Phase.UP || phase == Phase.OFFERED) && isWinner()) {
        ear.hear(new InvitationEvent.HungUp(ref.leg(), SipToCore.parting(bye, profile)));
        over("hung up by the callee");
      }
    }

    @Override
    public void onDtmf(Dtmf dtmf) {
      if (isWinner()) {
        ear.hear(new InvitationEvent.DtmfSent(ref.leg(), dtmf));
      }
    }

    @Override
    public void onAnswerAcked(long inviteSeq) {
      LOG.debug("{} re-INVITE {} is acknowledged", ref, inviteSeq);
    }

    @Override
    public void onAnswerLost(long inviteSeq) {
      if (phase == Phase.UP && isWinner()) {
        ear.hear(new InvitationEvent.HungUp(ref.leg(), Content.EMPTY));
        ClientLeg.this.bye(CoreToSip.closing(EndReason.CONNECTION_LOST, Content.EMPTY));
      }
    }

    @Override
    public void onSessionChange(SessionChange change) {
      if (isWinner()) {
        ear.hear(new InvitationEvent.SessionChanged(ref.leg(), change));
      }
    }

    @Override
    public void onSessionLost() {
      if (phase == Phase.UP && isWinner()) {
        ear.hear(
            new InvitationEvent.LegFailed(ref.leg(), LegFailure.CONNECTION_LOST, Content.EMPTY));
        ClientLeg.this.bye(CoreToSip.closing(EndReason.CONNECTION_LOST, Content.EMPTY));
      }
    }

    @Override
    public boolean isBeingSetUp() {
      return ClientLeg.this.isBeingSetUp();
    }

    @Override
    public boolean isOurInvite() {
      return true;
    }

    @Override
    public boolean isOver() {
      boolean up = phase == Phase.UP || phase == Phase.OFFERED;
      return !isBeingSetUp() && !(up && isWinner());
    }

    private boolean isWinner() {
      return call.filter(fork::equals).isPresent();
    }
  }

  /** The CANCEL's own answer changes nothing: the INVITE's final response decides. */
  private final class CancelListener implements ClientListener {
    @Override
    public void onResponse(SIPResponse response) {
      LOG.debug("{} CANCEL is answered with {}", ref, response.getStatusCode());
    }

    @Override
    public void onFailure(Failure failure) {
      LOG.debug("{} CANCEL is not answered: {}", ref, failure);
    }
  }
}
