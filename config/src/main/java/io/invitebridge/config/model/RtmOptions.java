package io.invitebridge.config.model;

import java.time.Duration;
import java.util.Set;

/**
 * How the bridge serves app users.
 *
 * @param presence how long the session of a lost connection is kept for a resume
 * @param ping how often the server pings
 * @param unreachable a user silent for longer is shown as unreachable
 * @param login how long a connection may stay without a login
 * @param messageResult how long the sender of a message waits for the peer's acknowledgement
 * @param connections the most connections to the server
 * @param connectionsPerAddress the most from one IP address; 0: no limit
 * @param origins values of the Origin header that are let in; empty: all
 */
public record RtmOptions(
    Duration presence,
    Duration ping,
    Duration unreachable,
    Duration login,
    Duration messageResult,
    int connections,
    int connectionsPerAddress,
    Set<String> origins) {
  public RtmOptions {
    origins = Set.copyOf(origins);
  }
}
