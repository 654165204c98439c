package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.RtmStatusCode.LocalInvitationState;

/** The states of the caller's view, and the numbers under which the app sees them. */
public enum LocalState {
  /** Created, not sent. */
  IDLE(LocalInvitationState.LOCAL_INVITATION_STATE_IDLE),
  /** On its way. */
  SENT(LocalInvitationState.LOCAL_INVITATION_STATE_SENT_TO_REMOTE),
  /** At the callee's. */
  RECEIVED(LocalInvitationState.LOCAL_INVITATION_STATE_RECEIVED_BY_REMOTE),
  /** The call is on. */
  ACCEPTED(LocalInvitationState.LOCAL_INVITATION_STATE_ACCEPTED_BY_REMOTE),
  /** The call was on and was hung up; RTM has no number for it. */
  OVER(LocalInvitationState.LOCAL_INVITATION_STATE_ACCEPTED_BY_REMOTE),
  /** The callee refused. */
  REFUSED(LocalInvitationState.LOCAL_INVITATION_STATE_REFUSED_BY_REMOTE),
  /** The caller took it back. */
  CANCELED(LocalInvitationState.LOCAL_INVITATION_STATE_CANCELED),
  /** It came to nothing. */
  FAILED(LocalInvitationState.LOCAL_INVITATION_STATE_FAILURE);

  private final int number;

  LocalState(int number) {
    this.number = number;
  }

  /** The number of LocalInvitationState. */
  public int number() {
    return number;
  }

  /** Whether nothing can happen to it any more. */
  public boolean isFinal() {
    return this == OVER || this == REFUSED || this == CANCELED || this == FAILED;
  }
}
