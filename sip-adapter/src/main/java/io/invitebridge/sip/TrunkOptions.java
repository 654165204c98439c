package io.invitebridge.sip;

import io.invitebridge.sip.digest.Algorithm;
import io.invitebridge.sip.digest.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What goes beyond the address of a trunk.
 *
 * @param credentials how the bridge answers the trunk's challenges; the first whose realm fits
 * @param targets its servers; none: the trunk's own address
 * @param registrations as whom the bridge registers there
 * @param challenge whom the bridge asks for a password; empty: nobody
 */
public record TrunkOptions(
    List<Credentials> credentials,
    List<TrunkTarget> targets,
    List<Registering> registrations,
    Optional<Challenging> challenge) {
  public static final TrunkOptions NONE =
      new TrunkOptions(List.of(), List.of(), List.of(), Optional.empty());

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

  /**
   * The callers of a trunk have to prove who they are (RFC 3261 section 22).
   *
   * @param realm shown to callers
   * @param users one at least; their realm does not count
   * @param algorithms what may be answered with, the best first
   */
  public record Challenging(String realm, List<Credentials> users, List<Algorithm> algorithms) {
    public static final List<Algorithm> ALL =
        List.of(Algorithm.SHA_512_256, Algorithm.SHA_256, Algorithm.MD5);

    public Challenging {
      users = List.copyOf(users);
      algorithms = List.copyOf(algorithms);
      if (users.isEmpty() || algorithms.isEmpty()) {
        throw new IllegalArgumentException("A challenge needs users and algorithms.");
      }
    }
  }

  public TrunkOptions withCredentials(Credentials... all) {
    return new TrunkOptions(List.of(all), targets, registrations, challenge);
  }

  public TrunkOptions withTargets(TrunkTarget... all) {
    return new TrunkOptions(credentials, List.of(all), registrations, challenge);
  }

  public TrunkOptions withRegistrations(Registering... all) {
    return new TrunkOptions(credentials, targets, List.of(all), challenge);
  }

  public TrunkOptions withChallenge(Challenging other) {
    return new TrunkOptions(credentials, targets, registrations, Optional.of(other));
  }
}
