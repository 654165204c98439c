package io.invitebridge.legacy.message;

/** The words of a call, as functions that clients call and as kinds of mailbox lines. */
public enum CallWord {
  INVITE("voip_invite"),
  ACK("voip_invite_ack"),
  ACCEPT("voip_invite_accept"),
  REFUSE("voip_invite_refuse"),
  BYE("voip_invite_bye"),
  MESSAGE("voip_invite_msg"),
  /** Server to caller only. */
  FAILED("voip_invite_failed");

  private final String wireName;

  CallWord(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
