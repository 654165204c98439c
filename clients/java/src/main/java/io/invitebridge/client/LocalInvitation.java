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
   * Beyond RTM 1.x: how long a device of the callee may take to have the invitation, 1 to 30 s; 0,
   * the default, leaves it to the bridge. It is read when the invitation is sent.
   */
  void setDeliverySeconds(int seconds);

  /** The time to arrive in seconds; 0 when the bridge decides. */
  int getDeliverySeconds();

  /**
   * Beyond RTM 1.x: how long it may ring, 1 to 179 s from the receipt; 0, the default, leaves it to
   * the bridge. It is read when the invitation is sent.
   */
  void setRingSeconds(int seconds);

  /** The time to ring in seconds; 0 when the bridge decides. */
  int getRingSeconds();

  /**
   * Beyond RTM 1.x: a text for the callee's app beside the content, at most 2048 bytes of UTF-8, or
   * null. Only app users of this protocol get it. It is read when the invitation is sent.
   */
  void setData(String data);

  /** The text for the callee's app; null when none was set. */
  String getData();

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
