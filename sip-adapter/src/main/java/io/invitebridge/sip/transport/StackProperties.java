package io.invitebridge.sip.transport;

import java.util.Properties;

/** How the JAIN-SIP stack is set up, with the reason for each choice. */
final class StackProperties {
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
    p.setProperty("gov.nist.javax.sip.SIP_MESSAGE_VALVE", FrontValve.class.getName());
    p.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
    p.setProperty("gov.nist.javax.sip.SERVER_LOGGER", MessageLog.class.getName());
    p.setProperty(StackLog.SHOW_MESSAGES, showsMessages ? "on" : "off");
    // The threads that read call the listener themselves. Everything about sockets is in wire.
    p.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
    p.setProperty(
        "gov.nist.javax.sip.MAX_SERVER_TRANSACTIONS", Integer.toString(MOST_TRANSACTIONS));
    return p;
  }
}
