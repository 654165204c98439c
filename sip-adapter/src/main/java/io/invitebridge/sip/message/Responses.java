package io.invitebridge.sip.message;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.List;

/** Builds responses to requests that were received. */
public final class Responses {
  private final Identity identity;

  public Responses(Identity identity) {
    this.identity = identity;
  }

  /** RFC 3261 section 8.2.6.1: without a To tag of its own. */
  public SIPResponse trying(SIPRequest request) {
    return plain(request, 100, "Trying");
  }

  /**
   * @param tag our To tag; used only when the request has none
   * @param phrase the reason phrase; empty for the standard's own
   */
  public SIPResponse build(
      SIPRequest request, int status, String phrase, String tag, List<HeaderLine> headers) {
    SIPResponse response =
        plain(request, status, phrase.isEmpty() ? standardPhrase(status) : phrase);
    if (request.getToTag() == null) {
      try {
        response.getTo().setTag(tag);
      } catch (ParseException e) {
        throw new IllegalArgumentException("The tag " + tag + " is not a token.", e);
      }
    }
    headers.forEach(line -> Requests.add(response, line));
    return response;
  }

  public SIPResponse refuse(SIPRequest request, Complaint complaint, String tag) {
    return build(request, complaint.status(), complaint.phrase(), tag, complaint.headers());
  }

  private SIPResponse plain(SIPRequest request, int status, String phrase) {
    SIPResponse response = request.createResponse(status, phrase);
    Requests.add(response, new HeaderLine("Server", identity.userAgent()));
    return response;
  }

  /** The reason phrase of RFC 3261 section 21 and its extensions. */
  public static String standardPhrase(int status) {
    return switch (status) {
      case 607 -> "Unwanted";
      case 608 -> "Rejected";
      default -> {
        String known = SIPResponse.getReasonPhrase(status);
        yield known == null ? "Status " + status : known;
      }
    };
  }
}
