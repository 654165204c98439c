package io.invitebridge.client;

/**
 * An invitation or call that is on, as the bridge sees it: an answer to {@link
 * RtmCallExtension#queryOpenCalls}. Does not change.
 */
public interface OpenCall {
  /** {@link #getState}: the callee has not received it. */
  String SENT = "sent";

  /** {@link #getState}: the callee has received it, and nobody has answered. */
  String RECEIVED = "received";

  /** {@link #getState}: the callee has accepted, and the caller has not confirmed. */
  String ACCEPTING = "accepting";

  /** {@link #getState}: the call is on. */
  String IN_CALL = "in-call";

  /** {@link #getState}: this client has canceled or refused, and the bridge has not confirmed. */
  String ENDING = "ending";

  /** The id that {@link CallInvitation#getInvitationId} gives. */
  String getInvitationId();

  /** This client's object of it; null when it has none, or it is over here. */
  CallInvitation getInvitation();

  /** Whether this client invited; otherwise it was invited. */
  boolean isLocal();

  /** The other party. */
  String getPeerId();

  /** The channel name; null when there is none. */
  String getChannelId();

  /** One of the words above; a later bridge may have others. */
  String getState();
}
