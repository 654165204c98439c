package io.invitebridge.app.party;

/** An app user could not log in; the message is a whole sentence for whoever gave the order. */
public final class LoginFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  public LoginFailedException(String message) {
    super(message);
  }
}
