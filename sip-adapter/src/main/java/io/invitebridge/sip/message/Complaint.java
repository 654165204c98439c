package io.invitebridge.sip.message;

import java.util.List;

/**
 * What is wrong with a request, as the final response that says so.
 *
 * @param status 400 to 699
 * @param phrase the reason phrase, which names the fault
 * @param headers what else the answer carries
 */
public record Complaint(int status, String phrase, List<HeaderLine> headers) {
  public Complaint {
    headers = List.copyOf(headers);
  }

  /** RFC 3261 section 21.4.1: the reason phrase should identify the problem. */
  public static Complaint badRequest(String phrase) {
    return new Complaint(400, "Bad Request - " + SipText.oneLine(phrase, 100), List.of());
  }

  public static Complaint of(int status, String phrase, HeaderLine... headers) {
    return new Complaint(status, phrase, List.of(headers));
  }
}
