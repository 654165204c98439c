package io.invitebridge.client;

import java.util.List;

/**
 * What the bridge can do beyond RTM 1.x: {@link RtmClient#getRtmCallExtension}. The same rules hold
 * as for {@link RtmCallManager}; the two work on the same invitations.
 */
public interface RtmCallExtension {
  /**
   * Sets the one listener for calls that are on; a later call replaces the earlier, null removes
   * it.
   */
  void setCallListener(RtmCallListener listener);

  /**
   * Hangs up a call that was accepted. The other side hears of it, also when it is a phone. Errors:
   * INVALID_ARGUMENT, NOT_STARTED (not accepted yet: cancel or refuse it), ALREADY_END.
   *
   * @param info free text for the other side, at most 8192 bytes of UTF-8, or null
   */
  void endCall(CallInvitation invitation, String info, ResultCallback<Void> callback);

  /**
   * Changes the media of a call that was accepted: offers a session description, or answers,
   * refuses or takes back an offer. Or asks the other party to call somebody else, or says how such
   * a transfer fares. Success means that the bridge has it; what becomes of an offer or a transfer
   * is told by {@link RtmCallListener#onSessionChanged}. It is never sent twice. Errors:
   * INVALID_ARGUMENT, NOT_STARTED (not accepted yet), ALREADY_END, TOO_OFTEN, REJECTED (the
   * connection was lost before the bridge's answer: the other party may or may not have it).
   *
   * @param change a word of {@link SessionChange}
   * @param content JSON with the description as member {@code sdp} in an offer and an answer, with
   *     the member {@code target} in a request for a transfer, at most 8192 bytes of UTF-8; or null
   */
  void changeSession(
      CallInvitation invitation, String change, String content, ResultCallback<Void> callback);

  /**
   * Asks the bridge which invitations and calls of this client are on, the oldest first; what is
   * not among them is over. Of use after a reconnect. Errors: TOO_OFTEN (more than 10 in 5 s),
   * USER_NOT_LOGGED_IN.
   */
  void queryOpenCalls(ResultCallback<List<OpenCall>> callback);

  /**
   * Cancels and says why.
   *
   * @param reason free text for the callee, at most 8192 bytes of UTF-8, or null
   */
  void cancelLocalInvitation(
      LocalInvitation localInvitation, String reason, ResultCallback<Void> callback);

  /**
   * Refuses and says why, so that a phone network gets the right answer.
   *
   * @param reason {@code declined}, {@code busy}, {@code unavailable}, {@code wrong-number}, {@code
   *     forbidden}, {@code network} or {@code media}; null leaves it to the response, where {@code
   *     busy} means busy and everything else declined
   */
  void refuseRemoteInvitation(
      RemoteInvitation remoteInvitation, String reason, ResultCallback<Void> callback);
}
