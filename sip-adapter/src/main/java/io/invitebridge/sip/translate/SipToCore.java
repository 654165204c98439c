package io.invitebridge.sip.translate;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.Headers;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Progress;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.SourceAddress;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.SipText;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Wire to event. Pure. */
public final class SipToCore {
  /** Carries the channel id both ways; percent-encoded (DESIGN section 5). */
  public static final String CHANNEL_HEADER = "X-Channel-Id";

  private static final int LONGEST_PHRASE = 128;
  private static final String NO_RESPONSE = "No response from the SIP peer";

  private SipToCore() {}

  /**
   * The birth of an invitation.
   *
   * @param trunk the trunk the request came from, by its source address
   * @param source that address, a literal
   * @param profile of that trunk
   * @throws InvalidValueException a value of the request breaks a limit; the message says which
   */
  public static Invited invited(
      SIPRequest invite, Optional<TrunkName> trunk, String source, TrunkProfile profile) {
    IncomingCaller caller = IncomingCaller.of(invite, profile);
    return new Invited(
        new SipParty(trunk, new SipUser(caller.person().user())),
        caller.person().name().map(DisplayName::new),
        dialed(invite, profile),
        channel(invite),
        content(invite, caller, profile),
        Math.min(Math.max(Received.hops(invite) - 1, 0), 255),
        limits(invite),
        Optional.of(new SourceAddress(source)),
        headers(invite));
  }

  /** What is too long or too much is left out: a rule that asks for it then does not match. */
  private static Headers headers(SIPRequest invite) {
    Map<String, String> found = new HashMap<>();
    for (String name : Received.informativeNames(invite)) {
      String value = String.join(", ", Received.values(invite, name));
      boolean fits = value.getBytes(StandardCharsets.UTF_8).length <= Headers.LONGEST_VALUE;
      if (fits && found.size() < Headers.MOST) {
        found.put(name, value);
      }
    }
    return new Headers(found);
  }

  /** What the INVITE tells a call that is made on its behalf. */
  public static Origin origin(SIPRequest invite, TrunkProfile profile, List<String> path) {
    IncomingCaller caller = IncomingCaller.of(invite, profile);
    return new Origin(
        profile,
        path,
        caller.person().user(),
        caller.believed(),
        caller.privacy(),
        diversions(invite, profile));
  }

  /** Whom the Request-URI names. */
  private static CalleeName dialed(SIPRequest invite, TrunkProfile profile) {
    String user = Person.user(invite.getRequestURI());
    return new CalleeName(PhoneNumbers.fromTrunk(user, profile.numbers()));
  }

  private static Content content(SIPRequest invite, IncomingCaller caller, TrunkProfile profile) {
    return new AppMembers()
        .carried(CarriedText.CONTENT.in(invite, profile.carriage()))
        .referred(
            CarriedText.CONTENT.urlMember(),
            CarriedText.CONTENT.referred(invite, profile.carriage()))
        .headers(CustomHeaders.in(invite, profile.headers().in()))
        .privacy(caller.privacy())
        .forwardedFrom(diversions(invite, profile))
        .sdp(Received.sdp(invite))
        .object();
  }

  private static List<Diversion> diversions(SIPRequest invite, TrunkProfile profile) {
    return Diversions.read(invite).stream()
        .map(one -> one.withUser(PhoneNumbers.fromTrunk(one.from().user(), profile.numbers())))
        .toList();
  }

  /** A final response other than 2xx (docs/mapping.md, "SIP status to outcome"). */
  public static InvitationEvent failure(LegId leg, SIPResponse response, TrunkProfile profile) {
    int status = response.getStatusCode();
    String phrase = Optional.ofNullable(response.getReasonPhrase()).orElse("");
    List<String> reasons = Received.values(response, "Reason");
    StatusTable.Meaning meaning = StatusTable.of(status, Reasons.cause(reasons, "Q.850"));
    return outcome(
        leg,
        status,
        meaning,
        new AppMembers()
            .carried(CarriedText.RESPONSE.in(response, profile.carriage()))
            .referred(
                CarriedText.RESPONSE.urlMember(),
                CarriedText.RESPONSE.referred(response, profile.carriage()))
            .failure(status, SipText.oneLine(phrase, LONGEST_PHRASE))
            .always(reasons)
            .word(meaning.word())
            .retryAfter(Hints.retryAfter(response))
            .warnings(Hints.warnings(response))
            .headers(CustomHeaders.in(response, profile.headers().in()))
            .content());
  }

  /** RFC 3261 section 8.1.3.1: a timeout counts as 408, a transport error as 503. */
  public static InvitationEvent failure(LegId leg, Failure failure) {
    return failure == Failure.TIMEOUT
        ? outcome(leg, 408, NO_RESPONSE)
        : outcome(leg, 503, "The SIP peer cannot be reached");
  }

  /** The route wants the app's own session description, and the app gives none. */
  public static InvitationEvent noMedia(LegId leg) {
    return new InvitationEvent.Refused(
        leg,
        RefuseReason.MEDIA,
        JsonContent.ofFailure(488, "The app gives no session description", List.of(), "media"));
  }

  /** What a peer that did not answer in time is told to have said. */
  public static Content timeout() {
    return JsonContent.ofFailure(408, NO_RESPONSE, List.of(), "unavailable");
  }

  /** A fault of the bridge's own settings or state keeps the leg from being rung. */
  public static InvitationEvent unusable(LegId leg, String why) {
    return new InvitationEvent.LegFailed(
        leg, LegFailure.NO_RESPONSE, JsonContent.ofFailure(500, why, List.of(), "network"));
  }

  /** What the callee's answer to our offer says. */
  public static Content accepted(SIPResponse response, Optional<String> sdp, TrunkProfile profile) {
    return new AppMembers()
        .carried(CarriedText.RESPONSE.in(response, profile.carriage()))
        .referred(
            CarriedText.RESPONSE.urlMember(),
            CarriedText.RESPONSE.referred(response, profile.carriage()))
        .headers(CustomHeaders.in(response, profile.headers().in()))
        .privacy(Privacy.of(response))
        .sdp(sdp)
        .object();
  }

  /** A 2xx without an answer that could be used is as good as a refusal because of the media. */
  public static InvitationEvent unusableAnswer(LegId leg) {
    return outcome(leg, 488, "The callee's answer describes no session");
  }

  /** A step of changing the media; empty when the description is too large for an app's text. */
  public static Optional<SessionChange> change(SessionChange.Kind kind, String sdp) {
    Content content = JsonContent.ofSdp(Optional.of(sdp));
    return JsonContent.sdp(content).map(kept -> new SessionChange(kind, content));
  }

  /** A change of the media that came to nothing, with the status that says why. */
  public static SessionChange refusedChange(int status, String phrase) {
    String line = SipText.oneLine(phrase, LONGEST_PHRASE);
    return new SessionChange(
        SessionChange.Kind.REFUSAL, JsonContent.ofFailure(status, line, List.of(), "media"));
  }

  /** A 180 or 183, and whether the callee wants to stay unnamed (RFC 3323 section 4.2). */
  public static InvitationEvent rang(LegId leg, SIPResponse response) {
    return new InvitationEvent.Rang(leg, new AppMembers().privacy(Privacy.of(response)).content());
  }

  /** A failure of something that the bridge did for another party. */
  static Content failureText(int status, String phrase) {
    String line = SipText.oneLine(phrase, LONGEST_PHRASE);
    return JsonContent.ofFailure(status, line, List.of(), StatusTable.of(status).word());
  }

  /** What a provisional response says beside "ringing"; its description only where one may go. */
  public static Progress progress(int status, Optional<String> sdp) {
    return new Progress(status, sdp.map(text -> JsonContent.ofSdp(sdp)).orElse(Content.EMPTY));
  }

  /** What a CANCEL or BYE says of itself; empty when that is nothing. */
  public static Content parting(SIPMessage message, TrunkProfile profile) {
    List<String> reasons = Received.values(message, "Reason");
    AppMembers said = new AppMembers().reasons(reasons);
    if (message.getCSeq().getMethod().equals(MethodNames.CANCEL)) {
      Reasons.elsewhereWord(Reasons.elsewhere(reasons)).ifPresent(said::word);
    }
    return said.headers(CustomHeaders.in(message, profile.headers().in())).content();
  }

  /** The caller gives up before an answer: CANCEL, or BYE within an early dialog. */
  public static InvitationEvent canceled(SIPRequest request, TrunkProfile profile) {
    boolean cancel = request.getMethod().equals(MethodNames.CANCEL);
    EndReason why =
        cancel ? Reasons.elsewhere(Received.values(request, "Reason")) : EndReason.CANCELED;
    return new InvitationEvent.Canceled(parting(request, profile), why);
  }

  private static InvitationEvent outcome(LegId leg, int status, String phrase) {
    StatusTable.Meaning meaning = StatusTable.of(status);
    return outcome(
        leg, status, meaning, JsonContent.ofFailure(status, phrase, List.of(), meaning.word()));
  }

  private static InvitationEvent outcome(
      LegId leg, int status, StatusTable.Meaning meaning, Content response) {
    return meaning
        .refusal()
        .<InvitationEvent>map(
            why -> new InvitationEvent.Refused(leg, why, response, status / 100 == 6))
        .orElseGet(
            () ->
                new InvitationEvent.LegFailed(
                    leg, meaning.failure().orElse(LegFailure.NO_RESPONSE), response));
  }

  private static Optional<ChannelId> channel(SIPRequest invite) {
    return Received.values(invite, CHANNEL_HEADER).stream()
        .findFirst()
        .map(SipText::percentDecoded)
        .filter(value -> !value.isEmpty())
        .map(ChannelId::new);
  }

  private static CallerLimits limits(SIPRequest invite) {
    return Received.expires(invite)
        .map(seconds -> Optional.of(Duration.ofSeconds(seconds)))
        .map(overall -> new CallerLimits(Optional.empty(), Optional.empty(), overall))
        .orElse(CallerLimits.NONE);
  }
}
