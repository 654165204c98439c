package io.invitebridge.client.internal.connection;

import io.invitebridge.client.RtmStatusCode.ConnectionChangeReason;

/** Why the bridge ends a connection (docs/protocol.md). */
final class CloseCodes {
  /** The session is over and must not be resumed; {@code aborted} said why. */
  static final int ABORTED = 4001;

  private CloseCodes() {}

  /**
   * The number for the name of a ConnectionChangeReason. A name we do not know, or none, counts as
   * REMOTE_LOGIN, by far the most frequent.
   */
  static int abortReason(String name) {
    switch (name) {
      case "BANNED_BY_SERVER":
        return ConnectionChangeReason.CONNECTION_CHANGE_REASON_BANNED_BY_SERVER;
      case "TOKEN_EXPIRED":
        return ConnectionChangeReason.CONNECTION_CHANGE_REASON_TOKEN_EXPIRED;
      default:
        return ConnectionChangeReason.CONNECTION_CHANGE_REASON_REMOTE_LOGIN;
    }
  }
}
