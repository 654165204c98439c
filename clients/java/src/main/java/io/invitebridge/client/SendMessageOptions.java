package io.invitebridge.client;

/** Options of RTM 1.x for a message. The bridge stores no messages, so both have no effect. */
public class SendMessageOptions {
  /** Whether to store the message for an absent peer; no effect. */
  public boolean enableOfflineMessaging;

  /** Whether to keep the message as history; no effect. */
  public boolean enableHistoricalMessaging;

  /** Options as they are by default. */
  public SendMessageOptions() {}
}
