package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.SessionChanged;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.GatewayUri;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.RequestFrame;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.SipToCore;
import io.invitebridge.sip.trunk.Sequence;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins one SIP leg with a media gateway or a conference (RFC 3725 section 4): calls the gateway
 * with the leg's offer, or asks for the gateway's where the leg made none, and ends with the leg.
 * Confined to the lane of the leg that it serves.
 */
final class MediaJoin implements Ear {
  private static final Logger LOG = LoggerFactory.getLogger(MediaJoin.class);

  /** One address of a gateway that says nothing at all is given up for the next. */
  private static final Duration TRY_FOR = Duration.ofSeconds(4);

  private enum Phase {
    NEW,
    CALLING,
    /** The gateway made the offer; the served leg's answer is still to come. */
    OFFERED,
    JOINED,
    OVER
  }

  private final Surroundings world;
  private final Worker lane;
  private final LegRef served;
  private final GatewayUri gateway;
  private final String caller;
  private final Duration longestWait;
  private final Served owner;
  private Phase phase = Phase.NEW;
  private Optional<ClientLeg> leg = Optional.empty();
  private Optional<Worker.Cancellation> limit = Optional.empty();

  /** The leg whose media goes to the gateway. Called on its lane. */
  interface Served {
    /** The gateway's answer to the leg's offer; without one, the gateway's own offer. */
    void onJoined(String sdp);

    /**
     * There will be no media.
     *
     * @param reason MEDIA when the descriptions do not fit, NETWORK when the gateway is at fault
     * @param why as a SIP failure is told, with the status; empty when it has none
     */
    void onNotJoined(RefuseReason reason, Content why);

    /** The gateway changes the media, or answers such a change. */
    void onGatewayChange(SessionChange change);

    /** The gateway ended a call that had been joined. */
    void onGatewayGone(Content reasons);
  }

  /**
   * @param caller the user part that the gateway sees as the caller
   * @param longestWait a gateway is a machine: it answers at once or not at all
   */
  MediaJoin(
      Surroundings world,
      Worker lane,
      LegRef served,
      GatewayUri gateway,
      String caller,
      Duration longestWait,
      Served owner) {
    this.world = world;
    this.lane = lane;
    this.served = served;
    this.gateway = gateway;
    this.caller = caller;
    this.longestWait = longestWait;
    this.owner = owner;
  }

  /**
   * Calls the gateway.
   *
   * @param offer the served leg's; empty: the gateway is to make one
   */
  void begin(Optional<String> offer) {
    phase = Phase.CALLING;
    Optional<ClientLeg> called = call(offer);
    if (called.isEmpty()) {
      failed(RefuseReason.NETWORK, Content.EMPTY);
      return;
    }
    leg = called;
    limit = Optional.of(lane.after(longestWait, this::tooLate));
    world.legs().add(called.get());
    called.get().start();
  }

  /** The served leg's answer to the gateway's offer. */
  void answer(String sdp) {
    if (phase == Phase.OFFERED) {
      leg.ifPresent(called -> called.answer(sdp));
    }
  }

  /** The served leg changes the media, or answers a change of the gateway's. */
  void change(SessionChange change) {
    if (phase == Phase.JOINED) {
      leg.ifPresent(called -> called.change(change));
    }
  }

  /** The served leg has ended. */
  void leave(HeaderLine reason) {
    if (phase != Phase.OVER) {
      over();
      leg.ifPresent(called -> called.withdraw(reason));
    }
  }

  @Override
  public void hear(InvitationEvent event) {
    if (phase == Phase.OVER) {
      return;
    }
    if (event instanceof Accepted) {
      accepted();
    } else if (event instanceof Refused e) {
      failed(
          e.reason() == RefuseReason.MEDIA ? RefuseReason.MEDIA : RefuseReason.NETWORK,
          e.response());
    } else if (event instanceof LegFailed e) {
      failed(RefuseReason.NETWORK, e.response());
    } else if (event instanceof SessionChanged e) {
      owner.onGatewayChange(e.change());
    } else if (event instanceof HungUp e) {
      hungUp(e.info());
    }
  }

  @Override
  public void hearOffer(Sdp offer) {
    if (phase == Phase.CALLING) {
      phase = Phase.OFFERED;
      limit.ifPresent(Worker.Cancellation::cancel);
      owner.onJoined(offer.text());
    }
  }

  @Override
  public void hearEnd() {
    over();
  }

  private void accepted() {
    boolean answersUs = phase == Phase.CALLING;
    phase = Phase.JOINED;
    limit.ifPresent(Worker.Cancellation::cancel);
    LOG.info("{} is joined with its media gateway", served);
    if (answersUs) {
      leg.flatMap(ClientLeg::remoteMedia)
          .ifPresentOrElse(answer -> owner.onJoined(answer.text()), this::nothingDescribed);
    }
  }

  private void nothingDescribed() {
    leave(CoreToSip.closing(EndReason.ACCEPT_FAILURE, Content.EMPTY));
    owner.onNotJoined(RefuseReason.MEDIA, Content.EMPTY);
  }

  private void hungUp(Content reasons) {
    boolean wasJoined = phase == Phase.JOINED;
    over();
    if (wasJoined) {
      owner.onGatewayGone(reasons);
    } else {
      owner.onNotJoined(RefuseReason.NETWORK, reasons);
    }
  }

  private void failed(RefuseReason reason, Content why) {
    over();
    owner.onNotJoined(reason, why);
  }

  private void tooLate() {
    LOG.warn("{}: the media gateway has not answered in {} s", served, longestWait.toSeconds());
    leave(CoreToSip.closing(EndReason.PEER_NO_RESPONSE, Content.EMPTY));
    owner.onNotJoined(RefuseReason.NETWORK, SipToCore.timeout());
  }

  private void over() {
    phase = Phase.OVER;
    limit.ifPresent(Worker.Cancellation::cancel);
  }

  /** Its places are found by the DNS where the URI names a host (RFC 3263). */
  private Optional<ClientLeg> call(Optional<String> offer) {
    SipUri target;
    Endpoint wanted;
    try {
      target = new StringMsgParser().parseSIPUrl(gateway.value());
      wanted = Received.endpoint(target, Protocol.UDP);
    } catch (ParseException | IllegalArgumentException e) {
      LOG.warn("{}: the route's media gateway {} is not a SIP URI", served, gateway);
      return Optional.empty();
    }
    String tag = world.tag();
    String callId = world.identity().node() + "-" + world.tokens().next();
    Negotiation media = new Negotiation(world.media(wanted), world.clock().millis());
    offer.ifPresent(sdp -> media.begin(Optional.empty(), Optional.of(sdp)));
    Course course =
        Course.among(
            world.trunks().gateway(wanted),
            (place, number) -> leaving(target, place.at(), new Names(tag, callId, number), offer),
            callId,
            tag,
            new Sequence(0),
            tryFor());
    return Optional.of(
        new ClientLeg(
            world,
            lane,
            served,
            new CallPlan(
                CallPlan.Role.GATEWAY,
                course,
                Optional.empty(),
                media,
                CallSettings.DEFAULT,
                TrunkProfile.PLAIN),
            this));
  }

  /** Half of the wait at most, so that there is time for a second one. */
  private Duration tryFor() {
    Duration half = longestWait.dividedBy(2);
    return half.compareTo(TRY_FOR) < 0 ? half : TRY_FOR;
  }

  private record Names(String tag, String callId, long number) {}

  private Course.Leaving leaving(SipUri target, Endpoint hop, Names names, Optional<String> offer) {
    SIPRequest invite = invite(target, hop, names);
    offer.ifPresent(sdp -> Requests.addSdp(invite, sdp));
    return new Course.Leaving(invite, hop);
  }

  private SIPRequest invite(SipUri target, Endpoint hop, Names names) {
    SIPRequest invite =
        world
            .requests()
            .build(
                new RequestFrame(
                    MethodNames.INVITE,
                    target,
                    Requests.address(
                        Optional.empty(), Requests.plainUri(caller, world.identity().host())),
                    names.tag(),
                    Requests.address(Optional.empty(), target),
                    "",
                    names.callId(),
                    names.number(),
                    world.branch(),
                    Invited.INITIAL_HOPS,
                    hop.protocol(),
                    List.of()));
    Requests.add(invite, world.identity().contact(hop, names.tag()));
    Requests.add(invite, MethodNames.ALLOW);
    Requests.add(invite, MethodNames.ACCEPT);
    Caller.path(world, served).ifPresent(line -> Requests.add(invite, line));
    return invite;
  }
}
