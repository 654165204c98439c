package io.invitebridge.legacy;

import java.time.Duration;

/**
 * The clocks of the sessions, and the delivery time that callers of this network bring along. All
 * others of a call are the engine's.
 *
 * @param login how long a connection may stay without a login
 * @param silence a client that sends nothing for so long is dropped (the clients ping every 10 s)
 * @param pongDelay how long a ping waits for its pong: the old Java library logs itself out when
 *     both fall into one millisecond
 * @param delivery how long an invite may wait for its receipt when its extra names no {@code
 *     _timeout}
 * @param inviteAnswer how long the answer to an invite that needs its peer online may wait for the
 *     engine's word, so that "peer is not online" can be that answer
 * @param presence how long the calls of a lost connection wait for the user's next login
 * @param messageLife the longest time that a message for an absent user is kept
 * @param channelLife how long the attributes of an empty channel are kept, unless {@code
 *     _channel_ttl} says less
 */
public record LegacyTimes(
    Duration login,
    Duration silence,
    Duration pongDelay,
    Duration delivery,
    Duration inviteAnswer,
    Duration presence,
    Duration messageLife,
    Duration channelLife) {

  public static final LegacyTimes DEFAULT =
      new LegacyTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(120),
          Duration.ofMillis(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofDays(1),
          Duration.ofSeconds(7_200));

  public LegacyTimes {
    positive("login", login);
    positive("silence", silence);
    positive("pong delay", pongDelay);
    positive("delivery", delivery);
    positive("invite answer", inviteAnswer);
    positive("presence", presence);
    positive("message life", messageLife);
    positive("channel life", channelLife);
  }

  public LegacyTimes withLogin(Duration value) {
    return new LegacyTimes(
        value, silence, pongDelay, delivery, inviteAnswer, presence, messageLife, channelLife);
  }

  public LegacyTimes withDelivery(Duration value) {
    return new LegacyTimes(
        login, silence, pongDelay, value, inviteAnswer, presence, messageLife, channelLife);
  }

  public LegacyTimes withPresence(Duration value) {
    return new LegacyTimes(
        login, silence, pongDelay, delivery, inviteAnswer, value, messageLife, channelLife);
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException("The " + name + " time must be longer than zero.");
    }
  }
}
