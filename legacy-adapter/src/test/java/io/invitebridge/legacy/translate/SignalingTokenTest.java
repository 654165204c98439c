package io.invitebridge.legacy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.legacy.translate.SignalingToken.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published vectors, and everything that is not a token. */
class SignalingTokenTest {
  private static final AppId APP = new AppId("970ca35de60c44645bbae8a215061b33");
  private static final String CERTIFICATE = "5cfd2fd1755d40ecb72977518be15d3b";
  private static final UserId USER = new UserId("TestAccount");

  @ParameterizedTest
  @CsvSource({
    "TestAccount,970ca35de60c44645bbae8a215061b33,5cfd2fd1755d40ecb72977518be15d3b,1446455471,"
        + "4815d52c4fd440bac35b981c12798774",
    "2882341273,970CA35de60c44645bbae8a215061b33,5CFd2fd1755d40ecb72977518be15d3b,1514219634,"
        + "82539e1f3973bcfe3f0d0c8993e6c051",
    "test@agora.io,C5D15F8FD394285DA5227B533302A518,fe1a0437bf217bdd34cd65053fb0fe1d,1546271999,"
        + "2d572d6e3a75ebde5a06626f40fe9684"
  })
  void publishedVectors(String account, String app, String certificate, long expiry, String md5) {
    AppId id = new AppId(app);
    UserId user = new UserId(account);
    String token = "1:" + app + ":" + expiry + ":" + md5;
    Instant end = Instant.ofEpochSecond(expiry);
    assertThat(SignalingToken.make(id, user, certificate, end)).isEqualTo(token);
    assertThat(SignalingToken.check(token, id, user, certificate, end.minusSeconds(1)))
        .isEqualTo(Verdict.VALID);
    assertThat(SignalingToken.check(token, id, user, certificate, end)).isEqualTo(Verdict.EXPIRED);
    assertThat(SignalingToken.check(token, id, new UserId("other"), certificate, end))
        .isEqualTo(Verdict.INVALID);
    assertThat(SignalingToken.check(token, id, user, certificate + "0", end))
        .isEqualTo(Verdict.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_no_need_token",
        "1:::",
        "2:970ca35de60c44645bbae8a215061b33:1446455471:4815d52c4fd440bac35b981c12798774",
        "1:970CA35DE60C44645BBAE8A215061B33:1446455471:4815d52c4fd440bac35b981c12798774",
        "1:970ca35de60c44645bbae8a215061b33:1446455471:4815D52C4FD440BAC35B981C12798774",
        "1:970ca35de60c44645bbae8a215061b33:01446455471:4815d52c4fd440bac35b981c12798774",
        "1:970ca35de60c44645bbae8a215061b33:99999999999999999999:4815d52c4fd440bac35b981c12798774",
        "1:970ca35de60c44645bbae8a215061b33:1446455471:4815d52c4fd440bac35b981c1279877",
        "1:970ca35de60c44645bbae8a215061b33:1446455471:4815d52c4fd440bac35b981c12798774 "
      })
  void whatIsNoTokenOfThisUser(String token) {
    assertThat(SignalingToken.check(token, APP, USER, CERTIFICATE, Instant.EPOCH))
        .isEqualTo(Verdict.INVALID);
  }

  @Test
  void expiryIsPartOfWhatIsSigned() {
    String token = SignalingToken.make(APP, USER, CERTIFICATE, Instant.ofEpochSecond(1000));
    assertThat(
            SignalingToken.check(
                token.replace(":1000:", ":9000:"), APP, USER, CERTIFICATE, Instant.EPOCH))
        .isEqualTo(Verdict.INVALID);
  }
}
