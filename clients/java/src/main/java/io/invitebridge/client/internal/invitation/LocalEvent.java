package io.invitebridge.client.internal.invitation;

/** What the caller's app hears. */
public enum LocalEvent {
  /** onLocalInvitationReceivedByPeer. */
  RECEIVED_BY_PEER,
  /** onLocalInvitationAccepted. */
  ACCEPTED,
  /** onLocalInvitationRefused. */
  REFUSED,
  /** onLocalInvitationCanceled. */
  CANCELED,
  /** onLocalInvitationFailure. */
  FAILURE,
  /** onCallEnded. */
  CALL_ENDED
}
