package io.invitebridge.sip.trunk;

import java.time.Instant;
import java.util.Optional;

/**
 * How a registration stands.
 *
 * @param expiresAt when what was granted ends; empty while nothing is
 * @param registrar the host that granted it
 * @param failures attempts in a row that failed
 * @param lastFailure why the last of them did; empty after a success
 */
public record RegistrationFigure(
    String user,
    Optional<Instant> expiresAt,
    Optional<String> registrar,
    int failures,
    String lastFailure) {

  static RegistrationFigure none(String user) {
    return new RegistrationFigure(user, Optional.empty(), Optional.empty(), 0, "");
  }

  static RegistrationFigure until(String user, Instant expiresAt, String registrar) {
    return new RegistrationFigure(user, Optional.of(expiresAt), Optional.of(registrar), 0, "");
  }

  public boolean isRegistered(Instant now) {
    return expiresAt.isPresent() && now.isBefore(expiresAt.get());
  }

  RegistrationFigure failed(boolean ends, String why) {
    return new RegistrationFigure(
        user,
        ends ? Optional.empty() : expiresAt,
        ends ? Optional.empty() : registrar,
        failures + 1,
        why);
  }

  RegistrationFigure removed() {
    return none(user);
  }
}
