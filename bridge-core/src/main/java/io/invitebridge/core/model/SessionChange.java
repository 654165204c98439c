package io.invitebridge.core.model;

/**
 * A step of changing a call that is up: its media (RFC 3264, offer and answer: hold, resume,
 * another codec or address), or the party (RFC 3515, RFC 5589: transfer).
 *
 * @param content a JSON object with the member {@code sdp} in an offer and an answer, with the
 *     member {@code target} in a request for a transfer; in a refusal and a failed transfer what is
 *     known of the reason; else empty
 */
public record SessionChange(Kind kind, Content content) {

  /**
   * Which step. An offer is followed by exactly one answer, refusal or withdrawal; a request for a
   * transfer by at most one "trying" and then exactly one of the other three.
   */
  public enum Kind {
    OFFER("offer"),
    ANSWER("answer"),
    /** The other party stays with what it has. */
    REFUSAL("refusal"),
    /** Who offered takes it back. */
    WITHDRAWAL("withdrawal"),
    /** The other party is asked to call the target itself. */
    TRANSFER("transfer"),
    /** It does. */
    TRANSFER_TRYING("transfer-trying"),
    /** It has reached the target. */
    TRANSFER_DONE("transfer-done"),
    /** It does not want to, or has not reached the target. */
    TRANSFER_FAILED("transfer-failed"),
    /** Who asked for the transfer waits for it no longer. */
    TRANSFER_WITHDRAWN("transfer-withdrawn");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As apps read and write it. */
    public String word() {
      return word;
    }

    /** True when the step is about the media, false when it is about the party. */
    public boolean isOfMedia() {
      return ordinal() < TRANSFER.ordinal();
    }
  }
}
