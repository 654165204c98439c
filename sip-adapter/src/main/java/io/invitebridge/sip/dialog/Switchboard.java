package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.InvitationInbox.Opening;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.CallSettings.ReliableRinging;
import io.invitebridge.sip.QueueDelay;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.Extensions;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.RequestCheck;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.LoopMark;
import io.invitebridge.sip.translate.Origin;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.transport.ServerCall;
import io.invitebridge.sip.transport.SipTransport;
import io.invitebridge.sip.trunk.Admission;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the wire brings: refuses what is malformed on the spot, and hands the rest to its leg
 * on the leg's lane. Called on the transport's threads; never blocks, never throws.
 */
public final class Switchboard implements SipTransport.Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

  private final Surroundings world;
  private final QueueDelay load;

  /** The INVITEs that wait for their lane: a CANCEL must not overtake its own. */
  private final Set<InviteKey> waiting = ConcurrentHashMap.newKeySet();

  private volatile boolean draining;

  public Switchboard(Surroundings world) {
    this.world = world;
    this.load = new QueueDelay(world.settings().wire().defence().queueDelay());
  }

  /** From now on OPTIONS is answered 503 and no new call is taken. */
  public void drain() {
    draining = true;
  }

  /** OPTIONS is answered 200 and new calls are taken again. */
  public void undrain() {
    draining = false;
  }

  /** From now on work may wait as long as these settings say. */
  public void use(SipSettings next) {
    load.limit(next.wire().defence().queueDelay());
  }

  @Override
  public void onRequest(ServerCall call) {
    SIPRequest request = call.request();
    world.counters().add(Count.REQUESTS_IN);
    Optional<Complaint> complaint = RequestCheck.check(request, world.settings().wire().messages());
    if (complaint.isPresent()) {
      world.counters().add(Count.REFUSED_MALFORMED);
      LOG.debug("{} from {}: {}", request.getMethod(), call.source(), complaint.get().phrase());
      refuse(call, complaint.get());
      return;
    }
    if (isNewCall(request)) {
      call.respond(world.responses().trying(request));
      begin(call);
    } else if (request.getMethod().equals(MethodNames.CANCEL)
        && waiting.contains(InviteKey.of(request))) {
      lane(request).executeLast(() -> route(call));
    } else {
      lane(request).execute(() -> route(call));
    }
  }

  /** New calls wait until the lane has gone on with those that there are. */
  private void begin(ServerCall call) {
    InviteKey key = InviteKey.of(call.request());
    waiting.add(key);
    long posted = world.clock().millis();
    lane(call.request())
        .executeLast(
            () -> {
              waiting.remove(key);
              load.waited(world.clock().millis() - posted, world.clock().millis());
              route(call);
            });
  }

  @Override
  public int refusedPercent() {
    return load.refusedPercent(world.clock().millis());
  }

  @Override
  public boolean knows(String callId, String fromTag, long cseq) {
    InviteKey key = new InviteKey(callId, fromTag, cseq);
    return waiting.contains(key)
        || world.legs().invite(key).isPresent()
        || world.legs().recentInvite(key).isPresent();
  }

  @Override
  public void onAck(SIPRequest ack) {
    world.counters().add(Count.REQUESTS_IN);
    lane(ack)
        .execute(
            () ->
                world
                    .legs()
                    .dialog(Received.callId(ack), Received.toTag(ack))
                    .ifPresentOrElse(
                        leg -> leg.lane().execute(() -> leg.onAck(ack)),
                        () -> world.counters().add(Count.DROPPED)));
  }

  @Override
  public void onStrayResponse(SIPResponse response) {
    world.counters().add(Count.STRAY_RESPONSES);
    boolean success = response.getStatusCode() / 100 == 2;
    if (success && response.getCSeq().getMethod().equals(MethodNames.INVITE)) {
      world.workers().lane(Received.callId(response)).execute(() -> lateSuccess(response));
    }
  }

  /** The engine's order to a leg; to one that is over it comes late. */
  public void perform(LegRef ref, LegEffect effect) {
    world
        .legs()
        .leg(ref)
        .ifPresentOrElse(
            leg -> leg.lane().execute(() -> leg.perform(effect)),
            () -> LOG.debug("{} is over; {} comes late", ref, effect.getClass().getSimpleName()));
  }

  private void lateSuccess(SIPResponse response) {
    String callId = Received.callId(response);
    Optional<Leg> live = world.legs().dialog(callId, Received.fromTag(response));
    if (live.isPresent()) {
      live.get().lane().execute(() -> live.get().onLateSuccess(response));
    } else {
      world
          .legs()
          .client(callId)
          .filter(leg -> leg.localTag().equals(Received.fromTag(response)))
          .ifPresent(leg -> leg.lane().execute(() -> leg.onLateSuccess(response)));
    }
  }

  private void route(ServerCall call) {
    SIPRequest request = call.request();
    if (request.getMethod().equals(MethodNames.CANCEL)) {
      cancel(call);
    } else if (!Received.toTag(request).isEmpty()) {
      world
          .legs()
          .dialog(Received.callId(request), Received.toTag(request))
          .ifPresentOrElse(
              leg -> leg.lane().execute(() -> leg.inDialog(call)), () -> unknown(call));
    } else if (request.getMethod().equals(MethodNames.INVITE)) {
      newCall(call);
    } else if (request.getMethod().equals(MethodNames.OPTIONS)) {
      options(call);
    } else if (request.getMethod().equals(MethodNames.REFER)
        || request.getMethod().equals(MethodNames.NOTIFY)) {
      // RFC 3515 section 2.4.4 allows a REFER outside of a dialog; there is nobody to ask then.
      refuse(call, Complaint.of(405, "Method Not Allowed", MethodNames.ALLOW));
    } else {
      unknown(call);
    }
  }

  /**
   * RFC 3261 section 9.2: 200 to the CANCEL whatever became of the INVITE, 481 if there is none.
   */
  private void cancel(ServerCall call) {
    SIPRequest cancel = call.request();
    InviteKey key = InviteKey.of(cancel);
    Optional<ServerLeg> leg =
        world.legs().invite(key).filter(l -> l.branch().equals(Received.branch(cancel)));
    if (leg.isPresent()) {
      call.respond(world.responses().build(cancel, 200, "", leg.get().localTag(), List.of()));
      leg.get().onCancel(cancel);
    } else if (world.legs().recentInvite(key).filter(Received.branch(cancel)::equals).isPresent()) {
      call.respond(world.responses().build(cancel, 200, "", world.tag(), List.of()));
    } else if (cancelsInside(cancel)) {
      call.respond(world.responses().build(cancel, 200, "", Received.toTag(cancel), List.of()));
    } else {
      unknown(call);
    }
  }

  private boolean cancelsInside(SIPRequest cancel) {
    return world
        .legs()
        .dialog(Received.callId(cancel), Received.toTag(cancel))
        .filter(leg -> leg.cancelInside(cancel))
        .isPresent();
  }

  private void options(ServerCall call) {
    if (draining) {
      refuse(call, Overload.complaint(world.tokens()));
    } else {
      call.respond(
          world
              .responses()
              .build(
                  call.request(),
                  200,
                  "",
                  world.tag(),
                  List.of(MethodNames.ALLOW, MethodNames.ACCEPT)));
    }
  }

  private void newCall(ServerCall call) {
    InviteKey key = InviteKey.of(call.request());
    Optional<ServerLeg> known = world.legs().invite(key);
    if (known.isPresent() && known.get().answeredAgain(call)) {
      return;
    }
    if (known.isPresent() || world.legs().recentInvite(key).isPresent()) {
      // RFC 3261 section 8.2.2.2; a retransmission later than any transaction ends here too.
      world.counters().add(Count.MERGED);
      call.respond(
          world
              .responses()
              .refuse(call.request(), Complaint.of(482, "Merged Request"), world.tag()));
      return;
    }
    Admission admission = world.trunks().admit(call.request(), trunkOf(call), call.source().host());
    if (admission instanceof Admission.TurnedAway turned) {
      world.counters().add(Count.CHALLENGED);
      refuse(call, turned.complaint());
    } else if (admission instanceof Admission.Admitted admitted) {
      admitted(call, key, admitted.trunk());
    }
  }

  private void admitted(ServerCall call, InviteKey key, Optional<Trunk> trunk) {
    if (trunk.isEmpty() && !world.settings().acceptUnknown()) {
      refuse(call, Complaint.of(403, "Forbidden"));
    } else if (draining) {
      refuse(call, Overload.complaint(world.tokens()));
    } else {
      open(call, key, trunk);
    }
  }

  private void open(ServerCall call, InviteKey key, Optional<Trunk> trunk) {
    CallSettings rules = trunk.map(Trunk::calls).orElseGet(world.settings()::calls);
    Optional<Complaint> timer = SessionTimer.objection(call.request(), rules.timers());
    if (timer.isPresent()) {
      refuse(call, timer.get());
      return;
    }
    if (rules.reliable() == ReliableRinging.NEVER
        && Extensions.requires(call.request(), Extensions.RELIABLE)) {
      HeaderLine unsupported = new HeaderLine("Unsupported", Extensions.RELIABLE);
      refuse(call, Complaint.of(420, "Bad Extension", unsupported));
      return;
    }
    TrunkProfile profile = trunk.map(Trunk::profile).orElse(TrunkProfile.PLAIN);
    Invited invited;
    try {
      invited =
          SipToCore.invited(call.request(), trunk.map(Trunk::name), call.source().host(), profile);
    } catch (InvalidValueException e) {
      boolean nobody = call.request().getRequestURI().toString().indexOf('@') < 0;
      refuse(call, nobody ? Complaint.of(404, "Not Found") : Complaint.badRequest(message(e)));
      return;
    }
    List<String> path = LoopMark.read(Received.values(call.request(), LoopMark.HEADER));
    String mark =
        LoopMark.of(
            world.identity().node(), CoreToSip.user(invited.caller()), invited.callee().value());
    if (LoopMark.isLoop(path, mark)) {
      world.counters().add(Count.LOOPS);
      refuse(call, Complaint.of(482, "Loop Detected"));
      return;
    }
    List<String> marked = new ArrayList<>(path);
    marked.add(mark);
    String tag = world.tag();
    if (trunk.isPresent()
        && !world.trunks().join(Received.callId(call.request()), tag, trunk.get().name())) {
      world.counters().add(Count.OVER_LIMIT);
      refuse(call, Overload.complaint(world.tokens()));
      return;
    }
    Origin origin = SipToCore.origin(call.request(), profile, marked);
    // Who is called on behalf of this caller looks its leg up, so that has to be there first.
    Opening opening =
        world.inbox().open(key.correlation(), invited, ref -> add(ref, call, tag, origin, rules));
    if (!(opening instanceof Opening.Opened)) {
      notOpened(call, tag, opening);
    }
  }

  private void add(LegRef ref, ServerCall call, String tag, Origin origin, CallSettings rules) {
    SIPRequest request = call.request();
    world.legs().add(new ServerLeg(world, lane(request), ref, call, tag, origin, rules));
    world.counters().add(Count.LEGS_IN);
    LOG.info(
        "{} SIP caller, Call-ID {}: INVITE received{}",
        ref,
        Received.loggable(Received.callId(request)),
        world.legs().sessions().inWords(Received.callId(request), tag));
  }

  private void notOpened(ServerCall call, String tag, Opening opening) {
    world.trunks().leave(Received.callId(call.request()), tag);
    if (opening instanceof Opening.Duplicate) {
      world.counters().add(Count.MERGED);
      refuse(call, Complaint.of(482, "Merged Request"));
    } else {
      world.counters().add(Count.REFUSED_OVERLOAD);
      refuse(call, Overload.complaint(world.tokens()));
    }
  }

  /** By its certificate (RFC 5922), else by its registration or its address. */
  private Optional<Trunk> trunkOf(ServerCall call) {
    return byCertificate(call)
        .or(() -> world.trunks().byRegistration(call.request(), call.source().host()))
        .or(() -> bySource(call));
  }

  private Optional<Trunk> byCertificate(ServerCall call) {
    return world.settings().trunks().stream()
        .filter(trunk -> trunk.isCertified(call.source().way().names()))
        .findFirst();
  }

  private Optional<Trunk> bySource(ServerCall call) {
    InetAddress source;
    try {
      source = InetAddress.getByName(call.source().host());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
    return world.settings().trunks().stream()
        .filter(trunk -> trunk.acceptFrom().stream().anyMatch(range -> range.contains(source)))
        .findFirst();
  }

  private void unknown(ServerCall call) {
    world.counters().add(Count.UNKNOWN_DIALOG);
    refuse(call, Complaint.of(481, "Call/Transaction Does Not Exist"));
  }

  private void refuse(ServerCall call, Complaint complaint) {
    if (isNewCall(call.request())) {
      world.legs().remember(InviteKey.of(call.request()), Received.branch(call.request()));
    }
    call.respond(world.responses().refuse(call.request(), complaint, world.tag()));
  }

  private static boolean isNewCall(SIPRequest request) {
    return request.getMethod().equals(MethodNames.INVITE) && Received.toTag(request).isEmpty();
  }

  private Worker lane(SIPRequest request) {
    return world.workers().lane(Received.callId(request));
  }

  private static String message(InvalidValueException e) {
    return Optional.ofNullable(e.getMessage()).orElse("A value is out of its limits");
  }
}
