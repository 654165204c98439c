package io.invitebridge.app.server;

/** The bridge could not start; the message says which part, why, and what to do. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A listener that cannot have its address. */
  static StartException notListening(String key, Object address, Exception cause) {
    return new StartException(
        "The "
            + key
            + " listener cannot use "
            + address
            + ": "
            + BindFailure.words(cause)
            + " Stop the other program or change listen."
            + key
            + " in the configuration.",
        cause);
  }
}
