package io.invitebridge.core.model;

/**
 * One party's part of an invitation: 0 is the inviter, 1 and up are the invitees in route order.
 */
public record LegId(int index) {
  /** The caller's leg; every invitation has exactly one. */
  public static final LegId INVITER = new LegId(0);

  public LegId {
    if (index < 0 || index > 999) {
      throw new InvalidValueException("A leg number must lie between 0 and 999.");
    }
  }

  public boolean isInviter() {
    return index == 0;
  }

  @Override
  public String toString() {
    return isInviter() ? "inviter" : "invitee" + index;
  }
}
