package io.invitebridge.sip.trunk;

import io.invitebridge.core.model.TrunkName;
import java.util.List;

/**
 * How a trunk stands.
 *
 * @param credentialsRefused whether it has turned our name and password down, and not accepted them
 *     since
 * @param calls open now, in both directions
 */
public record TrunkFigure(
    TrunkName name,
    List<RegistrationFigure> registrations,
    boolean credentialsRefused,
    List<TargetFigure> targets,
    int calls) {
  public TrunkFigure {
    registrations = List.copyOf(registrations);
    targets = List.copyOf(targets);
  }
}
