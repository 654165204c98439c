package io.invitebridge.client.internal.invitation;

/** What the callee's app hears, after onRemoteInvitationReceived. */
public enum RemoteEvent {
  /** onRemoteInvitationAccepted. */
  ACCEPTED,
  /** onRemoteInvitationRefused. */
  REFUSED,
  /** onRemoteInvitationCanceled. */
  CANCELED,
  /** onRemoteInvitationFailure. */
  FAILURE,
  /** onCallEnded. */
  CALL_ENDED
}
