package io.invitebridge.sip.translate;

import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.sip.message.HeaderLine;
import java.util.ArrayList;
import java.util.List;

/**
 * Statuses and Reason values (RFC 3326, RFC 6432) for each way an invitation can end
 * (docs/mapping.md, "outcome to SIP status" and "end to Reason").
 */
public final class ReasonTable {
  private ReasonTable() {}

  /**
   * A final answer to a SIP caller.
   *
   * @param status 400 to 699
   * @param reason the Reason value; empty for none
   * @param headers what else it carries
   */
  public record Answer(int status, String reason, List<HeaderLine> headers) {
    public Answer {
      headers = List.copyOf(headers);
    }

    public Answer(int status, String reason) {
      this(status, reason, List.of());
    }

    Answer with(List<HeaderLine> more) {
      List<HeaderLine> all = new ArrayList<>(headers);
      all.addAll(more);
      return new Answer(status, reason, all);
    }
  }

  /** What a SIP caller hears when nobody accepted; a refusal's own status is {@link #refused}. */
  public static Answer ended(EndReason reason) {
    return switch (reason) {
      case REFUSED -> refused(RefuseReason.DECLINED);
      case CANCELED -> new Answer(487, "");
      case PEER_OFFLINE -> new Answer(480, q850(20, "Subscriber absent"));
      case PEER_UNKNOWN -> new Answer(404, q850(1, "Unallocated number"));
      case PEER_NO_RESPONSE -> new Answer(480, q850(20, "No response"));
      case EXPIRED -> new Answer(480, q850(19, "No answer"));
      case NO_ROUTE -> new Answer(404, q850(3, "No route to destination"));
      case SHUT_DOWN -> new Answer(503, q850(41, "Temporary failure"));
      case ANSWERED_ELSEWHERE, REFUSED_ELSEWHERE, BUSY_ELSEWHERE, ACCEPT_FAILURE, CONNECTION_LOST ->
          new Answer(480, q850(41, "Temporary failure"));
      case HUNG_UP, SESSION_LIMIT -> new Answer(480, q850(31, "Normal, unspecified"));
    };
  }

  /** What a SIP caller hears for a refusal, before the route's decline policy. */
  public static Answer refused(RefuseReason reason) {
    return switch (reason) {
      case DECLINED -> new Answer(603, q850(21, "Call rejected"));
      case BUSY -> new Answer(486, q850(17, "User busy"));
      case UNAVAILABLE -> new Answer(480, q850(18, "No user responding"));
      case WRONG_NUMBER -> new Answer(404, q850(1, "Unallocated number"));
      case FORBIDDEN -> new Answer(403, q850(21, "Call rejected"));
      case NETWORK -> new Answer(480, q850(38, "Network out of order"));
      case GONE -> new Answer(410, q850(22, "Number changed"));
      case UNWANTED -> new Answer(607, q850(21, "Call rejected"));
      // 608 would name whom the caller may ask (RFC 8688 section 3.4); the bridge does not know.
      case BLOCKED -> new Answer(603, q850(21, "Call rejected"));
      case MEDIA -> new Answer(488, q850(65, "Bearer capability not implemented"));
    };
  }

  /** The Reason of a CANCEL or BYE towards a party that need not go on. */
  public static String closing(EndReason reason) {
    return switch (reason) {
      case ANSWERED_ELSEWHERE -> sip(200, "Call completed elsewhere");
      case REFUSED, REFUSED_ELSEWHERE -> sip(603, "Declined elsewhere");
      case BUSY_ELSEWHERE -> sip(486, "Busy elsewhere");
      case CANCELED -> sip(487, "Canceled by the caller");
      case EXPIRED -> sip(408, "No answer") + ", " + q850(19, "No answer");
      case PEER_OFFLINE, PEER_UNKNOWN, PEER_NO_RESPONSE, NO_ROUTE ->
          sip(408, "No response") + ", " + q850(18, "No user responding");
      case ACCEPT_FAILURE -> sip(408, "Not confirmed") + ", " + q850(41, "Temporary failure");
      case CONNECTION_LOST -> sip(487, "Party is gone") + ", " + q850(41, "Temporary failure");
      case HUNG_UP -> q850(16, "Normal call clearing");
      case SESSION_LIMIT -> q850(31, "Longest session time reached");
      case SHUT_DOWN -> sip(503, "Service stops") + ", " + q850(41, "Temporary failure");
    };
  }

  private static String sip(int cause, String text) {
    return "SIP;cause=" + cause + ";text=\"" + text + "\"";
  }

  private static String q850(int cause, String text) {
    return "Q.850;cause=" + cause + ";text=\"" + text + "\"";
  }
}
