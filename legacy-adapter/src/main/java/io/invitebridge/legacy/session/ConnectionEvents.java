package io.invitebridge.legacy.session;

/** What transport tells of a connection. One at a time, in order; nothing blocks or throws. */
public interface ConnectionEvents {
  /** A whole text frame, within the frame limit. */
  void text(String frame);

  /** The client does not read: more waits to be written than a connection may hold. */
  void tooSlow();

  /**
   * The connection is gone, whoever ended it. The last event, exactly once.
   *
   * @param goodbye the client closed it in good order, as a page does that is left
   */
  void closed(boolean goodbye);
}
