package io.invitebridge.sip.trunk;

import io.invitebridge.core.model.TrunkName;
import java.util.List;

/**
 * How a trunk stands.
 *
 * @param credentialsRefused whether it has turned our name and password down, and not accepted them
 *     since
 */
public record TrunkFigure(
    TrunkName name, List<RegistrationFigure> registrations, boolean credentialsRefused) {
  public TrunkFigure {
    registrations = List.copyOf(registrations);
  }
}
