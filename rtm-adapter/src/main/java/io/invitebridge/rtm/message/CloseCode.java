package io.invitebridge.rtm.message;

/** Why the server closes a connection; docs/protocol.md, close codes. */
public enum CloseCode {
  /** The client logged out. */
  LOGOUT(1000),
  /** Nothing was heard for two ping intervals. The session can be resumed. */
  SILENT(1001),
  /** The protocol has text frames only. */
  BINARY_FRAME(1003),
  /** The frame was longer than the server takes. */
  TOO_BIG(1009),
  /** The server stops; try again later or elsewhere. */
  SERVER_STOPS(1012),
  /** The session is over, or went to another connection; {@code aborted} says why. */
  ABORTED(4001),
  /** No login in time. */
  LOGIN_TIMEOUT(4002),
  /** Calls before the login, or frames without sense too often. */
  PROTOCOL(4003),
  /** The client did not keep up with what it was sent, or sent more than could be served. */
  TOO_SLOW(4008);

  private final int number;

  CloseCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
