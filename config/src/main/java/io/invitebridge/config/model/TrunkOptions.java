package io.invitebridge.config.model;

import java.util.List;
import java.util.Optional;

/**
 * What a trunk is told beyond its address.
 *
 * @param logins how the bridge answers its challenges; the first whose realm fits
 * @param challenge whom of its callers the bridge asks for a password; empty: nobody
 */
public record TrunkOptions(List<Login> logins, Optional<Challenge> challenge) {
  public TrunkOptions {
    logins = List.copyOf(logins);
  }

  /**
   * A user's name and password for digest authentication (RFC 3261 section 22).
   *
   * @param realm the only realm they are for; empty for any
   */
  public record Login(String username, Secret password, Optional<String> realm) {}

  /**
   * Callers prove who they are.
   *
   * @param users one at least
   * @param algorithms names of RFC 8760, the best first
   */
  public record Challenge(String realm, List<Login> users, List<String> algorithms) {
    public Challenge {
      users = List.copyOf(users);
      algorithms = List.copyOf(algorithms);
    }
  }
}
