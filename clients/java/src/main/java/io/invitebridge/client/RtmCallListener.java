package io.invitebridge.client;

/**
 * Hears what RTM 1.x has no callbacks for, on the client's callback thread: the end of calls that
 * had been accepted, changes of their media, and the progress of a call to a phone.
 */
public interface RtmCallListener {
  /**
   * The call is over: somebody hung up, or the connection was lost for good. It comes once for each
   * accepted call, also to the side that called {@link RtmCallExtension#endCall}.
   *
   * @param invitation the {@link LocalInvitation} or {@link RemoteInvitation} that was accepted
   * @param reason one word, such as {@code hung-up} or {@code connection-lost}
   * @param info the text of the side that hung up; empty when there is none
   */
  void onCallEnded(CallInvitation invitation, String reason, String info);

  /**
   * The other party changes the media of a call that is on. An offer wants exactly one answer or
   * refusal, by {@link RtmCallExtension#changeSession}; a phone waits 8 s for it, then the app
   * hears a withdrawal. One's own offer is followed by the other party's answer or refusal.
   *
   * <p>Or the other party wants this one to call somebody else ({@link SessionChange#TRANSFER}, the
   * target is the member {@code target} of the content). It waits 30 s for {@link
   * SessionChange#TRANSFER_TRYING} or {@link SessionChange#TRANSFER_FAILED}; after the former the
   * app invites the target, says {@link SessionChange#TRANSFER_DONE} when that has accepted, and
   * hears the end of the first call. Does nothing unless overridden.
   *
   * @param invitation the {@link LocalInvitation} or {@link RemoteInvitation} that was accepted
   * @param change a word of {@link SessionChange}; a later bridge may have others
   * @param content JSON with the description as member {@code sdp}, or the member {@code target};
   *     empty when there is none
   */
  default void onSessionChanged(CallInvitation invitation, String change, String content) {}

  /**
   * To the caller: the callee's network says how far it is. It may come several times, until the
   * invitation is answered, and changes no state. Does nothing unless overridden.
   *
   * @param code a provisional SIP status: 181 forwarded, 182 queued, 183 progress
   * @param content JSON with the member {@code sdp} when there is early media for the description
   *     that the invitation's content had; else empty
   */
  default void onLocalInvitationProgress(
      LocalInvitation localInvitation, int code, String content) {}
}
