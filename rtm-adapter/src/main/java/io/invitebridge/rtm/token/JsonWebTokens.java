package io.invitebridge.rtm.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.rtm.TokenVerifier;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JSON Web Tokens for apps whose users' logins are signed by a backend of their own. A
 * token must be signed by the app's key with that key's one algorithm, {@code sub} must be the user
 * id, and {@code exp} must be there and lie ahead; {@code nbf}, {@code iss} and {@code aud} are
 * obeyed. Any thread.
 */
public final class JsonWebTokens implements TokenVerifier {
  /** How far the clocks of bridge and backend may be apart. */
  static final Duration SKEW = Duration.ofSeconds(30);

  /** Room for an RSA signature and a few dozen claims. */
  private static final int MAX_LENGTH = 8_192;

  private final Map<AppId, Signer> signers;

  /**
   * @param trust whose tokens each app takes
   */
  public JsonWebTokens(Map<AppId, JwtTrust> trust) {
    this.signers =
        trust.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> Signer.of(one.getValue())));
  }

  @Override
  public Verdict verify(AppUser user, String token, Instant now) {
    Signer signer = signers.get(user.app());
    if (signer == null || token.length() > MAX_LENGTH) {
      return Refused.INVALID;
    }
    try {
      SignedJWT signed = SignedJWT.parse(token); // "none" is no signed token and fails here
      boolean genuine =
          signer.trust.algorithm().equals(signed.getHeader().getAlgorithm())
              && signed.verify(signer.verifier);
      return genuine ? judge(signer.trust, user, signed.getJWTClaimsSet(), now) : Refused.INVALID;
    } catch (ParseException | JOSEException | RuntimeException brokenForm) {
      // A token is whatever a stranger sent: every broken form is the same "invalid" to them.
      return Refused.INVALID;
    }
  }

  private static Verdict judge(JwtTrust trust, AppUser user, JWTClaimsSet claims, Instant now) {
    Date expires = claims.getExpirationTime();
    boolean meant =
        user.user().value().equals(claims.getSubject())
            && trust.issuer().map(issuer -> issuer.equals(claims.getIssuer())).orElse(true)
            && isForUs(trust, user.app(), claims.getAudience());
    if (expires == null || !meant || isTooEarly(claims.getNotBeforeTime(), now)) {
      return Refused.INVALID;
    }
    Instant until = expires.toInstant().plus(SKEW);
    return now.isBefore(until) ? new Valid(until) : Refused.EXPIRED;
  }

  /** RFC 7519 section 4.1.3: whoever is not in a token's audience must not take it. */
  private static boolean isForUs(JwtTrust trust, AppId app, List<String> audience) {
    return trust
        .audience()
        .map(audience::contains)
        .orElseGet(() -> audience.isEmpty() || audience.contains(app.value()));
  }

  private static boolean isTooEarly(@Nullable Date from, Instant now) {
    return from != null && now.plus(SKEW).isBefore(from.toInstant());
  }

  private record Signer(JwtTrust trust, JWSVerifier verifier) {
    static Signer of(JwtTrust trust) {
      try {
        return new Signer(trust, verifier(trust));
      } catch (JOSEException e) {
        throw new IllegalArgumentException("This key cannot verify JSON Web Tokens.", e);
      }
    }

    private static JWSVerifier verifier(JwtTrust trust) throws JOSEException {
      if (trust.key() instanceof SecretKey secret) {
        return new MACVerifier(secret);
      }
      return trust.key() instanceof RSAPublicKey rsa
          ? new RSASSAVerifier(rsa)
          : new ECDSAVerifier((ECPublicKey) trust.key());
    }
  }
}
