package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.message.Extensions;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.translate.CarriedText;
import io.invitebridge.sip.translate.ConnectedIdentity;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.translate.Origin;
import io.invitebridge.sip.translate.ReasonTable;
import io.invitebridge.sip.transport.ServerCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the INVITE of a SIP caller is answered: provisional responses, plain or reliable; a media
 * gateway where the route wants one; and one final response. Lane-confined.
 */
final class InviteAnswer implements MediaJoin.Served {
  private static final Logger LOG = LoggerFactory.getLogger(InviteAnswer.class);

  private enum Phase {
    PENDING,
    /** The app has accepted; the answer waits for the media gateway. */
    JOINING,
    /** Accepted; the 200 waits for a PRACK (RFC 3262 section 3). */
    HELD_BACK,
    /** The final response is out. */
    GIVEN
  }

  private final DialogParts parts;
  private final LegRef ref;
  private final ServerCall invite;
  private final Origin origin;
  private final MidCall midCall;
  private final Owner owner;
  private final Optional<Instant> expiresAt;
  private final Optional<ReliableProvisionals> reliable;
  private Phase phase = Phase.PENDING;
  private Optional<SIPResponse> provisional = Optional.empty();
  private Optional<SIPResponse> success = Optional.empty();
  private Optional<String> offerAfterAck = Optional.empty();
  private List<HeaderLine> ringing = List.of();
  private List<HeaderLine> custom = List.of();
  private Optional<Parcel> text = Optional.empty();
  private Optional<MediaJoin> join = Optional.empty();

  /** The leg. */
  interface Owner {
    /** The 200 is out; its ACK is to come. */
    void onSuccess();

    /** A final refusal is out. */
    void onRefused(int status);

    /** The engine has to know. */
    void tell(InvitationEvent event);

    /** The gateway changes the media, or answers such a change. */
    void onGatewayChange(SessionChange change);

    /** The gateway has ended, or never came to be once the 200 was made. */
    void onGatewayGone(Content reasons);

    /** One line of the log. */
    void note(String what);
  }

  /**
   * @param parts of the dialog that the 200 makes
   * @param origin what the INVITE said about its caller
   * @param midCall serves that dialog
   */
  InviteAnswer(
      DialogParts parts,
      LegRef ref,
      ServerCall invite,
      Origin origin,
      MidCall midCall,
      Owner owner) {
    this.parts = parts;
    this.ref = ref;
    this.invite = invite;
    this.origin = origin;
    this.midCall = midCall;
    this.owner = owner;
    this.expiresAt =
        Received.expires(invite.request()).map(s -> world().clock().instant().plusSeconds(s));
    this.reliable =
        isReliable(invite.request(), parts.rules())
            ? Optional.of(
                new ReliableProvisionals(world(), parts.lane(), invite, this::onProvisionalLost))
            : Optional.empty();
  }

  private static boolean isReliable(SIPRequest invite, CallSettings rules) {
    return switch (rules.reliable()) {
      case NEVER -> false;
      case WHEN_REQUIRED -> Extensions.requires(invite, Extensions.RELIABLE);
      case WHEN_SUPPORTED, REQUIRE -> Extensions.supports(invite, Extensions.RELIABLE);
    };
  }

  /** True until the app accepts or a final response goes out. */
  boolean isPending() {
    return phase == Phase.PENDING;
  }

  /** True while the 200 waits for a PRACK. */
  boolean isHeldBack() {
    return phase == Phase.HELD_BACK;
  }

  boolean isGiven() {
    return phase == Phase.GIVEN;
  }

  /** The gateway that the caller's media goes to. */
  Optional<MediaJoin> gateway() {
    return join;
  }

  /** What the app described, where the bridge had to offer before the app had spoken. */
  Optional<String> offerAfterAck() {
    return offerAfterAck;
  }

  /** The callee's side has the invitation. */
  void ring(SendRinging effect) {
    if (isPending() && effect.alerting()) {
      ringing = connected(effect.callee(), effect.said());
      provide(180);
    }
  }

  /** What an invitee's network says meanwhile, without its description (RFC 3960 section 3). */
  void progress(int code) {
    if (isPending() && (code == 181 || code == 182 || code == 183)) {
      provide(code);
    }
  }

  /** RFC 3261 section 13.3.1.1: any non-100 provisional keeps proxies waiting. */
  void repeatProvisional() {
    if (!isPending()) {
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

  /** The callee has accepted: 200, as soon as there is a description. */
  void accept(SendAccept effect) {
    if (!isPending()) {
      return;
    }
    custom = new ArrayList<>(CoreToSip.custom(effect.response(), origin.profile()));
    custom.addAll(connected(effect.callee(), effect.response()));
    text = parcel(effect.response());
    phase = Phase.JOINING;
    Optional<String> fromApp = CoreToSip.sdp(effect.response());
    if (fromApp.isPresent() || effect.media() instanceof MediaPolicy.Inactive) {
      describe(fromApp);
    } else if (effect.media() instanceof MediaPolicy.Via via && parts.media().isSilent()) {
      MediaJoin gateway =
          new MediaJoin(
              world(),
              parts.lane(),
              ref,
              via.gateway(),
              origin.caller(),
              parts.rules().gatewayWait(),
              this);
      join = Optional.of(gateway);
      gateway.begin(Received.sdp(invite.request()));
    } else {
      // Nothing was described, or a reliable provisional has made the bridge's own offer already.
      fail(ReasonTable.refused(RefuseReason.MEDIA), Content.EMPTY);
    }
  }

  /** The callee, or the engine, has refused. */
  void reject(SendRejection effect) {
    if (isPending()) {
      text = parcel(effect.rejection().response());
      boolean expired = expiresAt.filter(at -> !at.isAfter(world().clock().instant())).isPresent();
      refuse(CoreToSip.rejection(effect.rejection(), effect.decline(), expired, origin.profile()));
    }
  }

  /** The final response, unless one is out. */
  void refuse(ReasonTable.Answer answer) {
    if (phase == Phase.GIVEN) {
      return;
    }
    phase = Phase.GIVEN;
    stop();
    List<HeaderLine> headers = new ArrayList<>(answer.headers());
    if (!answer.reason().isEmpty()) {
      headers.add(new HeaderLine("Reason", answer.reason()));
    }
    boolean told = answer.headers().stream().anyMatch(h -> h.name().equals("Retry-After"));
    if (answer.status() == 503 && !told) {
      headers.add(Overload.retryAfter(world().tokens()));
    }
    if (answer.status() == 488) {
      headers.add(new HeaderLine("Warning", "305 bridge \"Incompatible media format\""));
    }
    if (answer.status() == 405) {
      headers.add(Offered.methods(parts.rules()));
    }
    SIPResponse refusal = parts.response(invite, answer.status(), headers);
    carry(refusal);
    invite.respond(refusal);
    owner.onRefused(answer.status());
  }

  /**
   * The INVITE once more, on the same path, from a caller whom no answer has reached: the stack
   * keeps an accepted INVITE's transaction for a few seconds only, RFC 6026 wants 64 x T1.
   *
   * @return false when there is no 2xx to repeat
   */
  boolean givenAgain(ServerCall copy) {
    boolean same = Received.branch(invite.request()).equals(Received.branch(copy.request()));
    if (same) {
      success.ifPresent(copy::respond);
    }
    return same && success.isPresent();
  }

  /** RFC 3262 sections 3 and 5. */
  Optional<MidCall.ProvisionalAck> acknowledge(SIPRequest prack) {
    return reliable.flatMap(
        all ->
            all.acknowledge(prack)
                .map(what -> new MidCall.ProvisionalAck(Received.hasSdp(what), all::acknowledged)));
  }

  /** Nothing is repeated any more. */
  void stop() {
    reliable.ifPresent(ReliableProvisionals::stop);
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
      fail(ReasonTable.refused(reason), why);
    } else {
      owner.onGatewayGone(why);
    }
  }

  @Override
  public void onGatewayChange(SessionChange change) {
    owner.onGatewayChange(change);
  }

  @Override
  public void onGatewayGone(Content reasons) {
    owner.onGatewayGone(reasons);
  }

  private void provide(int status) {
    owner.note(status + " sent");
    List<HeaderLine> headers =
        new ArrayList<>(List.of(parts.contact(), Offered.methods(parts.rules())));
    headers.addAll(ringing);
    SIPResponse response = parts.response(invite, status, headers);
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
    if (delayed && parts.media().local().isEmpty()) {
      Requests.addSdp(response, parts.media().begin(Optional.empty(), Optional.empty()));
    }
  }

  private void describe(Optional<String> description) {
    Negotiation media = parts.media();
    Optional<Sdp> offer = Negotiation.read(Received.sdp(invite.request()));
    boolean hopeless = offer.filter(sdp -> !media.canAnswer(sdp)).isPresent();
    if (hopeless && description.isEmpty() && media.isSilent()) {
      // RFC 3261 section 13.3.1.3: no stream of the offer can be had.
      fail(ReasonTable.refused(RefuseReason.MEDIA), Content.EMPTY);
      return;
    }
    List<HeaderLine> headers = new ArrayList<>(midCall.agree(invite.request()));
    headers.addAll(
        List.of(
            parts.contact(),
            Offered.methods(parts.rules()),
            MethodNames.ACCEPT,
            Offered.SUPPORTED));
    headers.addAll(custom);
    SIPResponse ok = parts.response(invite, 200, headers);
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
    owner.note("200 sent");
    phase = Phase.GIVEN;
    success = Optional.of(ok);
    owner.onSuccess();
    midCall.accept(invite, ok);
  }

  /** RFC 3262 section 3: a provisional whose PRACK never comes ends the call with a 5xx. */
  private void onProvisionalLost() {
    if (phase == Phase.PENDING || phase == Phase.HELD_BACK) {
      fail(new ReasonTable.Answer(504, ""), Content.EMPTY);
    }
  }

  /** The app has accepted, and there is no media for the caller; or the caller is silent. */
  private void fail(ReasonTable.Answer answer, Content why) {
    refuse(answer);
    owner.tell(new InvitationEvent.LegFailed(LegId.INVITER, LegFailure.CONNECTION_LOST, why));
  }

  private List<HeaderLine> connected(Optional<Address> callee, Content said) {
    return ConnectedIdentity.of(callee, said, origin.profile(), world().identity().host());
  }

  private void carry(SIPResponse response) {
    boolean datagram = invite.source().protocol() == Protocol.UDP;
    text.ifPresent(parcel -> parcel.into(response, datagram));
  }

  private Optional<Parcel> parcel(Content response) {
    return Optional.of(
        new Parcel(world(), ref, CarriedText.RESPONSE, response, origin.profile().carriage()));
  }

  private Surroundings world() {
    return parts.world();
  }
}
