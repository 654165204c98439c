package io.invitebridge.sip;

import io.invitebridge.sip.digest.Algorithm;
import io.invitebridge.sip.digest.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What goes beyond the address of a trunk.
 *
 * @param credentials how the bridge answers the trunk's challenges; the first whose realm fits
 * @param targets its servers; none: the trunk's own address
 * @param registrations as whom the bridge registers there
 * @param challenge whom the bridge asks for a password; empty: nobody
 * @param probing how the bridge finds out whether targets are there; empty: by calls alone
 * @param tryFor how long a call waits for any response before it goes to the next target
 * @param limits how much it may do
 */
public record TrunkOptions(
    List<Credentials> credentials,
    List<TrunkTarget> targets,
    List<Registering> registrations,
    Optional<Challenging> challenge,
    Optional<Probing> probing,
    Duration tryFor,
    CallLimits limits) {
  /** Two retransmissions of a datagram fit into it. */
  public static final Duration DEFAULT_TRY_FOR = Duration.ofMillis(1_500);

  public static final TrunkOptions NONE =
      new TrunkOptions(
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          DEFAULT_TRY_FOR,
          CallLimits.NONE);

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

  /**
   * OPTIONS to each target.
   *
   * @param every the time between two of them
   * @param answerWithin no answer within it counts as none
   * @param downAfter how many failures in a row take a target out
   * @param upAfter how many answers in a row bring it back
   */
  public record Probing(Duration every, Duration answerWithin, int downAfter, int upAfter) {
    public Probing {
      if (every.compareTo(answerWithin) < 0 || downAfter < 1 || upAfter < 1) {
        throw new IllegalArgumentException("A probe is answered before the next one is sent.");
      }
    }
  }

  /**
   * How much a trunk may do, in both directions together; empty: without end.
   *
   * @param calls at once
   * @param perSecond new calls
   */
  public record CallLimits(OptionalInt calls, OptionalInt perSecond) {
    public static final CallLimits NONE = new CallLimits(OptionalInt.empty(), OptionalInt.empty());
  }

  public TrunkOptions withCredentials(Credentials... all) {
    return new TrunkOptions(
        List.of(all), targets, registrations, challenge, probing, tryFor, limits);
  }

  public TrunkOptions withTargets(TrunkTarget... all) {
    return new TrunkOptions(
        credentials, List.of(all), registrations, challenge, probing, tryFor, limits);
  }

  public TrunkOptions withRegistrations(Registering... all) {
    return new TrunkOptions(credentials, targets, List.of(all), challenge, probing, tryFor, limits);
  }

  public TrunkOptions withChallenge(Challenging other) {
    return new TrunkOptions(
        credentials, targets, registrations, Optional.of(other), probing, tryFor, limits);
  }

  public TrunkOptions withProbing(Probing other) {
    return new TrunkOptions(
        credentials, targets, registrations, challenge, Optional.of(other), tryFor, limits);
  }

  public TrunkOptions withLimits(CallLimits other) {
    return new TrunkOptions(credentials, targets, registrations, challenge, probing, tryFor, other);
  }
}
