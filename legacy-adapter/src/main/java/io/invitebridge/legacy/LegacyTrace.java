package io.invitebridge.legacy;

import io.invitebridge.core.model.Address.AppUser;
import java.util.Optional;

/**
 * Hears of every message about a call that really went by, for ladders. Called on the user's lane;
 * must not block and must not throw.
 */
@FunctionalInterface
public interface LegacyTrace {
  LegacyTrace NONE = (direction, user, word, channel) -> {};

  /** Seen from the bridge. */
  enum Direction {
    IN,
    OUT
  }

  /**
   * @param word the wire's word, for example {@code voip_invite_accept}
   * @param channel the call's channel, when the message is about a call
   */
  void message(Direction direction, AppUser user, String word, Optional<String> channel);
}
