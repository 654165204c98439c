package io.invitebridge.client.internal.connection;

import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.WireException;

/** What the bridge granted with a login. */
final class Granted {
  private static final long PRESENCE_SECONDS = 30;
  private static final long PING_SECONDS = 10;
  private static final long LONGEST_SECONDS = 3600;

  final String sessionId;
  final boolean resumed;

  /** How long the bridge keeps the session without a connection. */
  final long presenceMillis;

  /** How often to ask whether the connection is alive. */
  final long pingMillis;

  /** Reads the answer to a login. */
  Granted(Fields answer) throws WireException {
    sessionId = answer.text("sessionId");
    resumed = answer.truth("resumed");
    presenceMillis = millis(answer.integer("presenceSeconds", PRESENCE_SECONDS));
    pingMillis = millis(answer.integer("pingSeconds", PING_SECONDS));
  }

  private static long millis(long seconds) {
    return 1000 * Math.max(1, Math.min(seconds, LONGEST_SECONDS));
  }
}
