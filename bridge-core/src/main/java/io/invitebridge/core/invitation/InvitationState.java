package io.invitebridge.core.invitation;

/** Where an invitation stands. The names are those of docs/states.md. */
public enum InvitationState {
  /** Received from the inviter; the directory has been asked whom to ring. */
  ROUTING,
  /** Sent to invitees; none has received it yet. */
  INVITING,
  /** At least one invitee has received it ("received by peer", SIP 180). */
  RINGING,
  /** An invitee has accepted; the inviter has been told and has not confirmed yet. */
  ACCEPTING,
  /** The third handshake is done; the session lasts until someone hangs up. */
  ESTABLISHED,
  /** Over. Only late messages can still arrive. */
  ENDED
}
