package io.invitebridge.client.internal.connection;

import io.invitebridge.client.internal.thread.ClientLog;

/** How far this client has come in the session's notifications. Loop thread. */
final class Receipts {
  private final ClientLog log;
  private long lastSeq;

  Receipts(ClientLog log) {
    this.log = log;
  }

  /** The last notification that was taken; 0 for none. */
  long lastSeq() {
    return lastSeq;
  }

  /** A new session counts from 1. */
  void restart() {
    lastSeq = 0;
  }

  /**
   * Whether this notification is new. A replay of one that we have is not. A gap can only be the
   * bridge's fault; what comes after it is taken all the same, since the calls must go on.
   */
  boolean take(long seq) {
    if (seq <= lastSeq) {
      return false;
    }
    if (seq > lastSeq + 1) {
      log.warning("The bridge skipped the notifications after " + lastSeq + " before " + seq + ".");
    }
    lastSeq = seq;
    return true;
  }
}
