package io.invitebridge.rtm.token;

import com.nimbusds.jose.JWSAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whose JSON Web Tokens (RFC 7519) an app takes. The key fixes the algorithm, whatever a token's
 * header says: HS256 for a shared secret, RS256 for an RSA key, ES256 for an elliptic curve key.
 *
 * @param key a secret of at least 32 bytes, an RSA public key of at least 2048 bits, or a public
 *     key on the curve P-256 (RFC 7518 sections 3.2 to 3.4)
 * @param issuer what {@code iss} must be; empty: anything
 * @param audience what {@code aud} must contain; empty: a token that names an audience must name
 *     the app id
 */
public record JwtTrust(Key key, Optional<String> issuer, Optional<String> audience) {
  private static final int MIN_SECRET_BYTES = 32;
  private static final int MIN_RSA_BITS = 2_048;
  private static final int P256_BITS = 256;

  public JwtTrust {
    algorithm(key);
  }

  /** Tokens signed with a secret that the app's backend and the bridge share. */
  public static JwtTrust sharedSecret(
      String secret, Optional<String> issuer, Optional<String> audience) {
    Key key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    return new JwtTrust(key, issuer, audience);
  }

  JWSAlgorithm algorithm() {
    return algorithm(key);
  }

  @Override
  public String toString() {
    return "JwtTrust[" + algorithm() + "]";
  }

  private static JWSAlgorithm algorithm(Key key) {
    if (key instanceof SecretKey secret && secret.getEncoded().length >= MIN_SECRET_BYTES) {
      return JWSAlgorithm.HS256;
    }
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
      return JWSAlgorithm.RS256;
    }
    if (key instanceof ECPublicKey ec
        && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS) {
      return JWSAlgorithm.ES256;
    }
    throw new IllegalArgumentException(
        "JSON Web Tokens need a secret of at least 32 bytes, an RSA public key of at least 2048"
            + " bits, or a public key on the curve P-256.");
  }
}
