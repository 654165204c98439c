package io.invitebridge.legacy.translate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address;
import io.invitebridge.legacy.message.CallWord;
import io.invitebridge.legacy.message.Failure;

/** From the engine's words to what a client is told. */
public final class CoreToLegacy {
  /** What an invitee sees of a SIP caller who gave no user part. */
  static final String ANONYMOUS = "anonymous";

  private CoreToLegacy() {}

  /** A word and its extra. */
  public record Told(CallWord word, String extra) {}

  /** The name under which an invitee sees the caller. */
  public static String peer(Offer offer) {
    if (offer.caller() instanceof Address.AppUser user) {
      return user.user().value();
    }
    if (offer.caller() instanceof Address.SipParty party && !party.user().value().isEmpty()) {
      return party.user().value();
    }
    return ANONYMOUS;
  }

  /**
   * The extra of an invitation. The headers of a SIP caller that came along as the member {@code
   * headers} are said once more in this network's way, {@code sip_header:NAME}, as far as there is
   * room; every other text passes untouched.
   */
  public static String extra(Offer offer) {
    String text = offer.content().value();
    return offer.caller() instanceof Address.SipParty ? SipHeaderExtra.added(text) : text;
  }

  /**
   * The caller's final "no": the callee's refusal, or a failure. A text that came with it (JSON
   * with status and reason, when the callee is behind SIP) passes untouched.
   */
  public static Told rejection(Rejection rejection) {
    String response = rejection.response().value();
    if (rejection.reason() == EndReason.REFUSED) {
      return new Told(CallWord.REFUSE, response);
    }
    return new Told(
        CallWord.FAILED, response.isEmpty() ? reasonJson(rejection.reason()) : response);
  }

  /**
   * The extra of an invitation's end before an answer: the caller's own text; where there is none,
   * what became of the call elsewhere, as a text of the SIP side would have it.
   */
  public static String withdrawal(SendWithdrawal effect) {
    String text = effect.info().value();
    if (!text.isEmpty()) {
      return text;
    }
    return switch (effect.reason()) {
      case ANSWERED_ELSEWHERE -> wordJson("answered-elsewhere");
      case REFUSED_ELSEWHERE -> wordJson("declined-elsewhere");
      case BUSY_ELSEWHERE -> wordJson("busy-elsewhere");
      default -> "";
    };
  }

  /** The text of a failure, for people and logs. */
  public static String failureText(EndReason reason) {
    return switch (reason) {
      case PEER_OFFLINE, PEER_UNKNOWN -> Failure.PEER_NOT_ONLINE.text();
      case EXPIRED -> "no answer";
      case NO_ROUTE -> "no route";
      case SHUT_DOWN -> "server stopping";
      case PEER_NO_RESPONSE,
          REFUSED,
          CANCELED,
          ANSWERED_ELSEWHERE,
          REFUSED_ELSEWHERE,
          BUSY_ELSEWHERE,
          ACCEPT_FAILURE,
          CONNECTION_LOST,
          HUNG_UP,
          SESSION_LIMIT ->
          "peer does not respond";
    };
  }

  private static String wordJson(String word) {
    return JsonNodeFactory.instance.objectNode().put("word", word).toString();
  }

  private static String reasonJson(EndReason reason) {
    return JsonNodeFactory.instance.objectNode().put("reason", failureText(reason)).toString();
  }
}
