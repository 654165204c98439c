package io.invitebridge.config.model;

import io.invitebridge.core.model.AppId;
import java.util.Optional;

/**
 * A tenant.
 *
 * @param certificate signs the AccessTokens of its users
 * @param jwt whose JSON Web Tokens let its users in
 * @param severalDevices a user may be logged in on several devices at once
 * @param wakeUp how its backend learns of calls for users who are offline; empty: not at all
 */
public record App(
    AppId id,
    Optional<Secret> certificate,
    Optional<Jwt> jwt,
    boolean severalDevices,
    Optional<WakeUp> wakeUp) {
  /** False: anybody may log in under any name, for trials. */
  public boolean needsToken() {
    return certificate.isPresent() || jwt.isPresent();
  }
}
