package io.invitebridge.rtm;

import io.invitebridge.core.model.Address.AppUser;
import java.util.Optional;

/**
 * Hears of every message that really went by, for ladders. Called on the user's lane; must not
 * block and must not throw.
 */
@FunctionalInterface
public interface RtmTrace {
  RtmTrace NONE = (direction, user, method, invitation) -> {};

  /** Seen from the bridge. */
  enum Direction {
    IN,
    OUT
  }

  /**
   * @param method the wire's method name; answers are not reported
   * @param invitation the wire's invitationId, when the message is about one
   */
  void message(Direction direction, AppUser user, String method, Optional<String> invitation);
}
