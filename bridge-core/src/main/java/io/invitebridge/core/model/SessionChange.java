package io.invitebridge.core.model;

/**
 * A step of changing the media of a call that is up (RFC 3264: offer and answer): hold, resume,
 * another codec or address.
 *
 * @param content a JSON object with the member {@code sdp} in an offer and an answer; in a refusal
 *     what is known of the reason; else empty
 */
public record SessionChange(Kind kind, Content content) {

  /** Which step. An offer is followed by exactly one answer, refusal or withdrawal. */
  public enum Kind {
    OFFER("offer"),
    ANSWER("answer"),
    /** The other party stays with what it has. */
    REFUSAL("refusal"),
    /** Who offered takes it back. */
    WITHDRAWAL("withdrawal");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As apps read and write it. */
    public String word() {
      return word;
    }
  }
}
