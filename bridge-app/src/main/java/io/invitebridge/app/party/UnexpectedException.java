package io.invitebridge.app.party;

/** A party waited for one thing and got another, or nothing; the message says which. */
public final class UnexpectedException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnexpectedException(String message) {
    super(message);
  }
}
