package io.invitebridge.rtm.session;

/** What transport tells of a connection. One at a time, in order; nothing blocks or throws. */
public interface ConnectionEvents {
  /** A whole text frame, within the frame limit. */
  void text(String frame);

  /** Something arrived, whatever it was: a frame, a part of one, a ping or a pong. */
  void alive();

  /** The client does not read: more waits to be written than a connection may hold. */
  void tooSlow();

  /** The connection is gone, whoever ended it. The last event, exactly once. */
  void closed();
}
