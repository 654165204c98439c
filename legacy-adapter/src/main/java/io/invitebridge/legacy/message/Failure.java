package io.invitebridge.legacy.message;

/**
 * Why a request or a login was refused: the wire's error text. {@code peer is not online} and the
 * login reasons are the old service's, which clients compare; the others are ours.
 */
public enum Failure {
  PEER_NOT_ONLINE("peer is not online"),
  NOT_LOGGED_IN("not login"),
  WRONG_LINE("wrong line"),
  UNKNOWN_FUNCTION("unknown func"),
  WRONG_PARAM("wrong param"),
  LARGE_PARAM("large param"),
  WRONG_ACCOUNT("wrong account"),
  TOO_OFTEN("too often"),
  OVERLOADED("server busy"),
  STOPPING("server stopping"),
  MAILBOX_FULL("peer mailbox full"),
  NOT_IN_CHANNEL("not in channel"),
  CHANNEL_FULL("channel full"),
  STORE_FULL("attribute limit"),
  UNKNOWN_APP("wrong vid"),
  TOKEN_WRONG("TokenErrorWrong"),
  TOKEN_EXPIRED("TokenErrorExpired"),
  /** A newer token of the same user is in use elsewhere. */
  TOKEN_OLDER("kick");

  private final String text;

  Failure(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** The same for people who read a log. */
  public String explained() {
    return this == TOKEN_OLDER ? text + " (a newer token of this user is in use)" : text;
  }
}
