package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.MediaPolicy.Pass;
import io.invitebridge.core.invitation.MediaPolicy.Via;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.RequestFrame;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.translate.CarriedText;
import io.invitebridge.sip.translate.CarriedText.Load;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.CustomHeaders;
import io.invitebridge.sip.translate.LoopMark;
import io.invitebridge.sip.translate.Origin;
import io.invitebridge.sip.translate.OutgoingIdentity;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.trunk.Place;
import io.invitebridge.sip.trunk.TargetPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places calls: makes the INVITE of a {@code SendInvite} and the leg that carries it. Any thread.
 */
public final class Caller {
  private static final Logger LOG = LoggerFactory.getLogger(Caller.class);

  /** RFC 3261 section 18.1.1: within 200 bytes of the path MTU, 1500 when it is not known. */
  private static final int LARGEST_DATAGRAM = 1300;

  private final Surroundings world;

  public Caller(Surroundings world) {
    this.world = world;
  }

  /** Rings a SIP callee; what keeps it from being rung comes back as an event. */
  public void invite(LegRef ref, SendInvite effect) {
    Optional<Trunk> trunk = trunk(effect.offer());
    if (trunk.isEmpty()) {
      LOG.warn("{} cannot be rung: no trunk {} is configured", ref, effect.offer().callee());
      world
          .inbox()
          .deliver(ref.invitation(), SipToCore.unusable(ref.leg(), "No such trunk is configured"));
      return;
    }
    if (effect.offer().media() instanceof Pass
        && CoreToSip.sdp(effect.offer().content()).isEmpty()) {
      LOG.info("{} is not rung: its route wants the app's own media, and the app gives none", ref);
      world.inbox().deliver(ref.invitation(), SipToCore.noMedia(ref.leg()));
      return;
    }
    Names names =
        new Names(
            world.tag(),
            world.identity().node() + "-" + world.tokens().next(),
            origin(world, ref),
            new Parcel(
                world,
                ref,
                CarriedText.CONTENT,
                effect.offer().content(),
                trunk.get().profile().carriage()));
    Optional<TargetPool> pool = world.trunks().pool(trunk.get().name());
    if (pool.isEmpty() || !world.trunks().join(names.callId(), names.tag(), trunk.get().name())) {
      LOG.info("{} is not rung: the trunk {} has all the calls it may", ref, trunk.get().name());
      world.counters().add(Count.OVER_LIMIT);
      world.inbox().deliver(ref.invitation(), SipToCore.unusable(ref.leg(), "The trunk is full"));
      return;
    }
    ClientLeg leg = leg(ref, effect.offer(), trunk.get(), pool.get(), names);
    world.legs().add(leg);
    world.counters().add(Count.LEGS_OUT);
    world
        .correlation()
        .bind(new CorrelationKey(Network.SIP, leg.callId() + "|" + leg.localTag()), ref);
    leg.lane().execute(leg::start);
  }

  private Optional<Trunk> trunk(Offer offer) {
    return offer.callee() instanceof SipParty party
        ? party
            .trunk()
            .flatMap(
                name ->
                    world.settings().trunks().stream()
                        .filter(trunk -> trunk.name().equals(name))
                        .findFirst())
        : Optional.empty();
  }

  private ClientLeg leg(LegRef ref, Offer offer, Trunk trunk, TargetPool pool, Names names) {
    Negotiation media = new Negotiation(world.media(trunk.target()), world.clock().millis());
    Optional<String> sdp = offer(offer, media);
    Worker lane = world.workers().lane(names.callId());
    Duration patience = trunk.calls().gatewayWait();
    CalleeEar ear = new CalleeEar(world, ref, served -> join(ref, lane, offer, patience, served));
    Course course =
        Course.among(
            pool,
            (place, number) -> leaving(ref, offer, sdp, names, place, number, trunk),
            names.callId(),
            names.tag(),
            world.trunks().sequence(names.callId(), names.tag(), "", 0),
            trunk.options().tryFor());
    Retries retries = new Retries(world, trunk, names.tag());
    CallPlan plan =
        new CallPlan(
            CallPlan.Role.CALLEE,
            course,
            Optional.of(retries),
            media,
            trunk.calls(),
            trunk.profile());
    ClientLeg leg = new ClientLeg(world, lane, ref, plan, ear);
    ear.listensTo(leg);
    return leg;
  }

  private Course.Leaving leaving(
      LegRef ref,
      Offer offer,
      Optional<String> sdp,
      Names names,
      Place place,
      long number,
      Trunk trunk) {
    boolean datagram = place.at().protocol() == Protocol.UDP;
    Load load = names.text().load();
    SIPRequest invite = invite(ref, offer, sdp, names, place, number, trunk, load);
    if (datagram && load.part().isPresent() && exceedsDatagram(invite)) {
      invite = invite(ref, offer, sdp, names, place, number, trunk, names.text().light());
    }
    return new Course.Leaving(invite, place.at());
  }

  /** Where a gateway is to be joined, the callee makes the offer (RFC 3725 section 4.1). */
  private static Optional<String> offer(Offer offer, Negotiation media) {
    Optional<String> fromApp = CoreToSip.sdp(offer.content());
    return fromApp.isEmpty() && offer.media() instanceof Via
        ? Optional.empty()
        : Optional.of(media.begin(Optional.empty(), fromApp));
  }

  private Optional<MediaJoin> join(
      LegRef ref, Worker lane, Offer offer, Duration patience, MediaJoin.Served served) {
    return offer.media() instanceof Via via
        ? Optional.of(
            new MediaJoin(
                world, lane, ref, via.gateway(), CoreToSip.user(offer.caller()), patience, served))
        : Optional.empty();
  }

  private record Names(String tag, String callId, Optional<Origin> origin, Parcel text) {}

  /** True when a response with this text would not fit into a datagram. */
  static boolean exceedsDatagram(SIPResponse response, Load text) {
    SIPResponse trial = (SIPResponse) response.clone();
    text.into(trial);
    return text.part().isPresent() && exceedsDatagram(trial);
  }

  private static boolean exceedsDatagram(SIPMessage message) {
    return message.encodeAsBytes(Protocol.UDP.inVia()).length > LARGEST_DATAGRAM;
  }

  private SIPRequest invite(
      LegRef ref,
      Offer offer,
      Optional<String> sdp,
      Names names,
      Place place,
      long number,
      Trunk trunk,
      Load text) {
    Endpoint hop = place.at();
    TrunkProfile profile = trunk.profile();
    OutgoingIdentity parties =
        OutgoingIdentity.of(offer, profile, names.origin(), world.identity().host());
    String callee = parties.callee();
    SipUri target = OutgoingIdentity.asPhone(place.uri(callee), callee, profile);
    SipUri to =
        OutgoingIdentity.asPhone(Requests.plainUri(callee, place.target().host()), callee, profile);
    SIPRequest invite =
        world
            .requests()
            .build(
                new RequestFrame(
                    MethodNames.INVITE,
                    target,
                    parties.from(),
                    names.tag(),
                    Requests.address(Optional.empty(), to),
                    "",
                    names.callId(),
                    number,
                    world.branch(),
                    offer.hops(),
                    hop.protocol(),
                    List.of()));
    Requests.add(invite, world.identity().contact(hop, names.tag()));
    Requests.add(invite, Offered.methods(trunk.calls()));
    Requests.add(invite, MethodNames.ACCEPT);
    Offered.extensions(trunk.calls(), sdp.isPresent()).forEach(line -> Requests.add(invite, line));
    parties.headers().forEach(line -> Requests.add(invite, line));
    if (profile.carriage().channelId()) {
      CoreToSip.channel(offer.channelId()).ifPresent(line -> Requests.add(invite, line));
    }
    addCustom(ref, offer, profile, parties.remarks(), invite);
    Requests.change(invite, offer.headers());
    path(world, ref).ifPresent(line -> Requests.add(invite, line));
    sdp.ifPresent(description -> Requests.addSdp(invite, description));
    text.into(invite);
    return invite;
  }

  private static void addCustom(
      LegRef ref, Offer offer, TrunkProfile profile, List<String> remarks, SIPRequest invite) {
    CustomHeaders.Wanted wanted = CustomHeaders.out(offer.content(), profile.headers().out());
    wanted.lines().forEach(line -> Requests.add(invite, line));
    List<String> leftOut = new ArrayList<>(remarks);
    leftOut.addAll(wanted.leftOut());
    if (!leftOut.isEmpty()) {
      LOG.info("{} leaves out what the caller's app asked for: {}", ref, leftOut);
    }
  }

  /** A call that came in over SIP carries its loop marks on. */
  static Optional<HeaderLine> path(Surroundings world, LegRef ref) {
    return origin(world, ref).map(origin -> LoopMark.header(origin.path()));
  }

  private static Optional<Origin> origin(Surroundings world, LegRef ref) {
    return world
        .legs()
        .leg(new LegRef(ref.invitation(), LegId.INVITER))
        .filter(ServerLeg.class::isInstance)
        .map(leg -> ((ServerLeg) leg).origin());
  }
}
