package io.invitebridge.rtm.token;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.rtm.TokenVerifier;
import java.time.Instant;
import java.util.Map;
import java.util.zip.DataFormatException;

/**
 * Verifies the tokens of all apps that have a certificate, whichever version they are. Any thread.
 */
public final class AccessTokens implements TokenVerifier {
  /** Real tokens have a few hundred characters. */
  private static final int MAX_LENGTH = 2_048;

  private final Map<AppId, String> certificates;

  /**
   * @param certificates the secret of each app, as the vendor's console shows it
   */
  public AccessTokens(Map<AppId, String> certificates) {
    this.certificates = Map.copyOf(certificates);
  }

  @Override
  public Verdict verify(AppUser user, String token, Instant now) {
    String certificate = certificates.get(user.app());
    if (certificate == null || token.length() > MAX_LENGTH) {
      return Refused.INVALID;
    }
    try {
      if (token.startsWith(AccessToken006.VERSION)) {
        return AccessToken006.verify(user, certificate, token, now);
      }
      if (token.startsWith(AccessToken007.VERSION)) {
        return AccessToken007.verify(user, certificate, token, now);
      }
      return Refused.INVALID;
    } catch (DataFormatException | RuntimeException brokenForm) {
      // A token is whatever a stranger sent: every broken form is the same "invalid" to them.
      return Refused.INVALID;
    }
  }
}
