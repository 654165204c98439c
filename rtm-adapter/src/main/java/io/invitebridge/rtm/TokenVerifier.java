package io.invitebridge.rtm;

import io.invitebridge.core.model.Address.AppUser;
import java.time.Instant;

/**
 * Judges the token of a login or a renewal, for apps that have a certificate. Called on a network
 * thread: must be quick and must not block. Must not log the token.
 */
@FunctionalInterface
public interface TokenVerifier {
  /** Knows no kind of token, so an app with a certificate lets nobody in. */
  TokenVerifier NONE = (user, token, now) -> Verdict.INVALID;

  /** What a token is worth. */
  enum Verdict {
    VALID,
    INVALID,
    EXPIRED
  }

  /**
   * @param token the client's text, unchecked; empty when it gave none
   */
  Verdict verify(AppUser user, String token, Instant now);
}
