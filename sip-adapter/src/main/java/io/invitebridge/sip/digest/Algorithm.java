package io.invitebridge.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A digest algorithm of RFC 7616 section 3.3 and RFC 8760 section 2.1.
 *
 * @param session the {@code -sess} form, whose first hash holds both nonces too
 */
public record Algorithm(Hash hash, boolean session) {
  private static final String SESSION = "-sess";

  public static final Algorithm MD5 = new Algorithm(Hash.MD5, false);
  public static final Algorithm SHA_256 = new Algorithm(Hash.SHA_256, false);
  public static final Algorithm SHA_512_256 = new Algorithm(Hash.SHA_512_256, false);

  /** The hash functions. */
  public enum Hash {
    MD5("MD5", "MD5"),
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256("SHA-512-256", "SHA-512/256");

    private final String inSip;
    private final String inJava;

    Hash(String inSip, String inJava) {
      this.inSip = inSip;
      this.inJava = inJava;
    }
  }

  /** Empty when the bridge does not know it. */
  public static Optional<Algorithm> of(String name) {
    boolean session = name.toLowerCase(Locale.ROOT).endsWith(SESSION);
    String plain = session ? name.substring(0, name.length() - SESSION.length()) : name;
    for (Hash hash : Hash.values()) {
      if (hash.inSip.equalsIgnoreCase(plain)) {
        return Optional.of(new Algorithm(hash, session));
      }
    }
    return Optional.empty();
  }

  /** As it stands in the {@code algorithm} parameter. */
  public String inSip() {
    return session ? hash.inSip + SESSION : hash.inSip;
  }

  /** The hash in lower-case hex. */
  String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(hash.inJava).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no " + hash.inJava + ".", e);
    }
  }
}
