package io.invitebridge.client.internal.connection;

import io.invitebridge.client.internal.thread.ClientLog;
import io.invitebridge.client.internal.thread.Loop;
import io.invitebridge.client.internal.wire.Params;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far this client has come in the session's notifications, and the receipts for them. A receipt
 * means that the library has taken the notification over: its callback is in the app's queue. One
 * receipt covers everything that arrived together. While the app is too far behind there are none,
 * so that the bridge stops before the queue grows without end. Loop thread.
 */
final class Receipts {
  enum Verdict {
    NEW,
    KNOWN,
    GAP
  }

  private static final long RETRY_MILLIS = 200;

  private final Loop loop;
  private final Supplier<@Nullable Link> link;
  private final BooleanSupplier appIsBehind;
  private final ClientLog log;
  private long lastSeq;
  private boolean pending;

  Receipts(Loop loop, Supplier<@Nullable Link> link, BooleanSupplier appIsBehind, ClientLog log) {
    this.loop = loop;
    this.link = link;
    this.appIsBehind = appIsBehind;
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
   * What to do with a notification. One that we have is a replay: only its receipt was lost. A gap
   * is the bridge's fault, and a resume brings what is missing; right after a resume it does not,
   * and what follows the gap is taken, since the calls must go on.
   */
  Verdict take(long seq, boolean rightAfterResume) {
    if (seq <= lastSeq) {
      schedule(0);
      return Verdict.KNOWN;
    }
    if (seq > lastSeq + 1) {
      log.warning("The bridge skipped the notifications after " + lastSeq + " before " + seq + ".");
      if (!rightAfterResume) {
        return Verdict.GAP;
      }
    }
    schedule(0);
    lastSeq = seq;
    return Verdict.NEW;
  }

  private void schedule(long delayMillis) {
    if (!pending) {
      pending = true;
      loop.schedule(delayMillis, this::send);
    }
  }

  private void send() {
    pending = false;
    Link open = link.get();
    if (open == null || !open.loggedIn || lastSeq == 0) {
      return; // A resume will carry lastSeq, which says the same.
    }
    if (appIsBehind.getAsBoolean()) {
      schedule(RETRY_MILLIS);
    } else {
      open.notification("ack", new Params().integer("seq", lastSeq));
    }
  }
}
