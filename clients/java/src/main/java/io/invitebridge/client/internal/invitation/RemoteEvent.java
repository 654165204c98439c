package io.invitebridge.client.internal.invitation;

import org.jspecify.annotations.Nullable;

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
  /** onSessionChanged. */
  SESSION_CHANGED(null),
  /** onCallEnded. */
  CALL_ENDED(RemoteState.OVER);

  private final @Nullable RemoteState state;

  RemoteEvent(@Nullable RemoteState state) {
    this.state = state;
  }

  /** The state in which the app finds the invitation when it hears this; null: it has not moved. */
  @Nullable RemoteState state() {
    return state;
  }
}
