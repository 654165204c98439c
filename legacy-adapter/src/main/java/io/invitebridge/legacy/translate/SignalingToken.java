package io.invitebridge.legacy.translate;

import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token of the old SDK: {@code 1:<app id>:<expiry>:<md5>}, the digest over account, app id,
 * certificate and expiry in a row. It is looked at when a user logs in and never again.
 */
public final class SignalingToken {
  /** What clients send when the app has no certificate. */
  public static final String NONE_NEEDED = "_no_need_token";

  private static final Pattern FORM =
      Pattern.compile("1:([A-Za-z0-9_-]{1,64}):(\\d{1,12}):([0-9a-f]{32})");

  /** What a token is worth. */
  public enum Verdict {
    VALID,
    INVALID,
    EXPIRED
  }

  private SignalingToken() {}

  public static Verdict check(
      String token, AppId app, UserId account, String certificate, Instant now) {
    Matcher parts = FORM.matcher(token);
    if (!parts.matches() || !parts.group(1).equals(app.value())) {
      return Verdict.INVALID;
    }
    String expiry = parts.group(2);
    byte[] expected = digest(account.value() + app.value() + certificate + expiry);
    byte[] given = HexFormat.of().parseHex(parts.group(3));
    if (!MessageDigest.isEqual(expected, given)) {
      return Verdict.INVALID;
    }
    return Long.parseLong(expiry) <= now.getEpochSecond() ? Verdict.EXPIRED : Verdict.VALID;
  }

  /** When a token expires; empty for what is no token. Says nothing about its worth. */
  public static Optional<Instant> expiry(String token) {
    Matcher parts = FORM.matcher(token);
    return parts.matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  /** Makes a token, for tests and trials. */
  public static String make(AppId app, UserId account, String certificate, Instant expiry) {
    long seconds = expiry.getEpochSecond();
    byte[] digest = digest(account.value() + app.value() + certificate + seconds);
    return "1:" + app + ":" + seconds + ":" + HexFormat.of().formatHex(digest);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("Every Java platform has MD5.", absent);
    }
  }
}
