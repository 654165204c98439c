package io.invitebridge.config.model;

import java.security.Key;
import java.util.Optional;

/**
 * Whose JSON Web Tokens an app takes from its users.
 *
 * @param key a shared secret of at least 32 bytes, an RSA public key, or a public key on the curve
 *     P-256
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must contain; empty: the app id, where a token has one at all
 */
public record Jwt(Key key, Optional<String> issuer, Optional<String> audience) {
  @Override
  public String toString() {
    return "Jwt[" + key.getAlgorithm() + "]";
  }
}
