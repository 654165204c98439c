package io.invitebridge.client;

/** Hears of the end of calls that had been accepted, on the client's callback thread. */
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
}
