package io.invitebridge.client.internal.connection;

import io.invitebridge.client.RtmStatusCode.ConnectionChangeReason;
import io.invitebridge.client.RtmStatusCode.LoginError;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.WireException;

/** The ConnectionChangeReason numbers under which the bridge ends a session for good. */
final class AbortReasons {
  /** The refusal of a login is not for good. */
  static final int NONE = 0;

  private AbortReasons() {}

  /**
   * The reason of an {@code aborted} notification, a name of ConnectionChangeReason. A name we do
   * not know, or none, counts as REMOTE_LOGIN, by far the most frequent.
   */
  static int of(Fields aborted) {
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

  /**
   * What the refusal of a reconnecting client's login means. Refusals that time can cure, such as
   * that of a bridge about to stop, give NONE.
   */
  static int ofRefusedLogin(int code) {
    switch (code) {
      case LoginError.LOGIN_ERR_INVALID_TOKEN:
      case LoginError.LOGIN_ERR_TOKEN_EXPIRED:
        return ConnectionChangeReason.CONNECTION_CHANGE_REASON_TOKEN_EXPIRED;
      case LoginError.LOGIN_ERR_INVALID_ARGUMENT:
      case LoginError.LOGIN_ERR_INVALID_APP_ID:
      case LoginError.LOGIN_ERR_NOT_AUTHORIZED:
        return ConnectionChangeReason.CONNECTION_CHANGE_REASON_BANNED_BY_SERVER;
      default:
        return NONE;
    }
  }
}
