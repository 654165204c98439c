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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Effect to wire. Pure. */
public final class CoreToSip {
  private CoreToSip() {}

  /**
   * The final status of a SIP caller whom nobody accepted.
   *
   * @param expired true when the INVITE's own Expires ran out (RFC 3261 section 13.3.1)
   * @param profile of the caller's trunk
   */
  public static Answer rejection(
      Rejection rejection, DeclinePolicy decline, boolean expired, TrunkProfile profile) {
    Answer answer = rejection(rejection, decline, expired);
    List<HeaderLine> more = new ArrayList<>(Hints.of(answer.status(), rejection.response()));
    more.addAll(custom(rejection.response(), profile));
    return answer.with(more);
  }

  static Answer rejection(Rejection rejection, DeclinePolicy decline, boolean expired) {
    if (rejection.reason() == EndReason.EXPIRED && expired) {
      return new Answer(487, ReasonTable.ended(EndReason.EXPIRED).reason());
    }
    Answer answer =
        rejection
            .refusal()
            .map(why -> refusal(why, decline))
            .orElseGet(() -> ReasonTable.ended(rejection.reason()));
    return new Answer(answer.status(), said(rejection.response()).orElse(answer.reason()));
  }

  /** Why, in the words of the network that said no: its Reason, else what its status means. */
  private static Optional<String> said(Content response) {
    List<String> said = Reasons.clean(response);
    if (!said.isEmpty()) {
      return Optional.of(String.join(", ", said));
    }
    OptionalInt cause = CauseTable.cause(JsonContent.number(response, "status").orElse(0));
    return cause.isPresent() ? Optional.of("Q.850;cause=" + cause.getAsInt()) : Optional.empty();
  }

  /** The Reason of a CANCEL or BYE: what the other party's network said, else our own words. */
  public static HeaderLine closing(EndReason reason, Content info) {
    List<String> said = Reasons.clean(info);
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
}
