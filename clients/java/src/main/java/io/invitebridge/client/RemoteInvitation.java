package io.invitebridge.client;

/**
 * The callee's view of an invitation. Its life starts with {@link
 * RtmCallEventListener#onRemoteInvitationReceived} and ends with canceled, accepted, refused or
 * failure; the getters stay usable afterwards. Thread-safe.
 */
public interface RemoteInvitation extends CallInvitation {
  /** Who calls: an app user's id, or the number or user name of a phone. */
  String getCallerId();

  /** The name that the caller's side shows, beyond RTM 1.x; null when there is none. */
  String getCallerName();

  /** The caller's text; null when the caller gave none. */
  String getContent();

  /** Beyond RTM 1.x: the text of the caller's app beside the content; null when there is none. */
  String getData();

  /** The channel name; null when there is none. */
  String getChannelId();

  /**
   * Free text for the caller, at most 8192 bytes of UTF-8, or null. It is read when the invitation
   * is accepted or refused; later changes are not.
   */
  void setResponse(String response);

  /** The text for the caller; null when none was set. */
  String getResponse();

  /**
   * One of {@link RtmStatusCode.RemoteInvitationState}: the state that goes with the callbacks that
   * the app has had so far.
   */
  @Override
  int getState();
}
