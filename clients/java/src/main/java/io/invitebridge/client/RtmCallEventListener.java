package io.invitebridge.client;

/**
 * What happens to invitations, on the client's callback thread, one event after another. What a
 * listener throws is logged and harms nobody.
 */
public interface RtmCallEventListener {
  /** To the caller: the callee's client has the invitation. Always before accepted and refused. */
  void onLocalInvitationReceivedByPeer(LocalInvitation localInvitation);

  /** To the caller: the callee accepted. {@code response} is null when the callee set none. */
  void onLocalInvitationAccepted(LocalInvitation localInvitation, String response);

  /** To the caller: the callee refused. {@code response} is null when the callee set none. */
  void onLocalInvitationRefused(LocalInvitation localInvitation, String response);

  /** To the caller: its own cancel succeeded. */
  void onLocalInvitationCanceled(LocalInvitation localInvitation);

  /** To the caller: the call came to nothing, see {@link RtmStatusCode.LocalInvitationError}. */
  void onLocalInvitationFailure(LocalInvitation localInvitation, int errorCode);

  /** To the callee: somebody calls. */
  void onRemoteInvitationReceived(RemoteInvitation remoteInvitation);

  /** To the callee: its accept is complete, the caller knows of it. */
  void onRemoteInvitationAccepted(RemoteInvitation remoteInvitation);

  /** To the callee: its refuse is complete. */
  void onRemoteInvitationRefused(RemoteInvitation remoteInvitation);

  /** To the callee: the caller gave up, or another device of the callee answered. */
  void onRemoteInvitationCanceled(RemoteInvitation remoteInvitation);

  /** To the callee: the call came to nothing, see {@link RtmStatusCode.RemoteInvitationError}. */
  void onRemoteInvitationFailure(RemoteInvitation remoteInvitation, int errorCode);
}
