package io.invitebridge.core.model;

/**
 * What the network of an invitee says while the invitation is pending, beside "received": the call
 * is forwarded, queued, or makes progress.
 *
 * @param code a provisional SIP status, 101 to 199
 * @param content a JSON object; with the member {@code sdp} when there is early media
 */
public record Progress(int code, Content content) {
  public Progress {
    if (code < 101 || code > 199) {
      throw new InvalidValueException("A progress code must lie between 101 and 199.");
    }
  }
}
