package io.invitebridge.sip;

import java.time.Duration;

/**
 * What the SIP side puts up with.
 *
 * @param connections the most connections that peers may have open, of all protocols together,
 *     those of trunks aside
 * @param connectionsPerSource the most from one address; an IPv6 source is its /64
 * @param handshake the longest time for TLS and WebSocket handshakes, and until the first message
 *     has begun
 * @param message the longest time from the first octet of a message to its last
 * @param idle the longest time without any octet from the peer
 * @param requestsPerSecond how many messages a second one address may send on average, those of
 *     trunks aside; what is beyond is dropped unread; 0 for no limit
 * @param burst how many it may send at once
 * @param refusals how many refusals within ten seconds make an address of no trunk a nuisance,
 *     whose requests are then dropped unread for a minute; 0 for never
 * @param queueDelay when work has waited longer than this all the time, new calls are refused with
 *     503 before anything is done for them
 */
public record Defence(
    int connections,
    int connectionsPerSource,
    Duration handshake,
    Duration message,
    Duration idle,
    int requestsPerSecond,
    int burst,
    int refusals,
    Duration queueDelay) {

  public static final Defence DEFAULT =
      new Defence(
          10_000,
          1_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(15),
          0,
          0,
          0,
          Duration.ofMillis(250));

  public Defence {
    if (connections < 1 || connectionsPerSource < 1) {
      throw new IllegalArgumentException("At least one connection must be allowed.");
    }
    if (requestsPerSecond < 0 || burst < 0 || refusals < 0) {
      throw new IllegalArgumentException("A limit must not be negative.");
    }
    if (handshake.isNegative() || message.isNegative() || idle.isNegative()) {
      throw new IllegalArgumentException("A time limit must not be negative.");
    }
  }

  public Defence withTimes(Duration newHandshake, Duration newMessage, Duration newIdle) {
    return new Defence(
        connections,
        connectionsPerSource,
        newHandshake,
        newMessage,
        newIdle,
        requestsPerSecond,
        burst,
        refusals,
        queueDelay);
  }

  public Defence withConnections(int all, int perSource) {
    return new Defence(
        all, perSource, handshake, message, idle, requestsPerSecond, burst, refusals, queueDelay);
  }

  public Defence withRate(int perSecond, int atOnce) {
    return new Defence(
        connections,
        connectionsPerSource,
        handshake,
        message,
        idle,
        perSecond,
        atOnce,
        refusals,
        queueDelay);
  }

  public Defence withRefusals(int most) {
    return new Defence(
        connections,
        connectionsPerSource,
        handshake,
        message,
        idle,
        requestsPerSecond,
        burst,
        most,
        queueDelay);
  }

  public Defence withQueueDelay(Duration other) {
    return new Defence(
        connections,
        connectionsPerSource,
        handshake,
        message,
        idle,
        requestsPerSecond,
        burst,
        refusals,
        other);
  }
}
