package io.invitebridge.config.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public key in PEM, as {@code openssl pkey -pubout} writes it (RFC 7468 section 13). */
final class PublicKeyText {
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*)-----END PUBLIC KEY-----\\s*");
  private static final int MIN_RSA_BITS = 2_048;
  private static final int P256_BITS = 256;

  private PublicKeyText() {}

  /**
   * @throws IllegalArgumentException when it is none, or too weak to sign tokens
   */
  static PublicKey parse(String text) {
    Matcher pem = PEM.matcher(text);
    if (!pem.matches()) {
      throw new IllegalArgumentException("This is no public key in PEM.");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        PublicKey key =
            KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        return strong(key);
      } catch (GeneralSecurityException otherAlgorithm) {
        continue;
      }
    }
    throw new IllegalArgumentException("This is neither an RSA nor an elliptic curve key.");
  }

  private static PublicKey strong(PublicKey key) {
    boolean strong =
        key instanceof RSAPublicKey rsa
            ? rsa.getModulus().bitLength() >= MIN_RSA_BITS
            : key instanceof ECPublicKey ec
                && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS;
    if (!strong) {
      throw new IllegalArgumentException("This key is too weak, or on another curve.");
    }
    return key;
  }
}
