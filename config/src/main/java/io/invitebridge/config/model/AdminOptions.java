package io.invitebridge.config.model;

import java.util.Optional;

/**
 * Who may use the admin listener.
 *
 * @param token lets do everything; present when the listener can be reached from elsewhere
 * @param readToken lets look and change nothing
 */
public record AdminOptions(Optional<Secret> token, Optional<Secret> readToken) {
  /** Everybody on this machine may do everything. */
  public static final AdminOptions OPEN = new AdminOptions(Optional.empty(), Optional.empty());
}
