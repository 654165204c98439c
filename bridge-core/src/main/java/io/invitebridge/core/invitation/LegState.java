package io.invitebridge.core.invitation;

/** Where one invitee's leg stands. */
public enum LegState {
  /** In the plan; its round has not begun. */
  WAITING,
  /** The invitation was handed to its network; nobody has received it yet. */
  INVITED,
  /** Received by a device, ringing. */
  RANG,
  /** Accepted first: the winner. */
  ACCEPTED,
  /** Has had its final word. */
  CLOSED
}
