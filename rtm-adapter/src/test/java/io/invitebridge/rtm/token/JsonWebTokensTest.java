package io.invitebridge.rtm.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.rtm.TokenVerifier;
import io.invitebridge.rtm.TokenVerifier.Refused;
import io.invitebridge.rtm.TokenVerifier.Valid;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWebTokensTest {
  private static final AppId APP = new AppId("my-app");
  private static final AppUser ALICE = AppUser.rtm(APP, new UserId("alice"));
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final String SECRET = "a secret of at least thirty-two bytes";
  private static final KeyPair RSA = keys("RSA", 2_048);
  private static final KeyPair EC = keys("EC", 256);

  private enum Kind {
    HS256,
    RS256,
    ES256;

    JwtTrust trust() {
      return switch (this) {
        case HS256 -> JwtTrust.sharedSecret(SECRET, Optional.empty(), Optional.empty());
        case RS256 -> new JwtTrust(RSA.getPublic(), Optional.empty(), Optional.empty());
        case ES256 -> new JwtTrust(EC.getPublic(), Optional.empty(), Optional.empty());
      };
    }

    JWSSigner signer() throws JOSEException {
      return switch (this) {
        case HS256 -> new MACSigner(SECRET);
        case RS256 -> new RSASSASigner(RSA.getPrivate());
        case ES256 -> new ECDSASigner((ECPrivateKey) EC.getPrivate());
      };
    }

    String sign(JWTClaimsSet claims) {
      try {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.parse(name())), claims);
        jwt.sign(signer());
        return jwt.serialize();
      } catch (JOSEException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSignedTokenLetsItsUserInUntilItsTimeAndTheSkewBehindIt(Kind kind) {
    String token = kind.sign(claims().build());
    Valid valid = new Valid(NOW.plusSeconds(630));
    assertThat(verify(kind, token, NOW)).isEqualTo(valid);
    assertThat(verify(kind, token, NOW.plusSeconds(629))).isEqualTo(valid);
    assertThat(verify(kind, token, NOW.plusSeconds(630))).isEqualTo(Refused.EXPIRED);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyChangedCharacterIsRefused(Kind kind) {
    String token = kind.sign(claims().build());
    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      if (!isSameSignature(token, changed)) {
        assertThat(verify(kind, changed, NOW)).as("at %d", i).isEqualTo(Refused.INVALID);
      }
    }
  }

  @Test
  void everyOtherAlgorithmThanTheKeysIsRefused() {
    for (Kind trusted : Kind.values()) {
      for (Kind used : Kind.values()) {
        boolean same = trusted == used;
        assertThat(verify(trusted, used.sign(claims().build()), NOW) instanceof Valid)
            .as("%s for %s", used, trusted)
            .isEqualTo(same);
      }
    }
  }

  @Test
  void aPublicKeyIsNeverTakenAsASecret() throws JOSEException {
    // The classic confusion: HS256 keyed with the public key's bytes, which everybody knows.
    for (byte[] known : List.of(RSA.getPublic().getEncoded(), pem(RSA).getBytes(UTF_8))) {
      SignedJWT forged = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
      forged.sign(new MACSigner(known));
      assertThat(verify(Kind.RS256, forged.serialize(), NOW)).isEqualTo(Refused.INVALID);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anUnsignedTokenIsRefused(Kind kind) {
    String none = new PlainJWT(claims().build()).serialize();
    String signature = kind.sign(claims().build()).split("\\.")[2];
    assertThat(verify(kind, none, NOW)).isEqualTo(Refused.INVALID);
    assertThat(verify(kind, none + signature, NOW)).isEqualTo(Refused.INVALID);
    String signed = kind.sign(claims().build());
    assertThat(verify(kind, signed.substring(0, signed.lastIndexOf('.') + 1), NOW))
        .isEqualTo(Refused.INVALID);
  }

  @Test
  void theClaimsMustBeForThisUserAndApp() {
    assertThat(judge(claims().subject("mallory"))).isEqualTo(Refused.INVALID);
    assertThat(judge(claims().subject(null))).isEqualTo(Refused.INVALID);
    assertThat(judge(claims().expirationTime(null))).isEqualTo(Refused.INVALID);
    assertThat(judge(claims().audience("my-app"))).isInstanceOf(Valid.class);
    assertThat(judge(claims().audience(List.of("x", "my-app")))).isInstanceOf(Valid.class);
    assertThat(judge(claims().audience("another-app"))).isEqualTo(Refused.INVALID);
  }

  @ParameterizedTest
  @CsvSource({"30, true", "31, false", "-1000, true"})
  void aTokenThatIsNotYetGoodWaitsForItsTime(long ahead, boolean good) {
    JWTClaimsSet.Builder claims = claims().notBeforeTime(Date.from(NOW.plusSeconds(ahead)));
    assertThat(judge(claims) instanceof Valid).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({
    "https://id.example, bridge, true",
    "https://evil.example, bridge, false",
    "https://id.example, other, false",
    ", bridge, false",
    "https://id.example, , false",
  })
  void issuerAndAudienceAreObeyedWhereTheyAreAskedFor(String issuer, String audience, boolean ok) {
    JwtTrust trust =
        JwtTrust.sharedSecret(SECRET, Optional.of("https://id.example"), Optional.of("bridge"));
    TokenVerifier tokens = new JsonWebTokens(Map.of(APP, trust));
    String token = Kind.HS256.sign(claims().issuer(issuer).audience(audience).build());
    assertThat(tokens.verify(ALICE, token, NOW) instanceof Valid).isEqualTo(ok);
  }

  @Test
  void anotherAppIsRefused() {
    AppUser elsewhere = AppUser.rtm(new AppId("other"), new UserId("alice"));
    JsonWebTokens tokens = new JsonWebTokens(Map.of(APP, Kind.HS256.trust()));
    assertThat(tokens.verify(elsewhere, Kind.HS256.sign(claims().build()), NOW))
        .isEqualTo(Refused.INVALID);
  }

  @Test
  void garbageIsRefusedAndNeverThrows() {
    Random random = new Random(1);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      String header = encoder.encodeToString("{\"alg\":\"HS256\"}".getBytes(UTF_8));
      String token = header + "." + encoder.encodeToString(noise) + "." + random.nextLong();
      assertThat(verify(Kind.HS256, token, NOW)).isEqualTo(Refused.INVALID);
    }
    assertThat(verify(Kind.HS256, "", NOW)).isEqualTo(Refused.INVALID);
    assertThat(verify(Kind.HS256, ".".repeat(9_000), NOW)).isEqualTo(Refused.INVALID);
    assertThat(verify(Kind.HS256, "..", NOW)).isEqualTo(Refused.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "thirty-one bytes are not enough"})
  void aWeakSecretIsRefused(String secret) {
    assertThatThrownBy(() -> JwtTrust.sharedSecret(secret, Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void weakKeysAreRefused() {
    KeyPair small = keys("RSA", 1_024);
    KeyPair otherCurve = keys("EC", 384);
    for (KeyPair weak : List.of(small, otherCurve)) {
      assertThatThrownBy(() -> new JwtTrust(weak.getPublic(), Optional.empty(), Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void eitherKindOfTokenGoesToItsVerifier() {
    AppTokens tokens =
        new AppTokens(
            Map.of(APP, "5CFd2fd1755d40ecb72977518be15d3b"), Map.of(APP, Kind.HS256.trust()));
    assertThat(tokens.verify(ALICE, Kind.HS256.sign(claims().build()), NOW))
        .isInstanceOf(Valid.class);
    assertThat(tokens.verify(ALICE, "006broken", NOW)).isEqualTo(Refused.INVALID);
    assertThat(tokens.verify(ALICE, "", NOW)).isEqualTo(Refused.INVALID);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject("alice")
        .expirationTime(Date.from(NOW.plusSeconds(600)));
  }

  private static TokenVerifier.Verdict judge(JWTClaimsSet.Builder claims) {
    return verify(Kind.HS256, Kind.HS256.sign(claims.build()), NOW);
  }

  private static TokenVerifier.Verdict verify(Kind kind, String token, Instant now) {
    return new JsonWebTokens(Map.of(APP, kind.trust())).verify(ALICE, token, now);
  }

  private static boolean isSameSignature(String token, String changed) {
    int at = token.lastIndexOf('.') + 1;
    return changed.length() > at
        && changed.substring(0, at).equals(token.substring(0, at))
        && java.util.Arrays.equals(
            Base64.getUrlDecoder().decode(token.substring(at)),
            Base64.getUrlDecoder().decode(changed.substring(at)));
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static KeyPair keys(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
