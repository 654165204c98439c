package io.invitebridge.sip.digest;

import java.util.Optional;

/**
 * A user's name and password at a peer. Never printed.
 *
 * @param realm the only realm they are for; empty for any
 */
public record Credentials(String username, String password, Optional<String> realm) {
  public Credentials {
    if (username.isEmpty()) {
      throw new IllegalArgumentException("Credentials need a user name.");
    }
  }

  public Credentials(String username, String password) {
    this(username, password, Optional.empty());
  }

  /** Whether these are for a realm. */
  public boolean fits(String otherRealm) {
    return realm.isEmpty() || realm.get().equals(otherRealm);
  }

  @Override
  public String toString() {
    return "Credentials[" + username + "]";
  }
}
