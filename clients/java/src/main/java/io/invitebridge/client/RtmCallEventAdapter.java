package io.invitebridge.client;

/** Beyond RTM 1.x: a listener that does nothing, to be extended by who needs only some events. */
public abstract class RtmCallEventAdapter implements RtmCallEventListener {
  /** A listener that does nothing yet. */
  protected RtmCallEventAdapter() {}

  @Override
  public void onLocalInvitationReceivedByPeer(LocalInvitation localInvitation) {}

  @Override
  public void onLocalInvitationAccepted(LocalInvitation localInvitation, String response) {}

  @Override
  public void onLocalInvitationRefused(LocalInvitation localInvitation, String response) {}

  @Override
  public void onLocalInvitationCanceled(LocalInvitation localInvitation) {}

  @Override
  public void onLocalInvitationFailure(LocalInvitation localInvitation, int errorCode) {}

  @Override
  public void onRemoteInvitationReceived(RemoteInvitation remoteInvitation) {}

  @Override
  public void onRemoteInvitationAccepted(RemoteInvitation remoteInvitation) {}

  @Override
  public void onRemoteInvitationRefused(RemoteInvitation remoteInvitation) {}

  @Override
  public void onRemoteInvitationCanceled(RemoteInvitation remoteInvitation) {}

  @Override
  public void onRemoteInvitationFailure(RemoteInvitation remoteInvitation, int errorCode) {}
}
