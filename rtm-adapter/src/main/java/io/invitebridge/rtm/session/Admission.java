package io.invitebridge.rtm.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.TokenVerifier;
import io.invitebridge.rtm.message.RpcError;
import io.invitebridge.rtm.translate.RtmErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Who may log in, and until when: the app must be served here and, when it needs tokens, the token
 * be good. Any thread.
 */
final class Admission {
  private volatile RtmSettings settings;
  private volatile TokenVerifier verifier;
  private final Clock clock;

  Admission(RtmSettings settings, TokenVerifier verifier, Clock clock) {
    this.settings = settings;
    this.verifier = verifier;
    this.clock = clock;
  }

  /** Other apps, or other tokens, from now on; who is in stays in. */
  void use(RtmSettings others, TokenVerifier judge) {
    settings = others;
    verifier = judge;
  }

  sealed interface Answer {}

  /**
   * Come in.
   *
   * @param until the session ends then unless a newer token comes; {@link Instant#MAX} where no
   *     token is needed
   */
  record Admitted(Instant until) implements Answer {}

  record Denied(RpcError error) implements Answer {}

  Answer login(AppUser user, String token) {
    Optional<RtmSettings.App> app = settings.app(user.app());
    if (app.isEmpty()) {
      return new Denied(
          RtmErrorCode.LOGIN_ERR_INVALID_APP_ID.because("This server does not serve this app."));
    }
    if (!app.get().tokenRequired()) {
      return new Admitted(Instant.MAX);
    }
    TokenVerifier.Verdict verdict = verifier.verify(user, token, clock.instant());
    return verdict instanceof TokenVerifier.Valid valid
        ? new Admitted(valid.until())
        : new Denied(loginError((TokenVerifier.Refused) verdict));
  }

  Answer renewal(AppUser user, String token) {
    if (token.isEmpty()) {
      return new Denied(
          RtmErrorCode.RENEW_TOKEN_ERR_INVALID_ARGUMENT.because("The token is empty."));
    }
    if (!needsToken(user.app())) {
      return new Admitted(Instant.MAX);
    }
    TokenVerifier.Verdict verdict = verifier.verify(user, token, clock.instant());
    return verdict instanceof TokenVerifier.Valid valid
        ? new Admitted(valid.until())
        : new Denied(renewalError((TokenVerifier.Refused) verdict));
  }

  private boolean needsToken(AppId app) {
    return settings.app(app).map(RtmSettings.App::tokenRequired).orElse(true);
  }

  private static RpcError loginError(TokenVerifier.Refused why) {
    return switch (why) {
      case INVALID ->
          RtmErrorCode.LOGIN_ERR_INVALID_TOKEN.because(
              "The app needs tokens, and this one is not valid for this user.");
      case EXPIRED -> RtmErrorCode.LOGIN_ERR_TOKEN_EXPIRED.because("The token has expired.");
      case NOT_AUTHORIZED ->
          RtmErrorCode.LOGIN_ERR_NOT_AUTHORIZED.because(
              "The token is genuine and gives no right to log in; is it one for RTC alone?");
    };
  }

  private static RpcError renewalError(TokenVerifier.Refused why) {
    return switch (why) {
      case INVALID ->
          RtmErrorCode.RENEW_TOKEN_ERR_INVALID_TOKEN.because(
              "The token is not valid for this user; the one before stays in force.");
      case EXPIRED ->
          RtmErrorCode.RENEW_TOKEN_ERR_TOKEN_EXPIRED.because(
              "The token has expired; the one before stays in force.");
      case NOT_AUTHORIZED ->
          RtmErrorCode.RENEW_TOKEN_ERR_REJECTED.because(
              "The token gives no right to log in; the one before stays in force.");
    };
  }
}
