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
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.transport.ServerCall;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.util.ArrayList;
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
final class ClientLeg implements Leg, Attempt.Owner {
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
  private final Course course;
  private final Forks forks;
  private final CallSettings rules;
  private final Role role;
  private final Ear ear;
  private final TrunkProfile profile;
  private Optional<Retries> retries = Optional.empty();
  private Phase phase = Phase.CALLING;
  private final List<Attempt> attempts = new ArrayList<>();
  private Optional<HeaderLine> withdrawal = Optional.empty();
  private List<HeaderLine> custom = List.of();
  private Optional<Worker.Cancellation> hurry = Optional.empty();
  private Optional<Fork> call = Optional.empty();
  private Optional<SIPResponse> offered = Optional.empty();

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
   * @param course the INVITE, and where it goes
   * @param media what the request offers
   * @param rules how the bridge behaves in the peer's calls
   * @param profile of the trunk that it goes to
   */
  ClientLeg(
      Surroundings world,
      Worker lane,
      LegRef ref,
      Course course,
      Negotiation media,
      CallSettings rules,
      Role role,
      Ear ear,
      TrunkProfile profile) {
    this.world = world;
    this.lane = lane;
    this.ref = ref;
    this.course = course;
    this.role = role;
    this.ear = ear;
    this.profile = profile;
    this.rules = rules;
    this.forks = new Forks(world, lane, media, rules, ForkOwner::new);
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
    return course.callId();
  }

  String localTag() {
    return course.tag();
  }

  @Override
  public Worker lane() {
    return lane;
  }

  void start() {
    course.open(
        lane,
        () -> {
          if (phase == Phase.WITHDRAWN) {
            over("withdrawn before it was placed");
          } else if (!goesOn()) {
            onFailure(Failure.UNREACHABLE);
          }
        });
  }

  private boolean goesOn() {
    Optional<Course.Leaving> next = course.next();
    next.ifPresent(
        leaving -> {
          retries.ifPresent(all -> all.tries(leaving));
          place(leaving);
        });
    return next.isPresent();
  }

  /** One that says nothing at all is given up for the target behind it. */
  private void place(Course.Leaving leaving) {
    hurry.ifPresent(Worker.Cancellation::cancel);
    Attempt attempt = new Attempt(world, lane, leaving.invite(), leaving.hop(), this);
    attempts.add(attempt);
    note("INVITE sent" + world.legs().sessions().inWords(callId(), localTag()));
    if (course.hasMore()) {
      hurry = Optional.of(lane.after(course.tryFor(), () -> giveUp(attempt)));
    }
    attempt.send();
  }

  private void giveUp(Attempt attempt) {
    if (phase == Phase.CALLING && isCurrent(attempt) && !attempt.hasProvisional()) {
      LOG.info(
          "{} {} says nothing; the next target is tried", ref, attempt.invite().getRequestURI());
      attempt.withdraw(CoreToSip.closing(EndReason.PEER_NO_RESPONSE, Content.EMPTY));
      if (!goesOn()) {
        onFailure(Failure.TIMEOUT);
      }
    }
  }

  private boolean isCurrent(Attempt attempt) {
    return !attempts.isEmpty() && attempts.get(attempts.size() - 1) == attempt;
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

  @Override
  public void onFinal(Attempt attempt, SIPResponse response) {
    if (response.getStatusCode() < 300) {
      onSuccess(attempt, response);
    } else if (isCurrent(attempt)) {
      onRefusal(attempt, response);
    }
  }

  @Override
  public void onFailure(Attempt attempt, Failure failure) {
    if (!isCurrent(attempt)) {
      return;
    }
    boolean goesOn =
        phase == Phase.CALLING
            && (retried(retries.flatMap(all -> all.afterSilence(attempt.invite(), attempt.hop())))
                || (course.hasMore() && goesOn()));
    if (!goesOn) {
      onFailure(failure);
    }
  }

  @Override
  public void onNeverAnswered(Attempt attempt) {
    if (isCurrent(attempt) && phase == Phase.WITHDRAWN) {
      over("withdrawn, never answered");
    }
  }

  @Override
  public boolean wants(Attempt attempt) {
    return isCurrent(attempt) && phase == Phase.CALLING;
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
    attempts.stream()
        .filter(attempt -> attempt.number() == number)
        .findFirst()
        .ifPresentOrElse(
            attempt -> onSuccess(attempt, success),
            () -> call.ifPresent(up -> up.call().acknowledgeAgain(success)));
  }

  private boolean isBeingSetUp() {
    return phase == Phase.CALLING || phase == Phase.WITHDRAWN;
  }

  @Override
  public void onProvisional(Attempt attempt, SIPResponse response, boolean first) {
    if (!isCurrent(attempt)) {
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

  /** From a place that was given up it is a surplus one, as from a second fork. */
  private void onSuccess(Attempt attempt, SIPResponse response) {
    hurry.filter(timer -> isCurrent(attempt)).ifPresent(Worker.Cancellation::cancel);
    Optional<Fork> made = forks.of(attempt.invite(), response, attempt.hop());
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
    boolean counts = isCurrent(attempt);
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
    Content said = SipToCore.accepted(response, fork.media().remote().map(Sdp::text), profile);
    ear.hear(new InvitationEvent.Accepted(ref.leg(), said));
  }

  private void onRefusal(Attempt attempt, SIPResponse response) {
    if (phase == Phase.CALLING) {
      course.refused(response);
      if (retried(retries.flatMap(all -> all.after(attempt.invite(), response, attempt.hop())))) {
        return;
      }
      if (Course.isWorthAnother(response.getStatusCode()) && course.hasMore() && goesOn()) {
        LOG.info("{} SIP status {}; the next target is tried", ref, response.getStatusCode());
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
      ear.hear(SipToCore.failure(ref.leg(), failure));
      over(failure == Failure.TIMEOUT ? "no response" : "unreachable");
    } else if (phase == Phase.WITHDRAWN) {
      over("withdrawn, no response");
    }
  }

  private boolean retried(Optional<Course.Leaving> next) {
    next.ifPresent(
        leaving -> {
          LOG.info("{} is tried again at {}", ref, leaving.hop());
          place(leaving);
        });
    return next.isPresent();
  }

  /** Takes the call back, or hangs up, as it has come; nothing once it is over. */
  void withdraw(HeaderLine reason) {
    switch (phase) {
      case CALLING -> {
        phase = Phase.WITHDRAWN;
        withdrawal = Optional.of(reason);
        hurry.ifPresent(Worker.Cancellation::cancel);
        if (!attempts.isEmpty()) {
          note("CANCEL follows");
          attempts.get(attempts.size() - 1).withdraw(reason);
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
      hurry.ifPresent(Worker.Cancellation::cancel);
      forks.stopTimers();
      // Those given up before keep their transactions: a 2xx to them is still to be answered.
      attempts.stream().filter(this::isCurrent).forEach(Attempt::abandon);
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
}
