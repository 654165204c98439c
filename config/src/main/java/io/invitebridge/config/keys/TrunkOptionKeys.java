package io.invitebridge.config.keys;

import io.invitebridge.config.model.Secret;
import io.invitebridge.config.model.TrunkOptions;
import io.invitebridge.config.model.TrunkOptions.Login;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.util.List;

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

  private TrunkOptionKeys() {}

  static TrunkOptions make(Fields fields) {
    return new TrunkOptions(fields.get(AUTH, List.of()));
  }

  private static String quotable(String text) {
    if (text.isBlank() || text.length() > 128 || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("This cannot be a name or a realm.");
    }
    return text;
  }
}
