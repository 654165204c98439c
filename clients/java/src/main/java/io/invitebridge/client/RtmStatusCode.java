package io.invitebridge.client;

/** The numbers of RTM 1.x, in groups; every method and event names its group. */
public final class RtmStatusCode {
  private RtmStatusCode() {}

  /** The state of the connection. */
  public interface ConnectionState {
    int CONNECTION_STATE_DISCONNECTED = 1;
    int CONNECTION_STATE_CONNECTING = 2;
    int CONNECTION_STATE_CONNECTED = 3;
    int CONNECTION_STATE_RECONNECTING = 4;
    int CONNECTION_STATE_ABORTED = 5;
  }

  /** Why the state of the connection changed. */
  public interface ConnectionChangeReason {
    int CONNECTION_CHANGE_REASON_LOGIN = 1;
    int CONNECTION_CHANGE_REASON_LOGIN_SUCCESS = 2;
    int CONNECTION_CHANGE_REASON_LOGIN_FAILURE = 3;
    int CONNECTION_CHANGE_REASON_LOGIN_TIMEOUT = 4;
    int CONNECTION_CHANGE_REASON_INTERRUPTED = 5;
    int CONNECTION_CHANGE_REASON_LOGOUT = 6;
    int CONNECTION_CHANGE_REASON_BANNED_BY_SERVER = 7;
    int CONNECTION_CHANGE_REASON_REMOTE_LOGIN = 8;
    int CONNECTION_CHANGE_REASON_TOKEN_EXPIRED = 9;
  }

  /** Why a login failed. */
  public interface LoginError {
    int LOGIN_ERR_OK = 0;
    int LOGIN_ERR_UNKNOWN = 1;
    int LOGIN_ERR_REJECTED = 2;
    int LOGIN_ERR_INVALID_ARGUMENT = 3;
    int LOGIN_ERR_INVALID_APP_ID = 4;
    int LOGIN_ERR_INVALID_TOKEN = 5;
    int LOGIN_ERR_TOKEN_EXPIRED = 6;
    int LOGIN_ERR_NOT_AUTHORIZED = 7;
    int LOGIN_ERR_ALREADY_LOGIN = 8;
    int LOGIN_ERR_TIMEOUT = 9;
    int LOGIN_ERR_TOO_OFTEN = 10;
    int LOGIN_ERR_NOT_INITIALIZED = 101;
  }

  /** Why a logout failed. */
  public interface LogoutError {
    int LOGOUT_ERR_OK = 0;
    int LOGOUT_ERR_REJECTED = 1;
    int LOGOUT_ERR_NOT_INITIALIZED = 101;
    int LOGOUT_ERR_USER_NOT_LOGGED_IN = 102;
  }

  /** Why a token was not renewed. */
  public interface RenewTokenError {
    int RENEW_TOKEN_ERR_OK = 0;
    int RENEW_TOKEN_ERR_FAILURE = 1;
    int RENEW_TOKEN_ERR_INVALID_ARGUMENT = 2;
    int RENEW_TOKEN_ERR_REJECTED = 3;
    int RENEW_TOKEN_ERR_TOO_OFTEN = 4;
    int RENEW_TOKEN_ERR_TOKEN_EXPIRED = 5;
    int RENEW_TOKEN_ERR_INVALID_TOKEN = 6;
    int RENEW_TOKEN_ERR_NOT_INITIALIZED = 101;
    int RENEW_TOKEN_ERR_USER_NOT_LOGGED_IN = 102;
  }

  /** Why a message was not delivered. */
  public interface PeerMessageError {
    int PEER_MESSAGE_ERR_OK = 0;
    int PEER_MESSAGE_ERR_FAILURE = 1;
    int PEER_MESSAGE_ERR_TIMEOUT = 2;
    int PEER_MESSAGE_ERR_PEER_UNREACHABLE = 3;
    int PEER_MESSAGE_ERR_CACHED_BY_SERVER = 4;
    int PEER_MESSAGE_ERR_TOO_OFTEN = 5;
    int PEER_MESSAGE_ERR_INVALID_USERID = 6;
    int PEER_MESSAGE_ERR_INVALID_MESSAGE = 7;
    int PEER_MESSAGE_ERR_IMCOMPATIBLE_MESSAGE = 8;
    int PEER_MESSAGE_ERR_NOT_INITIALIZED = 101;
    int PEER_MESSAGE_ERR_USER_NOT_LOGGED_IN = 102;
  }

  /** Why a query for the presence of users failed. */
  public interface QueryPeersOnlineStatusError {
    int QUERY_PEERS_ONLINE_STATUS_ERR_OK = 0;
    int QUERY_PEERS_ONLINE_STATUS_ERR_FAILURE = 1;
    int QUERY_PEERS_ONLINE_STATUS_ERR_INVALID_ARGUMENT = 2;
    int QUERY_PEERS_ONLINE_STATUS_ERR_REJECTED = 3;
    int QUERY_PEERS_ONLINE_STATUS_ERR_TIMEOUT = 4;
    int QUERY_PEERS_ONLINE_STATUS_ERR_TOO_OFTEN = 5;
    int QUERY_PEERS_ONLINE_STATUS_ERR_NOT_INITIALIZED = 101;
    int QUERY_PEERS_ONLINE_STATUS_ERR_USER_NOT_LOGGED_IN = 102;
  }

  /** Why a subscription to the presence of users failed. */
  public interface PeerSubscriptionStatusError {
    int PEER_SUBSCRIPTION_STATUS_ERR_OK = 0;
    int PEER_SUBSCRIPTION_STATUS_ERR_FAILURE = 1;
    int PEER_SUBSCRIPTION_STATUS_ERR_INVALID_ARGUMENT = 2;
    int PEER_SUBSCRIPTION_STATUS_ERR_REJECTED = 3;
    int PEER_SUBSCRIPTION_STATUS_ERR_TIMEOUT = 4;
    int PEER_SUBSCRIPTION_STATUS_ERR_TOO_OFTEN = 5;
    int PEER_SUBSCRIPTION_STATUS_ERR_OVERFLOW = 6;
    int PEER_SUBSCRIPTION_STATUS_ERR_NOT_INITIALIZED = 101;
    int PEER_SUBSCRIPTION_STATUS_ERR_USER_NOT_LOGGED_IN = 102;
  }

  /** What one can subscribe to about a user. */
  public interface PeerSubscriptionOption {
    int PEER_SUBSCRIPTION_OPTION_ONLINE_STATUS = 0;
  }

  /** The states of the caller's view of an invitation. */
  public interface LocalInvitationState {
    int LOCAL_INVITATION_STATE_IDLE = 0;
    int LOCAL_INVITATION_STATE_SENT_TO_REMOTE = 1;
    int LOCAL_INVITATION_STATE_RECEIVED_BY_REMOTE = 2;
    int LOCAL_INVITATION_STATE_ACCEPTED_BY_REMOTE = 3;
    int LOCAL_INVITATION_STATE_REFUSED_BY_REMOTE = 4;
    int LOCAL_INVITATION_STATE_CANCELED = 5;
    int LOCAL_INVITATION_STATE_FAILURE = 6;
  }

  /** The states of the callee's view of an invitation. */
  public interface RemoteInvitationState {
    int REMOTE_INVITATION_STATE_IDLE = 0;
    int REMOTE_INVITATION_STATE_INVITATION_RECEIVED = 1;
    int REMOTE_INVITATION_STATE_ACCEPT_SENT_TO_LOCAL = 2;
    int REMOTE_INVITATION_STATE_REFUSED = 3;
    int REMOTE_INVITATION_STATE_ACCEPTED = 4;
    int REMOTE_INVITATION_STATE_CANCELED = 5;
    int REMOTE_INVITATION_STATE_FAILURE = 6;
  }

  /** Why an invitation failed, for the caller. */
  public interface LocalInvitationError {
    int LOCAL_INVITATION_ERR_OK = 0;
    int LOCAL_INVITATION_ERR_PEER_OFFLINE = 1;
    int LOCAL_INVITATION_ERR_PEER_NO_RESPONSE = 2;
    int LOCAL_INVITATION_ERR_INVITATION_EXPIRE = 3;
    int LOCAL_INVITATION_ERR_NOT_LOGGEDIN = 4;
  }

  /** Why an invitation failed, for the callee. */
  public interface RemoteInvitationError {
    int REMOTE_INVITATION_ERR_OK = 0;
    int REMOTE_INVITATION_ERR_PEER_OFFLINE = 1;
    int REMOTE_INVITATION_ERR_ACCEPT_FAILURE = 2;
    int REMOTE_INVITATION_ERR_INVITATION_EXPIRE = 3;
  }

  /** Why a method of the call manager was refused. */
  public interface InvitationApiCallError {
    int INVITATION_API_CALL_ERR_OK = 0;
    int INVITATION_API_CALL_ERR_INVALID_ARGUMENT = 1;
    int INVITATION_API_CALL_ERR_NOT_STARTED = 2;
    int INVITATION_API_CALL_ERR_ALREADY_END = 3;
    int INVITATION_API_CALL_ERR_ALREADY_ACCEPT = 4;
    int INVITATION_API_CALL_ERR_ALREADY_SENT = 5;

    /** Beyond RTM 1.x: too many calls, or too many invitations open; try again later. */
    int INVITATION_API_CALL_ERR_TOO_OFTEN = 6;

    /** Beyond RTM 1.x: the bridge takes no new invitations now, since it is about to stop. */
    int INVITATION_API_CALL_ERR_REJECTED = 7;

    /** Beyond RTM 1.x: the bridge has no session of this user any more. */
    int INVITATION_API_CALL_ERR_USER_NOT_LOGGED_IN = 102;
  }

  /** Whether a user can be reached; the same as {@link io.invitebridge.client.PeerOnlineState}. */
  public interface PeerOnlineState extends io.invitebridge.client.PeerOnlineState {}
}
