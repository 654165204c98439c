package io.invitebridge.client.internal.invitation;

/** What the callee's app hears, after onRemoteInvitationReceived. */
public enum RemoteEvent {
  /** onRemoteInvitationAccepted. */
  ACCEPTED(RemoteState.ACCEPTED),
  /** onRemoteInvitationRefused. */
  REFUSED(RemoteState.REFUSED),
  /** onRemoteInvitationCanceled. */
  CANCELED(RemoteState.CANCELED),
  /** onRemoteInvitationFailure. */
  FAILURE(RemoteState.FAILED),
  /** onCallEnded. */
  CALL_ENDED(RemoteState.OVER);

  private final RemoteState state;

  RemoteEvent(RemoteState state) {
    this.state = state;
  }

  /** The state in which the app finds the invitation when it hears this. */
  RemoteState state() {
    return state;
  }
}
