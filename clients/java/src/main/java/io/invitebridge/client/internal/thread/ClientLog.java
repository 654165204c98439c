package io.invitebridge.client.internal.thread;

import io.invitebridge.client.RtmClient;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One client's log, on java.util.logging under {@code io.invitebridge.client}. It never gets
 * tokens, messages, contents or responses.
 */
public final class ClientLog {
  private static final Logger LOGGER = Logger.getLogger("io.invitebridge.client");
  private static final int INFO_BIT = RtmClient.LOG_FILTER_INFO & ~RtmClient.LOG_FILTER_WARNING;
  private static final int WARNING_BIT = RtmClient.LOG_FILTER_WARNING & ~RtmClient.LOG_FILTER_ERROR;
  private static final int ERROR_BIT = RtmClient.LOG_FILTER_ERROR & ~RtmClient.LOG_FILTER_CRITICAL;

  private volatile int filter = RtmClient.LOG_FILTER_INFO;

  /** A log that lets everything through. */
  public ClientLog() {}

  /** Limits the log to the bits of {@code filter}, see {@link RtmClient#setLogFilter}. */
  public void filter(int filter) {
    this.filter = filter;
  }

  /** The ordinary course of things; at level FINE, as it concerns nobody but who looks for it. */
  public void info(String text) {
    if ((filter & INFO_BIT) != 0) {
      LOGGER.log(Level.FINE, text);
    }
  }

  /** Something unexpected that the client can live with. */
  public void warning(String text) {
    if ((filter & WARNING_BIT) != 0) {
      LOGGER.log(Level.WARNING, text);
    }
  }

  /** The task, with what it throws written to the log instead of thrown. */
  public Runnable guard(String what, Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | LinkageError | AssertionError e) {
        error("An exception in " + what + ".", e);
      }
    };
  }

  private void error(String text, Throwable cause) {
    if ((filter & ERROR_BIT) != 0) {
      LOGGER.log(Level.SEVERE, text, cause);
    }
  }
}
