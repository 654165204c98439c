package io.invitebridge.rtm.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.rtm.TokenVerifier.Refused;
import io.invitebridge.rtm.TokenVerifier.Valid;
import io.invitebridge.rtm.TokenVerifier.Verdict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * AccessToken2, version 007: {@code 007 + base64(zlib(str(sig) info))}. {@code info} names the app,
 * the time of issue, the life time and the services, in ascending order of type. Only the RTM
 * service with the login privilege lets a user in; a token for RTC alone does not. Services of an
 * unknown type have no length and cannot be skipped, so what follows one is not seen.
 */
final class AccessToken007 {
  static final String VERSION = "007";
  private static final int MAX_INFLATED_BYTES = 4_096;
  private static final int RTC = 1;
  private static final int RTM = 2;
  private static final int RTM_LOGIN = 1;

  private AccessToken007() {}

  /**
   * @throws DataFormatException when the token is not compressed as it should be
   * @throws RuntimeException when its form is broken otherwise; the caller takes both as invalid
   */
  static Verdict verify(AppUser user, String certificate, String token, Instant now)
      throws DataFormatException {
    byte[] packed = Base64.getDecoder().decode(token.substring(VERSION.length()));
    TokenBytes outer = new TokenBytes(inflate(packed));
    byte[] signature = outer.string();
    byte[] info = outer.rest();

    TokenBytes fields = new TokenBytes(info);
    String appId = fields.text();
    long issued = fields.u32();
    long life = fields.u32();
    long salt = fields.u32();
    byte[] key = Signature.of(number(issued), certificate.getBytes(UTF_8));
    byte[] expected = Signature.of(Signature.of(number(salt), key), info);
    if (!Signature.same(expected, signature) || !appId.equals(user.app().value())) {
      return Refused.INVALID;
    }
    return judge(fields, user, issued, life, now);
  }

  private static Verdict judge(
      TokenBytes fields, AppUser user, long issued, long life, Instant now) {
    int services = fields.u16();
    for (int i = 0; i < services; i++) {
      int type = fields.u16();
      long login = loginPrivilege(fields);
      if (type == RTM) {
        if (!fields.text().equals(user.user().value())) {
          return Refused.INVALID;
        }
        long seconds = login > 0 ? Math.min(login, life) : life;
        return login >= 0 ? inTime(issued + seconds, now) : Refused.NOT_AUTHORIZED;
      }
      if (type != RTC) {
        return Refused.NOT_AUTHORIZED;
      }
      fields.string(); // channel
      fields.string(); // uid
    }
    return Refused.NOT_AUTHORIZED;
  }

  /**
   * Reads a service's privileges; the login privilege's seconds, or -1 when it is not among them.
   */
  private static long loginPrivilege(TokenBytes fields) {
    long login = -1;
    int privileges = fields.u16();
    for (int i = 0; i < privileges; i++) {
      int privilege = fields.u16();
      long seconds = fields.u32();
      login = privilege == RTM_LOGIN ? seconds : login;
    }
    return login;
  }

  private static Verdict inTime(long until, Instant now) {
    Instant end = Instant.ofEpochSecond(until);
    return now.isBefore(end) ? new Valid(end) : Refused.EXPIRED;
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) value)
        .array();
  }

  private static byte[] inflate(byte[] packed) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      byte[] plain = new byte[MAX_INFLATED_BYTES];
      int length = inflater.inflate(plain);
      if (!inflater.finished() || inflater.getRemaining() > 0) {
        throw new DataFormatException("cut short, longer than any real token, or with more behind");
      }
      return Arrays.copyOf(plain, length);
    } finally {
      inflater.end();
    }
  }
}
