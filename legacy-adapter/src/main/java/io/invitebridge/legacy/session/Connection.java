package io.invitebridge.legacy.session;

import io.invitebridge.legacy.message.CloseCode;

/**
 * A client's connection, as transport gives it. Any thread may call; nothing blocks; calls after
 * the end do nothing. Texts arrive in the order of the calls.
 */
public interface Connection {
  void send(String text);

  /**
   * Ends the connection after what was sent before, with or without the client's help, within a few
   * seconds.
   *
   * @param reason a few words for the client's developer, at most 123 bytes
   */
  void close(CloseCode code, String reason);

  /** Who is there, for logs. */
  String remote();
}
