package io.invitebridge.config.keys;

import io.invitebridge.config.model.SipDefence;
import io.invitebridge.config.model.SipMessages;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import java.time.Duration;
import java.util.List;

/** {@code sip.defence:} */
final class SipDefenceKeys {
  /** A source may make up for five quiet seconds at once. */
  private static final int SECONDS_AT_ONCE = 5;

  static final SipDefence DEFAULT =
      new SipDefence(
          10_000,
          1_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(15),
          200,
          200 * SECONDS_AT_ONCE,
          50,
          SipMessages.DEFAULT,
          Duration.ofMillis(250));

  private static final Key<Integer> CONNECTIONS =
      Key.optional(
          "connections",
          Shapes.wholeNumber(1, 1_000_000),
          "The most connections of peers that are no trunks, of all protocols together.",
          "10000");

  private static final Key<Integer> PER_ADDRESS =
      Key.optional(
          "connections-per-address",
          Shapes.wholeNumber(1, 1_000_000),
          "The most of them from one IP address; of IPv6, from one /64.",
          "1000");

  private static final Key<Duration> HANDSHAKE =
      time(
          "handshake",
          "How long the handshakes of TLS and WebSocket may take, and how long a peer that has"
              + " connected may say nothing.",
          "10s",
          Duration.ofMinutes(2));

  private static final Key<Duration> MESSAGE =
      time(
          "message",
          "How long one message may take from its first octet to its last.",
          "10s",
          Duration.ofMinutes(2));

  private static final Key<Duration> IDLE =
      time(
          "idle",
          "A connection on which the peer has said nothing for this long is closed.",
          "15m",
          Duration.ofHours(24));

  private static final Key<Integer> MESSAGES =
      Key.optional(
          "messages-per-second",
          Shapes.wholeNumber(0, 1_000_000),
          "What one IP address that is no trunk may send on average; the rest is dropped unread. 0"
              + " for no limit.",
          "200");

  private static final Key<Integer> BURST =
      Key.optional(
          "burst",
          Shapes.wholeNumber(1, 10_000_000),
          "How many messages it may send at once.",
          "five times messages-per-second");

  private static final Key<Integer> REFUSALS =
      Key.optional(
          "refusals",
          Shapes.wholeNumber(0, 1_000_000),
          "An IP address that is no trunk and has so many requests refused within ten seconds is"
              + " dropped unread for a minute. 0 for never.",
          "50");

  private static final Key<Integer> HEADER_LINES =
      Key.optional(
          "header-lines",
          Shapes.wholeNumber(50, 10_000),
          "The most lines of headers in a request, of trunks too; one with more gets 400.",
          "500");

  private static final Key<Integer> HEADER_BYTES =
      Key.optional(
          "header-bytes",
          Shapes.wholeNumber(4_096, 262_144),
          "The most octets of its headers together; a larger one gets 513.",
          "32768");

  private static final Key<Integer> BODY_BYTES =
      Key.optional(
          "body-bytes",
          Shapes.wholeNumber(1_024, 262_144),
          "The most octets of its body; a larger one gets 413.",
          "16384");

  private static final Key<Duration> QUEUE_DELAY =
      Key.optional(
          "queue-delay",
          Shapes.duration(Duration.ofMillis(10), Duration.ofSeconds(10)),
          "When messages wait longer than this all the time, a growing share of the new calls is"
              + " refused with 503.",
          "250ms");

  static final Section<SipDefence> SECTION =
      Section.of(
              "sip.defence",
              List.of(
                  CONNECTIONS,
                  PER_ADDRESS,
                  HANDSHAKE,
                  MESSAGE,
                  IDLE,
                  MESSAGES,
                  BURST,
                  REFUSALS,
                  HEADER_LINES,
                  HEADER_BYTES,
                  BODY_BYTES,
                  QUEUE_DELAY),
              SipDefenceKeys::make)
          .filled();

  private SipDefenceKeys() {}

  private static SipDefence make(Fields fields) {
    int messages = fields.get(MESSAGES, DEFAULT.messagesPerSecond());
    SipDefence made =
        new SipDefence(
            fields.get(CONNECTIONS, DEFAULT.connections()),
            fields.get(PER_ADDRESS, DEFAULT.connectionsPerAddress()),
            fields.get(HANDSHAKE, DEFAULT.handshake()),
            fields.get(MESSAGE, DEFAULT.message()),
            fields.get(IDLE, DEFAULT.idle()),
            messages,
            fields.get(BURST, messages * SECONDS_AT_ONCE),
            fields.get(REFUSALS, DEFAULT.refusals()),
            messages(fields),
            fields.get(QUEUE_DELAY, DEFAULT.queueDelay()));
    if (made.burst() < messages) {
      fields.problem(
          BURST,
          "What an address may send at once ("
              + made.burst()
              + ") must not be less than messages-per-second ("
              + messages
              + ").");
    }
    if (fields.has(PER_ADDRESS) && made.connectionsPerAddress() > made.connections()) {
      fields.problem(
          PER_ADDRESS,
          "One address may not have more connections ("
              + made.connectionsPerAddress()
              + ") than all together ("
              + made.connections()
              + ").");
    }
    return made;
  }

  private static SipMessages messages(Fields fields) {
    SipMessages usual = SipMessages.DEFAULT;
    return new SipMessages(
        fields.get(HEADER_LINES, usual.headerLines()),
        fields.get(HEADER_BYTES, usual.headerBytes()),
        fields.get(BODY_BYTES, usual.bodyBytes()));
  }

  private static Key<Duration> time(String name, String meaning, String fallback, Duration most) {
    return Key.optional(name, Shapes.duration(Duration.ofSeconds(1), most), meaning, fallback);
  }
}
