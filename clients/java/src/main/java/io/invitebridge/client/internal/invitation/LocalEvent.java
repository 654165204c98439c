package io.invitebridge.client.internal.invitation;

import org.jspecify.annotations.Nullable;

/** What the caller's app hears. */
public enum LocalEvent {
  /** onLocalInvitationReceivedByPeer. */
  RECEIVED_BY_PEER(LocalState.RECEIVED),
  /** onLocalInvitationProgress. */
  PROGRESS(null),
  /** onLocalInvitationAccepted. */
  ACCEPTED(LocalState.ACCEPTED),
  /** onLocalInvitationRefused. */
  REFUSED(LocalState.REFUSED),
  /** onLocalInvitationCanceled. */
  CANCELED(LocalState.CANCELED),
  /** onLocalInvitationFailure. */
  FAILURE(LocalState.FAILED),
  /** onSessionChanged. */
  SESSION_CHANGED(null),
  /** onCallEnded. */
  CALL_ENDED(LocalState.OVER);

  private final @Nullable LocalState state;

  LocalEvent(@Nullable LocalState state) {
    this.state = state;
  }

  /** The state in which the app finds the invitation when it hears this; null: it has not moved. */
  @Nullable LocalState state() {
    return state;
  }
}
