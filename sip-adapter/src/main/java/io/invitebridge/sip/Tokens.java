package io.invitebridge.sip;

import java.security.SecureRandom;

/** Chance, as tags, branches and Call-IDs need it. Any thread. */
public interface Tokens {
  /** Letters and digits that nobody can guess and that never come twice. */
  String next();

  /** A number from 0 to {@code bound - 1}, for jitter. */
  int below(int bound);

  /** The production source: 96 random bits each. */
  static Tokens secure() {
    SecureRandom random = new SecureRandom();
    return new Tokens() {
      private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

      @Override
      public String next() {
        byte[] bits = new byte[20];
        random.nextBytes(bits);
        StringBuilder out = new StringBuilder(bits.length);
        for (byte b : bits) {
          out.append(ALPHABET.charAt(b & 31));
        }
        return out.toString();
      }

      @Override
      public int below(int bound) {
        return random.nextInt(bound);
      }
    };
  }
}
