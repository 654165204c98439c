package io.invitebridge.sip.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stack's own threads. Its stop leaves some of them waiting for work that never comes; an
 * interrupt ends those. A peer that announces a body beyond the limit ends the thread of its own
 * TCP connection with an exception that JAIN-SIP does not catch: that is one line here, not a stack
 * trace on the console.
 */
final class StackThreads extends ThreadGroup {
  private static final Logger LOG = LoggerFactory.getLogger(StackThreads.class);

  StackThreads() {
    super("sip");
  }

  @Override
  public void uncaughtException(Thread thread, Throwable fault) {
    if (fault instanceof Error) {
      LOG.error("The SIP stack's thread {} has died.", thread.getName(), fault);
    } else {
      LOG.info("A SIP peer's message ended its connection: {}", fault.getMessage());
    }
  }
}
