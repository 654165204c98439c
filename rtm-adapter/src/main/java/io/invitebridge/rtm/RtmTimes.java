package io.invitebridge.rtm;

import java.time.Duration;

/**
 * The clocks of the sessions. Those of invitations are the engine's.
 *
 * @param login how long a connection may stay without a login
 * @param ping how often the server pings; a connection silent for twice as long counts as lost
 * @param unreachable a user silent for longer is shown as UNREACHABLE
 * @param presence how long the session of a lost connection is kept for a resume
 * @param messageResult how long a sender waits for the peer's acknowledgement of a message
 * @param tombstone how long an ended invitation is remembered, at least 32 s (64 x T1)
 */
public record RtmTimes(
    Duration login,
    Duration ping,
    Duration unreachable,
    Duration presence,
    Duration messageResult,
    Duration tombstone) {

  /** 64 x T1 (RFC 3261 section 17). */
  private static final Duration SHORTEST_TOMBSTONE = Duration.ofSeconds(32);

  /** RTM 1.x: unreachable after 6 s, offline after 30 s, message result after 10 s. */
  public static final RtmTimes DEFAULT =
      new RtmTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(6),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60));

  public RtmTimes {
    positive("login", login);
    positive("ping", ping);
    positive("presence", presence);
    positive("message result", messageResult);
    if (unreachable.compareTo(ping) < 0) {
      throw new IllegalArgumentException(
          "The clocks are out of order: ping must not be longer than unreachable, or idle users"
              + " would be shown as unreachable.");
    }
    if (tombstone.compareTo(SHORTEST_TOMBSTONE) < 0) {
      throw new IllegalArgumentException("The tombstone time must be at least 32 s.");
    }
  }

  public RtmTimes withPresence(Duration value) {
    return new RtmTimes(login, ping, unreachable, value, messageResult, tombstone);
  }

  public RtmTimes withLogin(Duration value) {
    return new RtmTimes(value, ping, unreachable, presence, messageResult, tombstone);
  }

  public RtmTimes withPing(Duration value) {
    return new RtmTimes(login, value, unreachable, presence, messageResult, tombstone);
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException("The " + name + " time must be longer than zero.");
    }
  }
}
