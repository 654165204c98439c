package io.invitebridge.config.keys;

import io.invitebridge.config.model.LegacyOptions;
import io.invitebridge.config.model.LegacyOptions.HostPort;
import io.invitebridge.config.model.LegacyOptions.Tokens;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code legacy:} */
final class LegacyKeys {
  private static final Key<Boolean> TOKENS =
      Key.optional(
          "tokens",
          Shapes.word(tokens()),
          "Whether users of an app with a certificate need a token; optional lets _no_need_token"
              + " in.",
          "required");

  private static final Key<Boolean> OLDER_TOKENS =
      Key.optional(
          "older-tokens",
          Shapes.word(olderTokens()),
          "Whether a user may log in with a token that expires before the one that the same user is"
              + " logged in with; refused says 207, accepted ends that session.",
          "refused");

  private static final Key<List<String>> URLS =
      Key.optional(
          "urls",
          Shapes.oneOrMore(
              Text.of(
                  "a WebSocket URL, such as wss://signal.example.com/",
                  "wss?://[^/\\s]+/",
                  LegacyKeys::url)),
          "What GET /getaddr tells web SDK 1.4.0.",
          "made from the request's Host header");

  private static final Key<List<HostPort>> PAIRS =
      Key.optional(
          "pairs",
          Shapes.oneOrMore(
              Text.of(
                  "an IPv4 address and a port, such as 192.0.2.1:8002",
                  "\\d{1,3}(\\.\\d{1,3}){3}:\\d{1,5}",
                  LegacyKeys::pair)),
          "What GET /getaddr tells older builds and the Java library instead; they make the host"
              + " name from it.",
          "none");

  private static final Key<Duration> DELIVERY =
      time(
          "delivery",
          "How long a call waits for its receipt when its extra has no _timeout.",
          "20s");

  private static final Key<Duration> PRESENCE =
      time("presence", "How long the calls of a lost connection wait for the next login.", "30s");

  private static final Key<Duration> LOGIN =
      time("login", "How long a connection may stay without a login.", "10s");

  private static final Key<Integer> CONNECTIONS =
      Key.optional(
          "connections",
          Shapes.wholeNumber(1, 1_000_000),
          "The most connections to this server.",
          "100000");

  private static final Key<Integer> PER_ADDRESS =
      Key.optional(
          "connections-per-address",
          Shapes.wholeNumber(0, 1_000_000),
          "The most connections from one IP address; 0 for no limit.",
          "1000");

  private static final Key<List<String>> ORIGINS =
      Key.optional(
          "origins",
          Shapes.oneOrMore(ListenKeys.TOKEN_TEXT),
          "Values of the Origin header that browsers may come with.",
          "all");

  static final Section<LegacyOptions> SECTION =
      Section.of(
              "legacy",
              List.of(
                  TOKENS,
                  OLDER_TOKENS,
                  URLS,
                  PAIRS,
                  DELIVERY,
                  PRESENCE,
                  LOGIN,
                  CONNECTIONS,
                  PER_ADDRESS,
                  ORIGINS),
              LegacyKeys::make)
          .filled();

  static final LegacyOptions DEFAULT =
      new LegacyOptions(
          new Tokens(false, false),
          List.of(),
          List.of(),
          seconds(20),
          seconds(30),
          seconds(10),
          100_000,
          1_000,
          Set.of());

  private LegacyKeys() {}

  private static LegacyOptions make(Fields fields) {
    return new LegacyOptions(
        new Tokens(
            fields.get(TOKENS, DEFAULT.tokens().optional()),
            fields.get(OLDER_TOKENS, DEFAULT.tokens().older())),
        fields.get(URLS, List.of()),
        fields.get(PAIRS, List.of()),
        fields.get(DELIVERY, DEFAULT.delivery()),
        fields.get(PRESENCE, DEFAULT.presence()),
        fields.get(LOGIN, DEFAULT.login()),
        fields.get(CONNECTIONS, DEFAULT.connections()),
        fields.get(PER_ADDRESS, DEFAULT.connectionsPerAddress()),
        Set.copyOf(fields.get(ORIGINS, List.of())));
  }

  private static String url(String text) {
    if (!text.matches("wss?://[^/\\s]+/")) {
      throw new IllegalArgumentException("This is not a WebSocket URL that ends with a slash.");
    }
    return text;
  }

  private static HostPort pair(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}:\\d{1,5}")) {
      throw new IllegalArgumentException("This is not an IPv4 address and a port.");
    }
    int colon = text.indexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port lies between 1 and 65535.");
    }
    return new HostPort(text.substring(0, colon), port);
  }

  private static Map<String, Boolean> tokens() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("required", false);
    words.put("optional", true);
    return words;
  }

  private static Map<String, Boolean> olderTokens() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("refused", false);
    words.put("accepted", true);
    return words;
  }

  private static Key<Duration> time(String name, String meaning, String fallback) {
    return Key.optional(
        name, Shapes.duration(seconds(1), Duration.ofMinutes(10)), meaning, fallback);
  }

  private static Duration seconds(int amount) {
    return Duration.ofSeconds(amount);
  }
}
