package io.invitebridge.client.internal.connection;

/**
 * Why the bridge closes a connection, as far as it matters here (docs/protocol.md, close codes).
 */
final class CloseCodes {
  /** The bridge stops; every client hears it in the same moment. */
  static final int SERVER_STOPS = 1012;

  /** The session is over and must not be resumed; usually {@code aborted} has said why. */
  static final int ABORTED = 4001;

  private CloseCodes() {}
}
