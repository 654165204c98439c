package io.invitebridge.sip;

import io.invitebridge.sip.message.Endpoint;
import java.util.List;

/**
 * Sees each message as it goes by, for demonstrations and ladders. Called on whatever thread sends
 * or receives; must not block or throw. The text is private to the parties: never log it.
 */
@FunctionalInterface
public interface SipTrace {
  SipTrace NONE =
      new SipTrace() {
        @Override
        public boolean isWatching() {
          return false;
        }

        @Override
        public void message(Direction direction, Endpoint peer, String firstLine, String text) {}
      };

  /** Seen from the bridge. */
  enum Direction {
    IN,
    OUT
  }

  /** False while nobody wants to see messages, so that none need be written out. */
  default boolean isWatching() {
    return true;
  }

  void message(Direction direction, Endpoint peer, String firstLine, String text);

  /** Both see each message, if they watch. */
  default SipTrace and(SipTrace other) {
    SipTrace one = this;
    return new SipTrace() {
      @Override
      public boolean isWatching() {
        return one.isWatching() || other.isWatching();
      }

      @Override
      public void message(Direction direction, Endpoint peer, String firstLine, String text) {
        for (SipTrace trace : List.of(one, other)) {
          if (trace.isWatching()) {
            trace.message(direction, peer, firstLine, text);
          }
        }
      }
    };
  }
}
