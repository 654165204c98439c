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
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Progress;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.dialog.Forks.Fork;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.transport.ServerCall;
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
final class ClientLeg implements Leg, Attempts.Owner {
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
  private final CallPlan plan;
  private final Attempts attempts;
  private final Forks forks;
  private final Ear ear;
  private Phase phase = Phase.CALLING;
  private Optional<HeaderLine> withdrawal = Optional.empty();
  private List<HeaderLine> custom = List.of();
  private Optional<Fork> call = Optional.empty();
  private Optional<SIPResponse> offered = Optional.empty();

  /**
   * @param ref the invitee; for a gateway, the leg that it serves
   */
  ClientLeg(Surroundings world, Worker lane, LegRef ref, CallPlan plan, Ear ear) {
    this.world = world;
    this.lane = lane;
    this.ref = ref;
    this.plan = plan;
    this.ear = ear;
    this.attempts = new Attempts(world, lane, ref, plan, this);
    this.forks = new Forks(world, lane, plan, fork -> new ForkListener(this, fork));
  }

  LegRef ref() {
    return ref;
  }

  boolean isGateway() {
    return plan.role() == CallPlan.Role.GATEWAY;
  }

  String callId() {
    return plan.course().callId();
  }

  String localTag() {
    return plan.course().tag();
  }

  @Override
  public Worker lane() {
    return lane;
  }

  void start() {
    attempts.open(
        () -> {
          if (phase == Phase.WITHDRAWN) {
            over("withdrawn before it was placed");
          } else if (!attempts.goesOn()) {
            onNobodyLeft(Failure.UNREACHABLE);
          }
        });
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
      custom = CoreToSip.custom(e.info(), plan.profile());
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

  @Override
  public void onPlaced() {
    note("INVITE sent" + world.legs().sessions().inWords(callId(), localTag()));
  }

  @Override
  public void onFinal(Attempt attempt, SIPResponse response) {
    if (response.getStatusCode() < 300) {
      onSuccess(attempt, response);
    } else if (attempts.isCurrent(attempt)) {
      onRefusal(attempt, response);
    }
  }

  @Override
  public void onFailure(Attempt attempt, Failure failure) {
    if (attempts.isCurrent(attempt)
        && !(phase == Phase.CALLING && attempts.goesOnAfterSilence(attempt))) {
      onNobodyLeft(failure);
    }
  }

  @Override
  public void onNobodyLeft(Failure failure) {
    if (phase == Phase.CALLING) {
      ear.hear(SipToCore.failure(ref.leg(), failure));
      over(failure == Failure.TIMEOUT ? "no response" : "unreachable");
    } else if (phase == Phase.WITHDRAWN) {
      over("withdrawn, no response");
    }
  }

  @Override
  public void onNeverAnswered(Attempt attempt) {
    if (attempts.isCurrent(attempt) && phase == Phase.WITHDRAWN) {
      over("withdrawn, never answered");
    }
  }

  @Override
  public boolean wants(Attempt attempt) {
    return attempts.isCurrent(attempt) && phase == Phase.CALLING;
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
    long number = success.getCSeq().getSeqNumber();
    attempts
        .numbered(number)
        .ifPresentOrElse(
            attempt -> onSuccess(attempt, success),
            () -> call.ifPresent(up -> up.call().acknowledgeAgain(success)));
  }

  boolean isBeingSetUp() {
    return phase == Phase.CALLING || phase == Phase.WITHDRAWN;
  }

  /** Of the trunk that the call went to. */
  TrunkProfile profile() {
    return plan.profile();
  }

  /** True when the peer's 2xx came from there. */
  boolean isWonBy(Fork fork) {
    return call.filter(fork::equals).isPresent();
  }

  /** True from the 2xx of that fork until the end. */
  boolean isAnsweredBy(Fork fork) {
    return (phase == Phase.UP || phase == Phase.OFFERED) && isWonBy(fork);
  }

  /** True while there is a call with that fork. */
  boolean isUpWith(Fork fork) {
    return phase == Phase.UP && isWonBy(fork);
  }

  void tell(InvitationEvent event) {
    ear.hear(event);
  }

  /** The peer's BYE has come, and been answered. */
  void hungUp(SIPRequest bye) {
    ear.hear(new InvitationEvent.HungUp(ref.leg(), SipToCore.parting(bye, plan.profile())));
    over("hung up by the callee");
  }

  /** The peer is lost: the other side hears of it, and a BYE follows. */
  void giveUp(InvitationEvent event) {
    ear.hear(event);
    bye(CoreToSip.closing(EndReason.CONNECTION_LOST, Content.EMPTY));
  }

  @Override
  public void onProvisional(Attempt attempt, SIPResponse response, boolean first) {
    if (!attempts.isCurrent(attempt)) {
      return;
    }
    int status = response.getStatusCode();
    note(status + " received");
    SIPRequest invite = attempt.invite();
    boolean counts = forks.take(invite, response, attempt.hop());
    if (status > 100 && !Received.toTag(response).isEmpty() && isBeingSetUp()) {
      forks.of(invite, response, attempt.hop());
    }
    if (phase == Phase.CALLING && counts) {
      if (status == 180 || status == 183) {
        ear.hear(SipToCore.rang(ref.leg(), response));
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

  /** From a place that was given up it is a surplus one, as from a second fork. */
  private void onSuccess(Attempt attempt, SIPResponse response) {
    boolean counts = attempts.isCurrent(attempt);
    if (counts) {
      attempts.stay();
    }
    Optional<Fork> fresh = forks.answered(attempt.invite(), response, attempt.hop());
    if (fresh.isEmpty()) {
      return;
    }
    Fork fork = fresh.get();
    if (phase == Phase.OFFERED && isWonBy(fork)) {
      LOG.debug("{} 2xx comes again while its answer is looked for", ref);
      return;
    }
    Optional<Sdp> theirs = Negotiation.read(Received.sdp(response));
    if (counts && phase == Phase.CALLING && fork.media().isSilent() && theirs.isPresent()) {
      phase = Phase.OFFERED;
      call = Optional.of(fork);
      offered = Optional.of(response);
      fork.media().answered(theirs);
      ear.hearOffer(theirs.get());
      return;
    }
    boolean unanswered = fork.media().isSilent();
    fork.confirm(response, unanswered ? theirs.map(fork.media()::refusal) : Optional.empty());
    if (counts && phase == Phase.CALLING) {
      answered(fork, response);
    } else if (counts && phase == Phase.WITHDRAWN) {
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
    Content said =
        SipToCore.accepted(response, fork.media().remote().map(Sdp::text), plan.profile());
    ear.hear(new InvitationEvent.Accepted(ref.leg(), said));
  }

  private void onRefusal(Attempt attempt, SIPResponse response) {
    if (phase == Phase.CALLING && !attempts.goesOnAfter(attempt, response)) {
      ear.hear(SipToCore.failure(ref.leg(), response, plan.profile()));
      over("SIP status " + response.getStatusCode());
    } else if (phase == Phase.WITHDRAWN) {
      over("withdrawn, SIP status " + response.getStatusCode());
    }
  }

  /** Takes the call back, or hangs up, as it has come; nothing once it is over. */
  void withdraw(HeaderLine reason) {
    switch (phase) {
      case CALLING -> {
        phase = Phase.WITHDRAWN;
        withdrawal = Optional.of(reason);
        if (attempts.areMade()) {
          note("CANCEL follows");
        }
        attempts.withdraw(reason);
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

  /** The engine's: media that goes via a gateway is not the other party's to change. */
  private void asked(SessionChange change) {
    if (!ear.isJoined() || !change.kind().isOfMedia()) {
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
    LOG.info("{} {}, Call-ID {}: {}", ref, plan.role().words(), callId(), what);
  }

  private void over(String how) {
    if (phase != Phase.OVER) {
      phase = Phase.OVER;
      forks.stopTimers();
      attempts.abandon();
      world.legs().remove(this);
      world.trunks().leave(callId(), localTag());
      note(how);
      ear.hearEnd();
    }
  }
}
