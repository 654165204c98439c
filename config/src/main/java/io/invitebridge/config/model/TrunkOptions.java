package io.invitebridge.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a trunk is told beyond its address.
 *
 * @param logins how the bridge answers its challenges; the first whose realm fits
 * @param challenge whom of its callers the bridge asks for a password; empty: nobody
 * @param targets where calls to it are sent; one at least
 * @param tryFor how long a call waits for any response before the next target is tried
 * @param keepalive how the bridge finds out which targets are there; empty: by calls alone
 * @param limits how much it may do
 */
public record TrunkOptions(
    List<Login> logins,
    Optional<Challenge> challenge,
    List<Target> targets,
    Duration tryFor,
    Optional<Keepalive> keepalive,
    CallLimits limits) {
  public TrunkOptions {
    logins = List.copyOf(logins);
    targets = List.copyOf(targets);
  }

  /**
   * One server.
   *
   * @param priority lower ones are tried first
   * @param weight the share of calls among those of one priority
   */
  public record Target(SipUri uri, int priority, int weight) {}

  /**
   * OPTIONS to each target.
   *
   * @param answerWithin no answer within it counts as none
   * @param downAfter failures in a row that take a target out
   * @param upAfter answers in a row that bring it back
   */
  public record Keepalive(Duration every, Duration answerWithin, int downAfter, int upAfter) {}

  /**
   * Calls of both directions together; empty: without end.
   *
   * @param calls at once
   * @param perSecond new ones
   */
  public record CallLimits(OptionalInt calls, OptionalInt perSecond) {}

  /**
   * A user's name and password for digest authentication (RFC 3261 section 22).
   *
   * @param realm the only realm they are for; empty for any
   */
  public record Login(String username, Secret password, Optional<String> realm) {}

  /**
   * Callers prove who they are.
   *
   * @param users one at least
   * @param algorithms names of RFC 8760, the best first
   */
  public record Challenge(String realm, List<Login> users, List<String> algorithms) {
    public Challenge {
      users = List.copyOf(users);
      algorithms = List.copyOf(algorithms);
    }
  }
}
