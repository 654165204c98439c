package io.invitebridge.config.keys;

import io.invitebridge.config.model.Secret;
import io.invitebridge.config.model.TrunkOptions;
import io.invitebridge.config.model.TrunkOptions.Challenge;
import io.invitebridge.config.model.TrunkOptions.Login;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a trunk that say how the bridge and the trunk trust and watch each other. */
final class TrunkOptionKeys {
  /** A name or realm that stands in a quoted string; not a secret. */
  static final Text<String> QUOTABLE =
      Text.of("a text of 1 to 128 characters", ".{1,128}", TrunkOptionKeys::quotable).orNumber();

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

  private TrunkOptionKeys() {}

  static TrunkOptions make(Fields fields) {
    return new TrunkOptions(fields.get(AUTH, List.of()), fields.get(CHALLENGE));
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
