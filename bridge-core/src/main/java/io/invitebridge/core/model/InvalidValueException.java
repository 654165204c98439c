package io.invitebridge.core.model;

/**
 * A value that a peer, a user or a configuration gave breaks a stated rule. The message is a full
 * sentence that may be shown to whoever gave the value; it never contains message bodies or
 * secrets.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidValueException(String message) {
    super(message);
  }
}
