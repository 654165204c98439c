package io.invitebridge.sip.translate;

import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.SipText;
import io.invitebridge.sip.translate.ReasonTable.Answer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Effect to wire. Pure. */
public final class CoreToSip {
  private static final Pattern REASON =
      Pattern.compile("\\s*(SIP|Q\\.850)\\s*;\\s*cause\\s*=\\s*(\\d{1,3})\\b.*");

  private CoreToSip() {}

  /**
   * The final status of a SIP caller whom nobody accepted.
   *
   * @param expired true when the INVITE's own Expires ran out (RFC 3261 section 13.3.1)
   * @param profile of the caller's trunk
   */
  public static Answer rejection(
      Rejection rejection, DeclinePolicy decline, boolean expired, TrunkProfile profile) {
    return rejection(rejection, decline, expired).with(custom(rejection.response(), profile));
  }

  static Answer rejection(Rejection rejection, DeclinePolicy decline, boolean expired) {
    if (rejection.reason() == EndReason.EXPIRED && expired) {
      return new Answer(487, ReasonTable.ended(EndReason.EXPIRED).reason());
    }
    return rejection
        .refusal()
        .map(why -> refusal(why, decline))
        .orElseGet(() -> ReasonTable.ended(rejection.reason()));
  }

  /** The Reason of a CANCEL or BYE: what the other party's network said, else our own words. */
  public static HeaderLine closing(EndReason reason, Content info) {
    List<String> said = JsonContent.reasons(info).stream().flatMap(v -> clean(v).stream()).toList();
    return new HeaderLine(
        "Reason", said.isEmpty() ? ReasonTable.closing(reason) : String.join(", ", said));
  }

  /** The headers of an app's own that its text asks for and the trunk lets pass. */
  public static List<HeaderLine> custom(Content text, TrunkProfile profile) {
    return CustomHeaders.out(text, profile.headers().out()).lines();
  }

  /** The session description that an app put into its text. */
  public static Optional<String> sdp(Content content) {
    return JsonContent.sdp(content);
  }

  /** The user part a SIP peer sees for a caller of any network. */
  public static String user(Address address) {
    if (address instanceof AppUser app) {
      return app.user().value();
    }
    return address instanceof SipParty party ? party.user().value() : "";
  }

  public static Optional<HeaderLine> channel(Optional<ChannelId> channel) {
    return channel.map(
        id -> new HeaderLine(SipToCore.CHANNEL_HEADER, SipText.percentEncoded(id.value())));
  }

  private static Answer refusal(RefuseReason why, DeclinePolicy decline) {
    Answer plain = ReasonTable.refused(why);
    if (why != RefuseReason.DECLINED) {
      return plain;
    }
    int perPolicy = decline.perDevice() ? 486 : plain.status();
    return new Answer(decline.fixedStatus().orElse(perPolicy), plain.reason());
  }

  /**
   * Only protocol and cause of a foreign Reason are carried over: its text is not ours to trust.
   */
  private static Optional<String> clean(String value) {
    Matcher matcher = REASON.matcher(value);
    return matcher.matches()
        ? Optional.of(matcher.group(1) + ";cause=" + matcher.group(2))
        : Optional.empty();
  }
}
