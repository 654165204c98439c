package io.invitebridge.sip.transport;

import io.invitebridge.sip.message.SipReaderFactory;
import java.util.Properties;

/** How the JAIN-SIP stack is set up, with the reason for each choice. */
final class StackProperties {
  /** Messages beyond this are refused or cut off; a UDP datagram cannot be larger anyway. */
  static final int LARGEST_MESSAGE = 65_536;

  private static final int SOCKET_BUFFER = 4_000_000;
  private static final int MOST_CONNECTIONS = 2_000;
  private static final int MOST_TRANSACTIONS = 400_000;

  private StackProperties() {}

  /**
   * @param showsMessages whether somebody wants to see each message
   */
  static Properties named(String stackName, boolean showsMessages) {
    Properties p = new Properties();
    p.setProperty("javax.sip.STACK_NAME", stackName);
    // Our own dialogs (docs/decisions/0101).
    p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    p.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
    p.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
    p.setProperty("javax.sip.ROUTER_PATH", HopRouter.class.getName());
    p.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
    p.setProperty("gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", SipReaderFactory.class.getName());
    p.setProperty("gov.nist.javax.sip.SIP_MESSAGE_VALVE", StrayResponseValve.class.getName());
    p.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
    p.setProperty("gov.nist.javax.sip.SERVER_LOGGER", MessageLog.class.getName());
    p.setProperty(StackLog.SHOW_MESSAGES, showsMessages ? "on" : "off");
    // Two parsing threads that call the listener themselves: the fastest setting measured.
    p.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
    p.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "2");
    p.setProperty("gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", Integer.toString(SOCKET_BUFFER));
    p.setProperty("gov.nist.javax.sip.SEND_UDP_BUFFER_SIZE", Integer.toString(SOCKET_BUFFER));
    // Bounds against floods and slow peers.
    p.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", Integer.toString(LARGEST_MESSAGE));
    p.setProperty("gov.nist.javax.sip.READ_TIMEOUT", "10000");
    p.setProperty("gov.nist.javax.sip.CONNECTION_TIMEOUT", "4000");
    p.setProperty("gov.nist.javax.sip.MAX_CONNECTIONS", Integer.toString(MOST_CONNECTIONS));
    p.setProperty(
        "gov.nist.javax.sip.MAX_SERVER_TRANSACTIONS", Integer.toString(MOST_TRANSACTIONS));
    p.setProperty("gov.nist.javax.sip.MIN_KEEPALIVE_TIME_SECONDS", "-1");
    return p;
  }
}
