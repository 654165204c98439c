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

  /**
   * What a network says on the invitee's behalf counts as what it means, not as the user's word.
   */
  Plan.Outcome outcome() {
    return switch (this) {
      case BUSY -> Plan.Outcome.BUSY;
      case DECLINED, FORBIDDEN, MEDIA -> Plan.Outcome.REFUSED;
      case UNAVAILABLE -> Plan.Outcome.OFFLINE;
      case WRONG_NUMBER -> Plan.Outcome.UNKNOWN;
      case NETWORK -> Plan.Outcome.NO_RESPONSE;
    };
  }
}
