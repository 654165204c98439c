package io.invitebridge.client.internal.invitation;

/** What can happen to the callee's view: what the app asks, what the bridge tells, a loss. */
public enum RemoteTrigger {
  /** The app accepts. */
  ACCEPT,
  /** The app refuses. */
  REFUSE,
  /** The bridge did not take the app's accept or refuse. */
  ANSWER_REJECTED,
  /** The app hangs up. */
  END,
  /** The app changes the media of the call. */
  CHANGE,
  /** The caller knows of the accept. */
  ACCEPTED,
  /** The refuse is complete. */
  REFUSED,
  /** The caller gave up, or somebody else answered. */
  CANCELED,
  /** It came to nothing. */
  FAILED,
  /** The caller changes the media of the call. */
  SESSION_CHANGED,
  /** The call that was on is over. */
  CALL_ENDED,
  /** The session is over, and with it everything in it. */
  SESSION_OVER
}
