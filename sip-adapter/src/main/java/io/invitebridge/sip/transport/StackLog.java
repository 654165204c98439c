package io.invitebridge.sip.transport;

import gov.nist.core.StackLogger;
import io.invitebridge.sip.message.SipText;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's own talk, to SLF4J. Its debug texts hold whole messages, which may never reach a log,
 * so that level is off for good; and what it calls an error is mostly a peer's mistake, hence
 * debug.
 */
public final class StackLog implements StackLogger {
  /** A property of the stack: {@code on} makes it hand every message to the {@link MessageLog}. */
  static final String SHOW_MESSAGES = "io.invitebridge.sip.SHOW_MESSAGES";

  private static final Logger LOG = LoggerFactory.getLogger("io.invitebridge.sip.stack");

  /** Enough for what happened; the peer's own text comes behind it. */
  private static final int LONGEST = 60;

  private volatile boolean showsMessages;

  @Override
  public void logStackTrace() {}

  @Override
  public void logStackTrace(int traceLevel) {}

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void logException(Throwable ex) {
    LOG.debug("JAIN-SIP: {}", ex.toString());
  }

  @Override
  public void logDebug(String message) {}

  @Override
  public void logDebug(String message, Exception ex) {}

  @Override
  public void logTrace(String message) {}

  @Override
  public void logFatalError(String message) {
    LOG.error("JAIN-SIP: {}", shortened(message));
  }

  @Override
  public void logError(String message) {
    LOG.debug("JAIN-SIP: {}", shortened(message));
  }

  @Override
  public boolean isLoggingEnabled() {
    return LOG.isDebugEnabled();
  }

  @Override
  public boolean isLoggingEnabled(int logLevel) {
    return logLevel <= TRACE_ERROR
        ? LOG.isDebugEnabled()
        : logLevel == TRACE_MESSAGES && showsMessages;
  }

  @Override
  public void logError(String message, Exception ex) {
    LOG.debug("JAIN-SIP: {}: {}", shortened(message), ex.toString());
  }

  @Override
  public void logWarning(String message) {
    LOG.debug("JAIN-SIP: {}", shortened(message));
  }

  @Override
  public void logInfo(String message) {}

  @Override
  public void disableLogging() {}

  @Override
  public void enableLogging() {}

  @Override
  public void setBuildTimeStamp(String buildTimeStamp) {}

  @Override
  public void setStackProperties(Properties stackProperties) {
    showsMessages = "on".equals(stackProperties.getProperty(SHOW_MESSAGES));
  }

  @Override
  public String getLoggerName() {
    return "io.invitebridge.sip.stack";
  }

  private static String shortened(String message) {
    return message == null ? "" : SipText.oneLine(message, LONGEST);
  }
}
