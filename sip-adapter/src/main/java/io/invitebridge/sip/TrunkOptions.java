package io.invitebridge.sip;

import io.invitebridge.sip.digest.Credentials;
import java.time.Duration;
import java.util.List;

/**
 * What goes beyond the address of a trunk.
 *
 * @param credentials how the bridge answers the trunk's challenges; the first whose realm fits
 * @param targets its servers; none: the trunk's own address
 * @param registrations as whom the bridge registers there
 */
public record TrunkOptions(
    List<Credentials> credentials, List<TrunkTarget> targets, List<Registering> registrations) {
  public static final TrunkOptions NONE = new TrunkOptions(List.of(), List.of(), List.of());

  public TrunkOptions {
    credentials = List.copyOf(credentials);
    targets = List.copyOf(targets);
    registrations = List.copyOf(registrations);
  }

  /**
   * A registration that the bridge keeps up (RFC 3261 section 10.2).
   *
   * @param credentials for the registrar's challenge
   * @param user the user part of the address-of-record and of the Contact
   * @param expires what the bridge asks for; whole seconds
   */
  public record Registering(Credentials credentials, String user, Duration expires) {
    public Registering {
      if (user.isEmpty() || expires.toSeconds() < 1) {
        throw new IllegalArgumentException("A registration needs a user and a time.");
      }
    }
  }

  public TrunkOptions withCredentials(Credentials... all) {
    return new TrunkOptions(List.of(all), targets, registrations);
  }

  public TrunkOptions withTargets(TrunkTarget... all) {
    return new TrunkOptions(credentials, List.of(all), registrations);
  }

  public TrunkOptions withRegistrations(Registering... all) {
    return new TrunkOptions(credentials, targets, List.of(all));
  }
}
