package io.invitebridge.client;

/**
 * The caller's view of an invitation. Its life starts with {@link
 * RtmCallManager#createLocalInvitation} and ends with canceled, accepted, refused or failure; the
 * getters stay usable afterwards. Thread-safe.
 */
public interface LocalInvitation extends CallInvitation {
  /** Whom it calls. */
  String getCalleeId();

  /**
   * Free text for the callee, at most 8192 bytes of UTF-8, or null. It is read when the invitation
   * is sent; later changes are not.
   */
  void setContent(String content);

  /** The text for the callee; null when none was set. */
  String getContent();

  /** A channel name, at most 64 bytes of UTF-8, or null. It is read when the invitation is sent. */
  void setChannelId(String channelId);

  /** The channel name; null when none was set. */
  String getChannelId();

  /**
   * What the callee answered when accepting or refusing; null before that. When a call to a phone
   * failed or was declined it is a JSON object with {@code status} and {@code reason}.
   */
  String getResponse();

  /**
   * One of {@link RtmStatusCode.LocalInvitationState}: the state that goes with the callbacks that
   * the app has had so far.
   */
  @Override
  int getState();
}
