package io.invitebridge.sip.message;

/** A body that claims to be a session description and is none. The message names the fault. */
public final class SdpException extends Exception {
  private static final long serialVersionUID = 1L;

  public SdpException(String message) {
    super(message);
  }
}
