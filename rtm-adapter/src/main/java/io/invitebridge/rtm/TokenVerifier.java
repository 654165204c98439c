package io.invitebridge.rtm;

import io.invitebridge.core.model.Address.AppUser;
import java.time.Instant;

/**
 * Judges the token of a login or a renewal, for apps that need one. Called on a network thread or a
 * user's lane: must be quick and must not block. Must not log the token.
 */
@FunctionalInterface
public interface TokenVerifier {
  /** Knows no kind of token, so an app that needs one lets nobody in. */
  TokenVerifier NONE = (user, token, now) -> Refused.INVALID;

  /** What a token is worth. */
  sealed interface Verdict {}

  /**
   * The token lets its user in.
   *
   * @param until from then on it does not
   */
  record Valid(Instant until) implements Verdict {}

  /** Why a token lets nobody in. */
  enum Refused implements Verdict {
    /** Broken, forged, of another app or certificate, or made for another user. */
    INVALID,
    /** Genuine, and its time is over. */
    EXPIRED,
    /** Genuine, and it gives no right to log in here, for example one for RTC alone. */
    NOT_AUTHORIZED
  }

  /**
   * @param token the client's text, unchecked; empty when it gave none
   */
  Verdict verify(AppUser user, String token, Instant now);
}
