package io.invitebridge.sip.trunk;

import io.invitebridge.sip.Recent;
import io.invitebridge.sip.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonces of our challenges: a time and a seal over it, so that none has to be remembered until
 * somebody proves something with it. Any thread.
 */
final class Nonces {
  static final Duration LIFE = Duration.ofMinutes(5);

  private static final String SEAL = "HmacSHA256";
  private static final int SEAL_BYTES = 16;
  private static final int CHANCE_BYTES = 8;
  private static final int ALL_BYTES = Long.BYTES + CHANCE_BYTES + SEAL_BYTES;

  private final Clock clock;
  private final Tokens tokens;
  private final SecretKeySpec key;
  private final Recent<String, Counts> counts;

  Nonces(Clock clock, Tokens tokens) {
    this.clock = clock;
    this.tokens = tokens;
    this.key = new SecretKeySpec(bytes(tokens.next() + tokens.next()), SEAL);
    this.counts = new Recent<>(clock, LIFE);
  }

  String fresh() {
    ByteBuffer open = ByteBuffer.allocate(Long.BYTES + CHANCE_BYTES);
    open.putLong(clock.millis());
    open.put(Arrays.copyOf(digest(tokens.next()), CHANCE_BYTES));
    byte[] head = open.array();
    byte[] whole = Arrays.copyOf(head, ALL_BYTES);
    System.arraycopy(seal(head), 0, whole, head.length, SEAL_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** Ours, and not too old. */
  boolean isGood(String nonce) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (whole.length != ALL_BYTES) {
      return false;
    }
    byte[] head = Arrays.copyOf(whole, Long.BYTES + CHANCE_BYTES);
    byte[] given = Arrays.copyOfRange(whole, head.length, ALL_BYTES);
    Instant made = Instant.ofEpochMilli(ByteBuffer.wrap(head).getLong());
    return MessageDigest.isEqual(seal(head), given) && clock.instant().isBefore(made.plus(LIFE));
  }

  /**
   * Takes a count that came with a proof.
   *
   * @param count nc; 0 from a client that does not count, whose nonce is good for one request
   * @return false when it has been used
   */
  synchronized boolean use(String nonce, long count) {
    Counts used = counts.get(nonce).orElse(Counts.NONE);
    boolean fresh = used.isFree(count);
    if (fresh) {
      counts.put(nonce, used.with(count));
    }
    return fresh;
  }

  /**
   * The counts of one nonce. Requests of one client may overtake each other, so the last 64 are
   * known one by one, and what is older counts as used.
   */
  private record Counts(long highest, long seen) {
    static final Counts NONE = new Counts(-1, 0);

    boolean isFree(long count) {
      long behind = highest - count;
      return behind < 0 || (behind < Long.SIZE && (seen >>> behind & 1) == 0);
    }

    Counts with(long count) {
      long ahead = count - highest;
      if (highest < 0) {
        return new Counts(count, 1);
      }
      return ahead > 0
          ? new Counts(count, ahead < Long.SIZE ? seen << ahead | 1 : 1)
          : new Counts(highest, seen | 1L << -ahead);
    }
  }

  private byte[] seal(byte[] head) {
    try {
      Mac mac = Mac.getInstance(SEAL);
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(head), SEAL_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + SEAL + ".", e);
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
