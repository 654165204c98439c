package io.invitebridge.sip.transport.wire;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.PeerUnavailableException;

/** The JAIN-SIP stack on our own sockets. */
public final class BridgeStack extends SipStackImpl {
  private final boolean showsMessages;

  /**
   * @param showsMessages whether the stack's server logger sees each message
   */
  public BridgeStack(Properties properties, Sockets sockets, boolean showsMessages)
      throws PeerUnavailableException {
    super(properties);
    this.showsMessages = showsMessages;
    setMessageProcessorFactory(sockets);
  }

  boolean isLoggingMessages() {
    return showsMessages;
  }

  void shown(SIPMessage message, String from, String to) {
    ServerLogger log = getServerLogger();
    log.logMessage(message, from, to, false, System.currentTimeMillis());
  }
}
