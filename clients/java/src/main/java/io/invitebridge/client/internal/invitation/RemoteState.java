package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.RtmStatusCode.RemoteInvitationState;

/** The states of the callee's view, and the numbers under which the app sees them. */
public enum RemoteState {
  /** It rings. */
  RECEIVED(RemoteInvitationState.REMOTE_INVITATION_STATE_INVITATION_RECEIVED),
  /** The app accepted; the caller does not know yet. */
  ACCEPT_SENT(RemoteInvitationState.REMOTE_INVITATION_STATE_ACCEPT_SENT_TO_LOCAL),
  /** The app refused; the bridge does not know yet. RTM has no number for it. */
  REFUSE_SENT(RemoteInvitationState.REMOTE_INVITATION_STATE_INVITATION_RECEIVED),
  /** The call is on. */
  ACCEPTED(RemoteInvitationState.REMOTE_INVITATION_STATE_ACCEPTED),
  /** The call was on and was hung up; RTM has no number for it. */
  OVER(RemoteInvitationState.REMOTE_INVITATION_STATE_ACCEPTED),
  /** The app refused. */
  REFUSED(RemoteInvitationState.REMOTE_INVITATION_STATE_REFUSED),
  /** The caller gave up. */
  CANCELED(RemoteInvitationState.REMOTE_INVITATION_STATE_CANCELED),
  /** It came to nothing. */
  FAILED(RemoteInvitationState.REMOTE_INVITATION_STATE_FAILURE);

  private final int number;

  RemoteState(int number) {
    this.number = number;
  }

  /** The number of RemoteInvitationState. */
  public int number() {
    return number;
  }

  /** Whether nothing can happen to it any more. */
  public boolean isFinal() {
    return this == OVER || this == REFUSED || this == CANCELED || this == FAILED;
  }
}
