package io.invitebridge.app.admin;

import java.util.Optional;

/**
 * What clients must show (RFC 6750).
 *
 * @param change lets do everything; empty: whoever reaches the listener may
 * @param read lets look, and change nothing; for Prometheus and dashboards
 */
public record AdminTokens(Optional<String> change, Optional<String> read) {
  public static final AdminTokens NONE = new AdminTokens(Optional.empty(), Optional.empty());

  public AdminTokens {
    if (change.isEmpty() && read.isPresent()) {
      throw new IllegalArgumentException("A token for reading alone would protect nothing.");
    }
  }

  @Override
  public String toString() {
    return change.isPresent() ? "AdminTokens[secret]" : "AdminTokens[none]";
  }
}
