package io.invitebridge.rtm.message;

/** The notifications a server sends; docs/protocol.md, server notifications. */
public enum ServerMethod {
  LOCAL_RECEIVED_BY_PEER("localInvitationReceivedByPeer"),
  LOCAL_PROGRESS("localInvitationProgress"),
  LOCAL_ACCEPTED("localInvitationAccepted"),
  LOCAL_REFUSED("localInvitationRefused"),
  LOCAL_CANCELED("localInvitationCanceled"),
  LOCAL_FAILURE("localInvitationFailure"),
  REMOTE_RECEIVED("remoteInvitationReceived"),
  REMOTE_ACCEPTED("remoteInvitationAccepted"),
  REMOTE_REFUSED("remoteInvitationRefused"),
  REMOTE_CANCELED("remoteInvitationCanceled"),
  REMOTE_FAILURE("remoteInvitationFailure"),
  SESSION_CHANGED("sessionChanged"),
  CALL_ENDED("callEnded"),
  MESSAGE_FROM_PEER("messageFromPeer"),
  PEERS_STATUS_CHANGED("peersOnlineStatusChanged"),
  TOKEN_WILL_EXPIRE("tokenPrivilegeWillExpire"),
  ABORTED("aborted");

  private final String wireName;

  ServerMethod(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
