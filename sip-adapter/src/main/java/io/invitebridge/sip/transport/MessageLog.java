package io.invitebridge.sip.transport;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.sip.SipTrace;
import io.invitebridge.sip.SipTrace.Direction;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.SipText;
import java.util.Properties;
import javax.sip.SipStack;

/**
 * JAIN-SIP's message log. It writes nothing, because messages are private; where a {@link SipTrace}
 * is wanted, it shows each message that really goes by, retransmissions and the transactions' own
 * ACKs included. Named in the stack's properties.
 */
public final class MessageLog implements ServerLogger {
  private volatile SipTrace trace = SipTrace.NONE;

  void show(SipTrace to) {
    trace = to;
  }

  @Override
  public void closeLogFile() {}

  @Override
  public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
    if (trace.isWatching() && !message.isNullRequest()) {
      trace.message(
          sender ? Direction.OUT : Direction.IN,
          endpoint(message, sender ? to : from),
          message.getFirstLine().strip(),
          message.encode());
    }
  }

  /** The stack's remarks about a message that is logged anyway. */
  @Override
  public void logMessage(
      SIPMessage message, String from, String to, String status, boolean sender, long time) {}

  @Override
  public void logMessage(
      SIPMessage message, String from, String to, String status, boolean sender) {}

  @Override
  public void logException(Exception ex) {}

  @Override
  public void setStackProperties(Properties stackProperties) {}

  @Override
  public void setSipStack(SipStack sipStack) {}

  private static Endpoint endpoint(SIPMessage message, String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    String host = SipText.unbracketed(hostAndPort.substring(0, Math.max(colon, 0)));
    int port = Integer.parseInt(hostAndPort.substring(colon + 1));
    return new Endpoint(protocol(message), host, port < 1 || port > 65_535 ? 5060 : port);
  }

  private static Protocol protocol(SIPMessage message) {
    String named =
        message.getTopmostVia() == null
            ? ""
            : String.valueOf(message.getTopmostVia().getTransport());
    for (Protocol protocol : Protocol.values()) {
      if (protocol.inVia().equalsIgnoreCase(named)) {
        return protocol;
      }
    }
    return Protocol.UDP;
  }
}
