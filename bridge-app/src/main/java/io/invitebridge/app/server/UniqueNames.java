package io.invitebridge.app.server;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Names of 128 random bits in base32 (RFC 4648, lower case): nobody can guess one. Any thread. */
final class UniqueNames implements Supplier<String> {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 128;
  private static final int BITS_OF_A_LETTER = 5;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    int letters = (BITS + BITS_OF_A_LETTER - 1) / BITS_OF_A_LETTER;
    byte[] chance = new byte[letters];
    random.nextBytes(chance);
    StringBuilder name = new StringBuilder(letters);
    for (byte b : chance) {
      name.append(ALPHABET.charAt(b & 31));
    }
    return name.toString();
  }
}
