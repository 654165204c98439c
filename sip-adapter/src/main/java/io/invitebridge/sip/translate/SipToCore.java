package io.invitebridge.sip.translate;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.invitation.CallerLimits;
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
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.SipText;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.address.TelURL;
import javax.sip.address.URI;

/** Wire to event. Pure. */
public final class SipToCore {
  /** Carries the channel id both ways; percent-encoded (DESIGN section 5). */
  public static final String CHANNEL_HEADER = "X-Channel-Id";

  private static final int LONGEST_NAME = 128;
  private static final String NO_RESPONSE = "No response from the SIP peer";

  private SipToCore() {}

  /**
   * The birth of an invitation.
   *
   * @param trunk the trunk the request came from, by its source address
   * @param source that address, a literal
   * @throws InvalidValueException a value of the request breaks a limit; the message says which
   */
  public static Invited invited(SIPRequest invite, Optional<TrunkName> trunk, String source) {
    return new Invited(
        new SipParty(trunk, caller(invite)),
        displayName(invite.getFrom().getAddress().getDisplayName()),
        dialed(invite),
        channel(invite),
        JsonContent.ofSdp(Received.sdp(invite)),
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

  /** Whom From names. */
  public static SipUser caller(SIPRequest invite) {
    return new SipUser(user(invite.getFrom().getAddress().getURI()));
  }

  /** Whom the Request-URI names. */
  public static CalleeName dialed(SIPRequest invite) {
    return new CalleeName(user(invite.getRequestURI()));
  }

  /** A final response other than 2xx (docs/mapping.md, "SIP status to outcome"). */
  public static InvitationEvent failure(LegId leg, SIPResponse response) {
    String phrase = Optional.ofNullable(response.getReasonPhrase()).orElse("");
    return outcome(
        leg,
        response.getStatusCode(),
        SipText.oneLine(phrase, LONGEST_NAME),
        Received.values(response, "Reason"));
  }

  /** RFC 3261 section 8.1.3.1: a timeout counts as 408, a transport error as 503. */
  public static InvitationEvent failure(LegId leg, Failure failure) {
    return failure == Failure.TIMEOUT
        ? outcome(leg, 408, NO_RESPONSE, List.of())
        : outcome(leg, 503, "The SIP peer cannot be reached", List.of());
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
  public static Content accepted(Optional<String> sdp) {
    return JsonContent.ofSdp(sdp);
  }

  /** A 2xx without an answer that could be used is as good as a refusal because of the media. */
  public static InvitationEvent unusableAnswer(LegId leg) {
    return outcome(leg, 488, "The callee's answer describes no session", List.of());
  }

  /** A step of changing the media; empty when the description is too large for an app's text. */
  public static Optional<SessionChange> change(SessionChange.Kind kind, String sdp) {
    Content content = JsonContent.ofSdp(Optional.of(sdp));
    return JsonContent.sdp(content).map(kept -> new SessionChange(kind, content));
  }

  /** A change of the media that came to nothing, with the status that says why. */
  public static SessionChange refusedChange(int status, String phrase) {
    String line = SipText.oneLine(phrase, LONGEST_NAME);
    return new SessionChange(
        SessionChange.Kind.REFUSAL, JsonContent.ofFailure(status, line, List.of(), "media"));
  }

  /** What a provisional response says beside "ringing"; its description only where one may go. */
  public static Progress progress(int status, Optional<String> sdp) {
    return new Progress(status, sdp.map(text -> JsonContent.ofSdp(sdp)).orElse(Content.EMPTY));
  }

  /** The Reason values of a CANCEL or BYE; empty when it gives none. */
  public static Content reasons(SIPMessage message) {
    return JsonContent.ofReasons(Received.values(message, "Reason"));
  }

  private static InvitationEvent outcome(
      LegId leg, int status, String phrase, List<String> reasons) {
    StatusTable.Meaning meaning = StatusTable.of(status);
    Content response = JsonContent.ofFailure(status, phrase, reasons, meaning.word());
    return meaning
        .refusal()
        .<InvitationEvent>map(why -> new InvitationEvent.Refused(leg, why, response))
        .orElseGet(
            () ->
                new InvitationEvent.LegFailed(
                    leg, meaning.failure().orElse(LegFailure.NO_RESPONSE), response));
  }

  /** RFC 3261 section 19.1.2: decoded once, here. */
  private static String user(URI uri) {
    if (uri instanceof SipUri sip) {
      return sip.getUser() == null ? "" : SipText.percentDecoded(sip.getUser());
    }
    return uri instanceof TelURL tel ? tel.getPhoneNumber() : "";
  }

  /** A name is for people to read: one that is too long is cut, one that is empty is left out. */
  private static Optional<DisplayName> displayName(String written) {
    if (written == null) {
      return Optional.empty();
    }
    String name = SipText.oneLine(SipText.unquoted(written), LONGEST_NAME);
    while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return name.isEmpty() ? Optional.empty() : Optional.of(new DisplayName(name));
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
