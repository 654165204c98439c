package io.invitebridge.core.port;

import io.invitebridge.core.model.Address.AppUser;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says which app users are online: logged in, or with a lost connection that may still be resumed.
 * Any thread may ask; asking must not block. The answer comes exactly once, at once or later, from
 * any thread.
 */
@FunctionalInterface
public interface Presence {
  /** Nobody is. */
  Presence NOBODY = (users, answer) -> answer.accept(Set.of());

  /**
   * @param users whom the question is about
   * @param answer hears those of them who are online
   */
  void ask(Set<AppUser> users, Consumer<Set<AppUser>> answer);
}
