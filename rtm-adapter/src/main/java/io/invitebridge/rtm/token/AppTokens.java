package io.invitebridge.rtm.token;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.rtm.TokenVerifier;
import java.time.Instant;
import java.util.Map;

/**
 * Verifies whatever kind of token a client brings: the vendor's for apps that have a certificate,
 * JSON Web Tokens for apps that trust a signer, either for apps that have both. Any thread.
 */
public final class AppTokens implements TokenVerifier {
  private final TokenVerifier accessTokens;
  private final TokenVerifier jsonWebTokens;

  /**
   * @param certificates the secret of each app that the vendor's tokens are for
   * @param trust whose JSON Web Tokens each app takes
   */
  public AppTokens(Map<AppId, String> certificates, Map<AppId, JwtTrust> trust) {
    this.accessTokens = new AccessTokens(certificates);
    this.jsonWebTokens = new JsonWebTokens(trust);
  }

  @Override
  public Verdict verify(AppUser user, String token, Instant now) {
    // Dots part a JSON Web Token; the vendor's Base64 has none.
    return (token.indexOf('.') >= 0 ? jsonWebTokens : accessTokens).verify(user, token, now);
  }
}
