package io.invitebridge.config.keys;

import io.invitebridge.config.model.Secret;
import io.invitebridge.config.model.SipUri;
import io.invitebridge.config.model.TrunkOptions;
import io.invitebridge.config.model.TrunkOptions.CallLimits;
import io.invitebridge.config.model.TrunkOptions.Challenge;
import io.invitebridge.config.model.TrunkOptions.Keepalive;
import io.invitebridge.config.model.TrunkOptions.Login;
import io.invitebridge.config.model.TrunkOptions.Target;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The keys of a trunk that say how the bridge and the trunk trust and watch each other. */
final class TrunkOptionKeys {
  /** A name or realm that stands in a quoted string; not a secret. */
  static final Text<String> QUOTABLE =
      Text.of("a text of 1 to 128 characters", ".{1,128}", TrunkOptionKeys::quotable).orNumber();

  static final Text<SipUri> SIP_URI =
      Text.of(
          "a SIP URI such as sip:pbx.example.com or sip:192.0.2.1:5060;transport=tcp",
          "[sS][iI][pP][sS]?:[^@]+",
          SipUri::parse);

  private static final Key<String> USERNAME =
      Key.required("username", QUOTABLE, "The name to authenticate with.");

  private static final Key<Secret> PASSWORD =
      Key.required("password", TrunkKeys.SECRET, "The password, best as ${NAME} or ${file:path}.");

  private static final Key<String> REALM =
      Key.optional("realm", QUOTABLE, "The only realm that these are for.", "any");

  private static final Section<Login> LOGIN =
      Section.of(
          "a login",
          List.of(USERNAME, PASSWORD, REALM),
          fields ->
              new Login(fields.require(USERNAME), fields.require(PASSWORD), fields.get(REALM)));

  static final Key<List<Login>> AUTH =
      Key.optional(
          "auth",
          Shapes.oneOrMore(LOGIN),
          "How the bridge answers the trunk's digest challenges (401, 407).",
          "the first name and password of register");

  private static final List<String> ALGORITHMS = List.of("SHA-512-256", "SHA-256", "MD5");

  private static final Key<String> OUR_REALM =
      Key.optional(
          "realm",
          QUOTABLE,
          "What callers are shown; part of what they prove.",
          "the trunk's name");

  private static final Key<List<Login>> USERS =
      Key.required(
          "users",
          Shapes.oneOrMore(
              Section.of(
                  "a caller's login",
                  List.of(USERNAME, PASSWORD),
                  fields ->
                      new Login(
                          fields.require(USERNAME), fields.require(PASSWORD), Optional.empty()))),
          "Who may call.");

  private static final Key<List<String>> OFFERED =
      Key.optional(
          "algorithms",
          Shapes.oneOrMore(Shapes.word(words(ALGORITHMS))),
          "What may be answered with, the best first.",
          String.join(", ", ALGORITHMS));

  static final Key<Challenge> CHALLENGE =
      Key.optional(
          "challenge",
          Section.of("a challenge", List.of(OUR_REALM, USERS, OFFERED), TrunkOptionKeys::challenge),
          "Callers must prove one of these names and passwords, and then belong to this trunk"
              + " wherever they come from.",
          "nobody is asked");

  private static final Key<Integer> PRIORITY =
      Key.optional("priority", Shapes.wholeNumber(0, 65_535), "Lower ones are tried first.", "1");

  private static final Key<Integer> WEIGHT =
      Key.optional(
          "weight",
          Shapes.wholeNumber(0, 65_535),
          "The share of calls that try this one first, among targets of one priority.",
          "1");

  private static final Key<SipUri> TARGET_URI =
      Key.required("uri", SIP_URI, "Where this server is.");

  static final Key<List<Target>> TARGETS =
      Key.optional(
          "targets",
          Shapes.list(
              Section.of(
                  "a target",
                  List.of(TARGET_URI, PRIORITY, WEIGHT),
                  fields ->
                      new Target(
                          fields.require(TARGET_URI),
                          fields.get(PRIORITY, 1),
                          fields.get(WEIGHT, 1))),
              1),
          "Several servers instead of one uri; a call goes on to the next when one fails.",
          "uri alone");

  static final Key<Duration> TRY_FOR =
      Key.optional(
          "try-for",
          Shapes.duration(Duration.ofMillis(100), Duration.ofSeconds(30)),
          "How long a call waits for any response of one target before it goes to the next.",
          "1500ms");

  private static final Key<Duration> EVERY =
      Key.optional(
          "every",
          Shapes.duration(Duration.ofSeconds(5), Duration.ofHours(1)),
          "The time between two OPTIONS.",
          "30s");

  private static final Key<Duration> ANSWER_WITHIN =
      Key.optional(
          "answer-within",
          Shapes.duration(Duration.ofMillis(500), Duration.ofSeconds(10)),
          "No answer within this counts as none.",
          "3s");

  private static final Key<Integer> DOWN_AFTER =
      Key.optional(
          "down-after",
          Shapes.wholeNumber(1, 100),
          "How many failures in a row take a target out.",
          "2");

  private static final Key<Integer> UP_AFTER =
      Key.optional(
          "up-after", Shapes.wholeNumber(1, 100), "How many answers in a row bring it back.", "1");

  static final Key<Keepalive> KEEPALIVE =
      Key.optional(
          "keepalive",
          Section.of(
              "a keepalive",
              List.of(EVERY, ANSWER_WITHIN, DOWN_AFTER, UP_AFTER),
              TrunkOptionKeys::keepalive),
          "OPTIONS to each target, so that one that is down is passed over at once; {} for the"
              + " defaults.",
          "no OPTIONS");

  private static final Key<Integer> CALLS =
      Key.optional("calls", Shapes.wholeNumber(1, 1_000_000), "The most at once.", "no limit");

  private static final Key<Integer> PER_SECOND =
      Key.optional(
          "calls-per-second", Shapes.wholeNumber(1, 100_000), "The most new ones.", "no limit");

  static final Key<CallLimits> LIMITS =
      Key.optional(
          "limits",
          Section.of(
              "a trunk's limits",
              List.of(CALLS, PER_SECOND),
              fields -> new CallLimits(number(fields, CALLS), number(fields, PER_SECOND))),
          "How many calls, in both directions together; beyond it a caller gets 503, and a call"
              + " goes to the route's next target.",
          "no limits");

  private TrunkOptionKeys() {}

  /**
   * @param targets one at least
   */
  static TrunkOptions make(Fields fields, List<Target> targets) {
    if (targets.stream().map(Target::uri).distinct().count() < targets.size()) {
      fields.problem(TARGETS, "Two targets have the same uri; expected each server once.");
    }
    return new TrunkOptions(
        fields.get(AUTH, List.of()),
        fields.get(CHALLENGE),
        targets,
        fields.get(TRY_FOR, Duration.ofMillis(1_500)),
        fields.get(KEEPALIVE),
        fields.get(LIMITS, new CallLimits(OptionalInt.empty(), OptionalInt.empty())));
  }

  private static Keepalive keepalive(Fields fields) {
    Keepalive made =
        new Keepalive(
            fields.get(EVERY, Duration.ofSeconds(30)),
            fields.get(ANSWER_WITHIN, Duration.ofSeconds(3)),
            fields.get(DOWN_AFTER, 2),
            fields.get(UP_AFTER, 1));
    if (made.every().compareTo(made.answerWithin()) < 0) {
      fields.problem(
          fields.has(EVERY) ? EVERY : ANSWER_WITHIN,
          "The clocks are out of order: answer-within ("
              + Shapes.inWords(made.answerWithin())
              + ") must not be longer than every ("
              + Shapes.inWords(made.every())
              + ").");
    }
    return made;
  }

  private static OptionalInt number(Fields fields, Key<Integer> key) {
    return fields.get(key).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private static Challenge challenge(Fields fields) {
    List<Login> users = fields.require(USERS);
    if (users.stream().map(Login::username).distinct().count() < users.size()) {
      fields.problem(USERS, "Two users have the same name; expected a password for each name.");
    }
    return new Challenge(
        fields.get(OUR_REALM, ""),
        users,
        fields.get(OFFERED, ALGORITHMS).stream().distinct().toList());
  }

  private static Map<String, String> words(List<String> names) {
    Map<String, String> words = new LinkedHashMap<>();
    names.forEach(name -> words.put(name, name));
    return words;
  }

  private static String quotable(String text) {
    if (text.isBlank() || text.length() > 128 || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("This cannot be a name or a realm.");
    }
    return text;
  }
}
