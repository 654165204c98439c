package io.invitebridge.app.server;

/** The bridge could not start; the message says which part, why, and what to do. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What the configuration allows and an adapter does not. */
  static StartException unable(Exception cause) {
    return new StartException(
        "The configuration asks for what this version cannot do: " + cause.getMessage(), cause);
  }

  /**
   * A listener that cannot have its address.
   *
   * @param key its name under {@code listen:} in the configuration
   * @param address what was asked for, as the configuration writes it
   */
  static StartException notListening(String key, String address, Exception cause) {
    return new StartException(
        "The %s listener cannot use %s: %s"
            .formatted(key, address, BindFailure.words(cause, "listen." + key)),
        cause);
  }
}
