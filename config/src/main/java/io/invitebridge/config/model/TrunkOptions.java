package io.invitebridge.config.model;

import java.util.List;
import java.util.Optional;

/**
 * What a trunk is told beyond its address.
 *
 * @param logins how the bridge answers its challenges; the first whose realm fits
 */
public record TrunkOptions(List<Login> logins) {
  public TrunkOptions {
    logins = List.copyOf(logins);
  }

  /**
   * A user's name and password for digest authentication (RFC 3261 section 22).
   *
   * @param realm the only realm they are for; empty for any
   */
  public record Login(String username, Secret password, Optional<String> realm) {}
}
