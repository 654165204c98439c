package io.invitebridge.client.internal.connection;

import io.invitebridge.client.internal.wire.Incoming;

/** What a session tells the rest of the client, on the loop thread. */
public interface SessionListener {
  /** The connection as the app sees it: numbers of ConnectionState and ConnectionChangeReason. */
  void onState(int state, int reason);

  /** Something happened at the bridge; each notification comes once, in order. */
  void onNotification(Incoming.Notification notification);

  /**
   * The session is over, and every invitation with it.
   *
   * @param reason a word: {@code logged-out}, {@code connection-lost}, {@code aborted}
   */
  void onSessionOver(String reason);

  /** A new session took the place of a lost one; what the bridge forgot has to be asked again. */
  void onSessionReplaced();

  /** The token is not valid any more. */
  void onTokenExpired();

  /** Whether the app's callbacks are so far behind that receipts must wait. */
  boolean isBehind();
}
