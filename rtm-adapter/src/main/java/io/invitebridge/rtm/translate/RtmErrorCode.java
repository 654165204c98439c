package io.invitebridge.rtm.translate;

import io.invitebridge.rtm.message.ClientMethod;
import io.invitebridge.rtm.message.RpcError;

/**
 * The RTM 1.x numbers that the server answers with. The same number means different things in
 * different groups, so the name goes along on the wire. Three invitation numbers are ours, because
 * RTM published none for them: TOO_OFTEN, REJECTED and USER_NOT_LOGGED_IN.
 */
public enum RtmErrorCode {
  LOGIN_ERR_REJECTED(2),
  LOGIN_ERR_INVALID_ARGUMENT(3),
  LOGIN_ERR_INVALID_APP_ID(4),
  LOGIN_ERR_INVALID_TOKEN(5),
  LOGIN_ERR_TOKEN_EXPIRED(6),
  LOGIN_ERR_NOT_AUTHORIZED(7),
  LOGIN_ERR_ALREADY_LOGIN(8),
  LOGIN_ERR_TOO_OFTEN(10),

  LOGOUT_ERR_USER_NOT_LOGGED_IN(102),

  RENEW_TOKEN_ERR_INVALID_ARGUMENT(2),
  RENEW_TOKEN_ERR_REJECTED(3),
  RENEW_TOKEN_ERR_TOO_OFTEN(4),
  RENEW_TOKEN_ERR_TOKEN_EXPIRED(5),
  RENEW_TOKEN_ERR_INVALID_TOKEN(6),
  RENEW_TOKEN_ERR_USER_NOT_LOGGED_IN(102),

  INVITATION_API_CALL_ERR_INVALID_ARGUMENT(1),
  INVITATION_API_CALL_ERR_NOT_STARTED(2),
  INVITATION_API_CALL_ERR_ALREADY_END(3),
  INVITATION_API_CALL_ERR_ALREADY_ACCEPT(4),
  INVITATION_API_CALL_ERR_TOO_OFTEN(6),
  INVITATION_API_CALL_ERR_REJECTED(7),
  INVITATION_API_CALL_ERR_USER_NOT_LOGGED_IN(102),

  PEER_MESSAGE_ERR_TIMEOUT(2),
  PEER_MESSAGE_ERR_TOO_OFTEN(5),
  PEER_MESSAGE_ERR_INVALID_USERID(6),
  PEER_MESSAGE_ERR_INVALID_MESSAGE(7),
  PEER_MESSAGE_ERR_USER_NOT_LOGGED_IN(102),

  QUERY_PEERS_ONLINE_STATUS_ERR_INVALID_ARGUMENT(2),
  QUERY_PEERS_ONLINE_STATUS_ERR_TOO_OFTEN(5),
  QUERY_PEERS_ONLINE_STATUS_ERR_USER_NOT_LOGGED_IN(102),

  PEER_SUBSCRIPTION_STATUS_ERR_INVALID_ARGUMENT(2),
  PEER_SUBSCRIPTION_STATUS_ERR_TOO_OFTEN(5),
  PEER_SUBSCRIPTION_STATUS_ERR_OVERFLOW(6),
  PEER_SUBSCRIPTION_STATUS_ERR_USER_NOT_LOGGED_IN(102);

  private final int number;

  RtmErrorCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /**
   * The error object of an answer.
   *
   * @param message a full sentence that does not repeat the client's text
   */
  public RpcError because(String message) {
    return new RpcError(number, name(), message);
  }

  /** What a call gets whose connection has no session. */
  public static RpcError notLoggedIn(ClientMethod method) {
    RtmErrorCode code =
        switch (method) {
          case LOGOUT, LOGIN, PING, ACK -> LOGOUT_ERR_USER_NOT_LOGGED_IN;
          case RENEW_TOKEN -> RENEW_TOKEN_ERR_USER_NOT_LOGGED_IN;
          case INVITE, CANCEL, ACCEPT, REFUSE, END, CHANGE_SESSION, CALLS ->
              INVITATION_API_CALL_ERR_USER_NOT_LOGGED_IN;
          case MESSAGE -> PEER_MESSAGE_ERR_USER_NOT_LOGGED_IN;
          case QUERY_PEERS -> QUERY_PEERS_ONLINE_STATUS_ERR_USER_NOT_LOGGED_IN;
          case SUBSCRIBE_PEERS, UNSUBSCRIBE_PEERS ->
              PEER_SUBSCRIPTION_STATUS_ERR_USER_NOT_LOGGED_IN;
        };
    return code.because("This connection is not logged in; call login first.");
  }
}
