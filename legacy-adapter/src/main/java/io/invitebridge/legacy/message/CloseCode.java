package io.invitebridge.legacy.message;

/** The codes of the WebSocket protocol that this server closes with (RFC 6455 section 7.4.1). */
public enum CloseCode {
  NORMAL(1000),
  /** The server stops; web SDK 1.4.0 then tries again by itself. */
  GOING_AWAY(1001),
  PROTOCOL(1002),
  /** Only text frames are spoken here. */
  UNSUPPORTED(1003),
  /** Kicked, silent, too slow, or not logged in in time. */
  POLICY(1008),
  TOO_BIG(1009),
  INTERNAL(1011);

  private final int number;

  CloseCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
