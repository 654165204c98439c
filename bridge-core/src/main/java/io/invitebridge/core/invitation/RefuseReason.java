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
  MEDIA("media"),
  /** The user will not come back (SIP 410). */
  GONE("gone"),
  /** The user wants no calls of this caller (SIP 607, RFC 8197). */
  UNWANTED("unwanted"),
  /** Somebody in between takes the call for an unwanted one (SIP 608, RFC 8688). */
  BLOCKED("blocked");

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
      case DECLINED, FORBIDDEN, MEDIA, UNWANTED, BLOCKED -> Plan.Outcome.REFUSED;
      case UNAVAILABLE -> Plan.Outcome.OFFLINE;
      case WRONG_NUMBER, GONE -> Plan.Outcome.UNKNOWN;
      case NETWORK -> Plan.Outcome.NO_RESPONSE;
    };
  }
}
