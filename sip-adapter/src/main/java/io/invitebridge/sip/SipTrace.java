package io.invitebridge.sip;

import io.invitebridge.sip.message.Endpoint;

/**
 * Sees each message as it goes by, for demonstrations and ladders. Called on whatever thread sends
 * or receives; must not block or throw. The text is private to the parties: never log it.
 */
@FunctionalInterface
public interface SipTrace {
  SipTrace NONE = (direction, peer, firstLine, text) -> {};

  /** Seen from the bridge. */
  enum Direction {
    IN,
    OUT
  }

  void message(Direction direction, Endpoint peer, String firstLine, String text);
}
