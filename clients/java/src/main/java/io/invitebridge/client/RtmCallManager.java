package io.invitebridge.client;

/**
 * The call invitations of one client: {@link RtmClient#getRtmCallManager}. A method's result means
 * only that the call was well formed and was taken; what becomes of the invitation comes to the
 * {@link RtmCallEventListener}. Errors are numbers of {@link RtmStatusCode.InvitationApiCallError}.
 * Every callback may be null. Any thread.
 */
public abstract class RtmCallManager {
  /** Sets the one listener; a later call replaces the earlier, null removes it. */
  public abstract void setEventListener(RtmCallEventListener listener);

  /**
   * A new invitation, not yet sent. Usable before login.
   *
   * @return null when the client was released
   */
  public abstract LocalInvitation createLocalInvitation(String calleeId);

  /**
   * Sends the invitation. Errors: INVALID_ARGUMENT (null or foreign object, content over 8192
   * bytes, channel id over 64 bytes, no callee), ALREADY_SENT, ALREADY_END. While the client is not
   * logged in the call succeeds and the invitation ends with NOT_LOGGEDIN.
   */
  public abstract void sendLocalInvitation(
      LocalInvitation localInvitation, ResultCallback<Void> callback);

  /** Takes the invitation back. Errors: INVALID_ARGUMENT, NOT_STARTED, ALREADY_END. */
  public abstract void cancelLocalInvitation(
      LocalInvitation localInvitation, ResultCallback<Void> callback);

  /**
   * Accepts, with the response that is set at this moment. Errors: INVALID_ARGUMENT (also a
   * response over 8192 bytes), ALREADY_ACCEPT, ALREADY_END.
   */
  public abstract void acceptRemoteInvitation(
      RemoteInvitation remoteInvitation, ResultCallback<Void> callback);

  /**
   * Refuses, with the response that is set at this moment. Errors: INVALID_ARGUMENT (also a
   * response over 8192 bytes), ALREADY_ACCEPT (an accept is under way), ALREADY_END.
   */
  public abstract void refuseRemoteInvitation(
      RemoteInvitation remoteInvitation, ResultCallback<Void> callback);
}
