package io.invitebridge.client.internal.connection;

import io.invitebridge.client.RtmStatusCode.ConnectionChangeReason;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.WireException;

/** Why the bridge ends a session for good (docs/protocol.md). */
final class CloseCodes {
  /** The session is over and must not be resumed; usually {@code aborted} has said why. */
  static final int ABORTED = 4001;

  private CloseCodes() {}

  /**
   * The number for the reason of an {@code aborted} notification, a name of ConnectionChangeReason.
   * A name we do not know, or none, counts as REMOTE_LOGIN, by far the most frequent.
   */
  static int abortReason(Fields aborted) {
    String name;
    try {
      name = aborted.textOrEmpty("reason");
    } catch (WireException e) {
      name = "";
    }
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
