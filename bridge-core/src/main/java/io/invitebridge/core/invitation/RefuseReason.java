package io.invitebridge.core.invitation;

/**
 * Why an invitee, or its network on its behalf, said no. The word is what apps read in a response.
 */
public enum RefuseReason {
  DECLINED("declined"),
  BUSY("busy"),
  UNAVAILABLE("unavailable"),
  WRONG_NUMBER("wrong-number"),
  FORBIDDEN("forbidden"),
  NETWORK("network"),
  MEDIA("media");

  private final String word;

  RefuseReason(String word) {
    this.word = word;
  }

  /** The plain word of DESIGN section 5. */
  public String word() {
    return word;
  }
}
