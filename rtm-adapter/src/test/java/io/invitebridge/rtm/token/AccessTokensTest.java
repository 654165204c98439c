package io.invitebridge.rtm.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.rtm.TokenVerifier.Refused;
import io.invitebridge.rtm.TokenVerifier.Valid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are the vendor's public test vectors (AgoraIO/Tools, DynamicKey). */
class AccessTokensTest {
  private static final AppId APP = new AppId("970CA35de60c44645bbae8a215061b33");
  private static final AppUser TEST_USER = AppUser.rtm(APP, new UserId("test_user"));
  private static final AppUser CHANNEL =
      AppUser.rtm(APP, new UserId("7d72365eb983485397e3e3f9d460bdda"));
  private static final AccessTokens TOKENS =
      new AccessTokens(Map.of(APP, "5CFd2fd1755d40ecb72977518be15d3b"));

  private static final String RTM_006 =
      "006970CA35de60c44645bbae8a215061b33IAAsR0qgiCxv0vrpRcpkz5BrbfEWCBZ6kvR6t7qG/wJIQob86ogAAAAA"
          + "EAABAAAAR/QQAAEA6AOvKDdW";
  private static final String RTC_006 =
      "006970CA35de60c44645bbae8a215061b33IACw1o7htY6ISdNRtku3p9tjTPi0jCKf9t49UHJhzCmL6bdIfRAAAAAA"
          + "EAABAAAAR/QQAAEAAQCvKDdW";
  private static final String RTC_006_UID =
      "006970CA35de60c44645bbae8a215061b33IACV0fZUBw+72cVoL9eyGGh3Q6Poi8bgjwVLnyKSJyOXR7dIfRBXoFHl"
          + "EAABAAAAR/QQAAEAAQCvKDdW";
  private static final String RTC_006_UID_ALL =
      "006970CA35de60c44645bbae8a215061b33IACMv3I+fsRSejxy6luEwzA/1t/zbEHWfJCJ5m8ssFP/fLdIfRBXoFHl"
          + "IgABAAAAR/QQAAQAAQCvKDdWAgCvKDdWAwCvKDdWBACvKDdW";
  private static final String RTM_007_A =
      "007eJxTYOCdJftjyTM2zxW6Xhm/5T0j5LdcUt/xYVt48fb5Mp3PX9coMFiaGzg7GpumpJoZJJuYmJmYJiUlplokGhma"
          + "GpgZJhkbu38RYIhgYmBgZABhJiBmBPM5GUpSi0viS4tTiwBZVh6A";
  private static final String RTM_007_B =
      "007eJxSYOCdJftjyTM2zxW6Xhm/5T0j5LdcUt/xYVt48fb5Mp3PX9coMFiaGzg7GpumpJoZJJuYmJmYJiUlplokGhma"
          + "GpgZJhkbu38RYIhgYmBgZABhJgZGBkYwn5OhJLW4JL60OLUIEAAA//9ZVh6A";
  private static final String RTC_AND_RTM_007 =
      "007eJxTYOAQsrQ5s3TfH+1tvy8zZZ46EpCc0V43JXdGd2jS8porKo4KDJbmBs6OxqYpqWYGySYmZiamSUmJqRaJRoam"
          + "BmaGScbG7l8EGCKYGBgYGRgYmBgYGVgYGMF8JjDJDCZZwKQCg3mKuZGxmWlqkqWFsYmFqbGleapxqnGaZYqJmUFS"
          + "SkoiF4ORhYWRsYmhkbkxyCyISZwMJanFJfGlxalFACKnKng=";
  private static final String RTC_007 =
      "007eJxTYLhzZP08Lxa1Pg57+TcXb/3cZ3wi4V6kbpbOog0G2dOYk20UGCzNDZwdjU1TUs0Mkk1MzExMk5ISUy0SjQxN"
          + "DcwMk4yN3b8IMEQwMTAwMoAwBIL4CgzmKeZGxmamqUmWFsYmFqbGluapxqnGaZYpJmYGSSkpiQwMADacImo=";

  private static final Instant ISSUED = Instant.ofEpochSecond(1_111_111);

  @ParameterizedTest
  @ValueSource(strings = {RTM_007_A, RTM_007_B, RTC_AND_RTM_007})
  void aVersion007TokenLetsItsUserInForItsTime(String token) {
    Valid valid = new Valid(ISSUED.plusSeconds(600));
    assertThat(TOKENS.verify(TEST_USER, token, ISSUED)).isEqualTo(valid);
    assertThat(TOKENS.verify(TEST_USER, token, ISSUED.plusSeconds(599))).isEqualTo(valid);
    assertThat(TOKENS.verify(TEST_USER, token, ISSUED.plusSeconds(600))).isEqualTo(Refused.EXPIRED);
  }

  @Test
  void aVersion006TokenLetsItsUserInUntilItsTime() {
    assertThat(TOKENS.verify(TEST_USER, RTM_006, ISSUED.minusSeconds(1)))
        .isEqualTo(new Valid(ISSUED));
    assertThat(TOKENS.verify(TEST_USER, RTM_006, ISSUED)).isEqualTo(Refused.EXPIRED);
  }

  @Test
  void aGenuineTokenForRtcAloneGivesNoRightToLogIn() {
    Instant now = ISSUED.minusSeconds(1);
    assertThat(TOKENS.verify(TEST_USER, RTC_007, now)).isEqualTo(Refused.NOT_AUTHORIZED);
    assertThat(TOKENS.verify(CHANNEL, RTC_006, now)).isEqualTo(Refused.NOT_AUTHORIZED);
    // Version 006 signs the name that stands in the user's place: for anybody else it is forged.
    assertThat(TOKENS.verify(TEST_USER, RTC_006, now)).isEqualTo(Refused.INVALID);
  }

  /** For RTC both a channel and a uid are signed; RTM's own tokens have no uid. */
  @ParameterizedTest
  @ValueSource(strings = {RTC_006_UID, RTC_006_UID_ALL})
  void aVersion006TokenWithAUidIsReadAsItWasSigned_andIsNoTokenOfRtm(String token) {
    TokenBytes body = new TokenBytes(body(token.substring(35)));
    byte[] signature = body.string();
    body.u32();
    body.u32();
    byte[] expected =
        Signature.of(
            bytes("5CFd2fd1755d40ecb72977518be15d3b"),
            bytes(APP.value()),
            bytes(CHANNEL.user().value()),
            bytes("2882341273"),
            body.string());
    assertThat(Signature.same(expected, signature)).isTrue();
    for (AppUser user :
        new AppUser[] {CHANNEL, TEST_USER, AppUser.rtm(APP, new UserId("2882341273"))}) {
      assertThat(TOKENS.verify(user, token, ISSUED.minusSeconds(1))).isEqualTo(Refused.INVALID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RTM_006, RTM_007_A, RTC_AND_RTM_007})
  void anotherUserAnotherAppOrAnotherCertificateIsRefused(String token) {
    Instant now = ISSUED.minusSeconds(1);
    AppUser mallory = AppUser.rtm(APP, new UserId("mallory"));
    AppUser elsewhere = AppUser.rtm(new AppId("other"), new UserId("test_user"));
    AccessTokens otherSecret = new AccessTokens(Map.of(APP, "00000000000000000000000000000000"));
    assertThat(TOKENS.verify(mallory, token, now)).isEqualTo(Refused.INVALID);
    assertThat(TOKENS.verify(elsewhere, token, now)).isEqualTo(Refused.INVALID);
    assertThat(otherSecret.verify(TEST_USER, token, now)).isEqualTo(Refused.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {RTM_006, RTM_007_A, RTM_007_B, RTC_AND_RTM_007, RTC_007, RTC_006})
  void everyChangedCharacterAndEveryCutIsRefused(String token) {
    Instant now = ISSUED.minusSeconds(1);
    AppUser user = token.equals(RTC_006) ? CHANNEL : TEST_USER;
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      if (!isSameInBase64(token, changed)) {
        assertThat(TOKENS.verify(user, changed, now)).as("at %d", i).isEqualTo(Refused.INVALID);
      }
      // Base64 without its padding is the same text.
      if (!token.substring(i).equals("=")) {
        assertThat(TOKENS.verify(user, token.substring(0, i), now)).isEqualTo(Refused.INVALID);
      }
    }
  }

  @Test
  void garbageIsRefusedAndNeverThrows() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder token = new StringBuilder(random.nextBoolean() ? "006" : "007");
      int length = random.nextInt(3_000);
      for (int c = 0; c < length; c++) {
        token.append((char) random.nextInt(256));
      }
      assertThat(TOKENS.verify(TEST_USER, token.toString(), ISSUED)).isEqualTo(Refused.INVALID);
    }
    assertThat(TOKENS.verify(TEST_USER, "", ISSUED)).isEqualTo(Refused.INVALID);
  }

  /** The last character of a Base64 text may carry bits that mean nothing. */
  private static boolean isSameInBase64(String token, String changed) {
    try {
      return token.startsWith("006")
          && java.util.Arrays.equals(body(token.substring(35)), body(changed.substring(35)))
          && token.substring(0, 35).equals(changed.substring(0, 35));
    } catch (IllegalArgumentException brokenBase64) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] body(String text) {
    return java.util.Base64.getDecoder().decode(text);
  }
}
