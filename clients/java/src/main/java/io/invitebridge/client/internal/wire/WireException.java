package io.invitebridge.client.internal.wire;

/** A frame of the bridge that is not what the protocol says; the message tells how. */
public final class WireException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A problem, as a sentence without the frame's contents. */
  public WireException(String message) {
    super(message);
  }
}
