package io.invitebridge.rtm.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.rtm.TokenVerifier.Refused;
import io.invitebridge.rtm.TokenVerifier.Valid;
import io.invitebridge.rtm.TokenVerifier.Verdict;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * AccessToken, version 006: {@code 006 + appId + base64(str(sig) crc32(channel) crc32(uid)
 * str(msg))}, where {@code msg} is salt, time and privileges, and RTM puts the user id in the
 * channel's place and leaves the uid empty. The token is valid until its time; the privilege's own
 * time is not looked at, as the vendor documents for RTM.
 */
final class AccessToken006 {
  static final String VERSION = "006";
  private static final int APP_ID_LENGTH = 32;
  private static final int RTM_LOGIN = 1000;

  private AccessToken006() {}

  /**
   * @throws RuntimeException when the token's form is broken; the caller takes that as invalid
   */
  static Verdict verify(AppUser user, String certificate, String token, Instant now) {
    int bodyAt = VERSION.length() + APP_ID_LENGTH;
    String appId = token.substring(VERSION.length(), bodyAt);
    TokenBytes body = new TokenBytes(Base64.getDecoder().decode(token.substring(bodyAt)));
    byte[] signature = body.string();
    long channelCrc = body.u32();
    long uidCrc = body.u32();
    byte[] message = body.string();
    byte[] userId = user.user().value().getBytes(UTF_8);

    byte[] expected =
        Signature.of(certificate.getBytes(UTF_8), appId.getBytes(UTF_8), userId, message);
    boolean genuine =
        Signature.same(expected, signature)
            && appId.equals(user.app().value())
            && channelCrc == crc32(userId)
            && uidCrc == crc32(new byte[0]);
    return genuine ? judge(new TokenBytes(message), now) : Refused.INVALID;
  }

  private static Verdict judge(TokenBytes message, Instant now) {
    message.u32(); // salt: only there to make tokens differ
    long validUntil = message.u32();
    boolean mayLogIn = false;
    int privileges = message.u16();
    for (int i = 0; i < privileges; i++) {
      mayLogIn |= message.u16() == RTM_LOGIN;
      message.u32(); // the privilege's time, which RTM ignores
    }
    if (!mayLogIn) {
      return Refused.NOT_AUTHORIZED;
    }
    Instant until = Instant.ofEpochSecond(validUntil);
    return now.isBefore(until) ? new Valid(until) : Refused.EXPIRED;
  }

  private static long crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
