package io.invitebridge.client.internal.invitation;

/** What the caller's app hears. */
public enum LocalEvent {
  /** onLocalInvitationReceivedByPeer. */
  RECEIVED_BY_PEER(LocalState.RECEIVED),
  /** onLocalInvitationAccepted. */
  ACCEPTED(LocalState.ACCEPTED),
  /** onLocalInvitationRefused. */
  REFUSED(LocalState.REFUSED),
  /** onLocalInvitationCanceled. */
  CANCELED(LocalState.CANCELED),
  /** onLocalInvitationFailure. */
  FAILURE(LocalState.FAILED),
  /** onCallEnded. */
  CALL_ENDED(LocalState.OVER);

  private final LocalState state;

  LocalEvent(LocalState state) {
    this.state = state;
  }

  /** The state in which the app finds the invitation when it hears this. */
  LocalState state() {
    return state;
  }
}
