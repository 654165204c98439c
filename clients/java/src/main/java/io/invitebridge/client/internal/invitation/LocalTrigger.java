package io.invitebridge.client.internal.invitation;

/** What can happen to the caller's view: what the app asks, what the bridge tells, a loss. */
public enum LocalTrigger {
  /** The app sends it. */
  SEND,
  /** The app sends it while it is not logged in. */
  SEND_LOGGED_OUT,
  /** The bridge refused to send it. */
  SEND_REJECTED,
  /** The app takes it back. */
  CANCEL,
  /** The app hangs up. */
  END,
  /** The app changes the media of the call. */
  CHANGE,
  /** The callee's client has it. */
  RECEIVED_BY_PEER,
  /** The callee's network says how far it is. */
  PROGRESS,
  /** The callee accepted. */
  ACCEPTED,
  /** The callee refused. */
  REFUSED,
  /** The bridge took it back, as asked. */
  CANCELED,
  /** It came to nothing. */
  FAILED,
  /** The callee changes the media of the call. */
  SESSION_CHANGED,
  /** The call that was on is over. */
  CALL_ENDED,
  /** The session is over, and with it everything in it. */
  SESSION_OVER
}
