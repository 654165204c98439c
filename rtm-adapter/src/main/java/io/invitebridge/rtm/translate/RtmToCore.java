package io.invitebridge.rtm.translate;

import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.SessionChanged;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.CustomData;
import io.invitebridge.core.model.Headers;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.UserId;
import io.invitebridge.rtm.message.ClientCall.Accept;
import io.invitebridge.rtm.message.ClientCall.Cancel;
import io.invitebridge.rtm.message.ClientCall.ChangeSession;
import io.invitebridge.rtm.message.ClientCall.End;
import io.invitebridge.rtm.message.ClientCall.Invite;
import io.invitebridge.rtm.message.ClientCall.Refuse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From a client's call to the engine's event. Every method throws {@link InvalidValueException}
 * when a text breaks RTM's limits; its sentence may be shown to the client.
 */
public final class RtmToCore {
  private static final Pattern INVITATION_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** What some apps of the clone answer with when they are in a call already. */
  private static final Pattern CALLING_COMMAND =
      Pattern.compile("\\{\\s*\"Cmd\"\\s*:\\s*\"Calling\"\\s*}");

  private static final long MAX_DELIVERY_SECONDS = 30;
  private static final long MAX_RING_SECONDS = TimerPolicy.TIMER_C.toSeconds() - 1;

  private RtmToCore() {}

  /** The correlation key of a client-made invitation; no part can contain the separator's role. */
  public static CorrelationKey key(AppUser caller, Invite call) {
    if (!INVITATION_ID.matcher(call.invitationId()).matches()) {
      throw new InvalidValueException(
          "An invitationId must be 1 to 64 of the characters a-z A-Z 0-9 _ and -.");
    }
    return new CorrelationKey(
        Network.RTM,
        caller.app().value() + "|" + caller.user().value() + "|" + call.invitationId());
  }

  public static Invited invited(AppUser caller, Invite call) {
    UserId callee = new UserId(call.calleeId());
    return new Invited(
        caller,
        Optional.empty(),
        new CalleeName(callee.value()),
        channel(call),
        content(call.content()),
        Invited.INITIAL_HOPS,
        limits(call),
        Optional.empty(),
        Headers.NONE,
        call.data().map(CustomData::new).orElse(CustomData.NONE));
  }

  public static Canceled canceled(Cancel call) {
    return new Canceled(content(call.reason()));
  }

  public static Accepted accepted(LegId leg, Accept call) {
    return new Accepted(leg, content(call.response()));
  }

  public static Refused refused(LegId leg, Refuse call) {
    Content response = content(call.response());
    return new Refused(leg, reason(call, response), response);
  }

  public static HungUp hungUp(LegId leg, End call) {
    return new HungUp(leg, content(call.info()));
  }

  public static SessionChanged sessionChanged(LegId leg, ChangeSession call) {
    SessionChange.Kind kind =
        Arrays.stream(SessionChange.Kind.values())
            .filter(known -> known.word().equals(call.change()))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidValueException(
                        "change must be offer, answer, refusal or withdrawal, or transfer,"
                            + " transfer-trying, transfer-done, transfer-failed or"
                            + " transfer-withdrawn."));
    return new SessionChanged(leg, new SessionChange(kind, content(call.content())));
  }

  /** An empty channelId is RTM's way to say none. */
  private static Optional<ChannelId> channel(Invite call) {
    return call.channelId().filter(channel -> !channel.isEmpty()).map(ChannelId::new);
  }

  /**
   * Delivery as with the legacy network's timeout: shorter than usual, never longer than 30 s. The
   * ring may be shorter or longer than usual, up to Timer C (RFC 3261 section 16.6).
   */
  private static CallerLimits limits(Invite call) {
    Optional<Duration> delivery =
        seconds("deliverySeconds", call.deliverySeconds(), MAX_DELIVERY_SECONDS);
    Optional<Duration> ring = seconds("ringSeconds", call.ringSeconds(), MAX_RING_SECONDS);
    return new CallerLimits(delivery, delivery, ring, Optional.empty());
  }

  private static Optional<Duration> seconds(String name, Optional<Long> given, long most) {
    if (given.filter(seconds -> seconds < 1 || seconds > most).isPresent()) {
      throw new InvalidValueException(name + " must lie between 1 and " + most + ".");
    }
    return given.map(Duration::ofSeconds);
  }

  private static Content content(Optional<String> text) {
    return text.map(Content::new).orElse(Content.EMPTY);
  }

  /**
   * RTM knows no busy; apps say it in the response (the plain word, or the clone's command), and a
   * SIP caller is to hear 486 for it. A word that is not known is a plain decline.
   */
  private static RefuseReason reason(Refuse call, Content response) {
    if (call.reason().isPresent()) {
      return EndWords.refuseReason(call.reason().get()).orElse(RefuseReason.DECLINED);
    }
    String text = response.value().strip();
    boolean busy = text.equalsIgnoreCase("busy") || CALLING_COMMAND.matcher(text).matches();
    return busy ? RefuseReason.BUSY : RefuseReason.DECLINED;
  }
}
