package io.invitebridge.config.model;

import io.invitebridge.core.model.AppId;
import java.util.Optional;

/**
 * A tenant.
 *
 * @param certificate signs the AccessTokens of its users
 * @param jwt whose JSON Web Tokens let its users in
 */
public record App(AppId id, Optional<Secret> certificate, Optional<Jwt> jwt) {
  /** False: anybody may log in under any name, for trials. */
  public boolean needsToken() {
    return certificate.isPresent() || jwt.isPresent();
  }
}
