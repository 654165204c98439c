package io.invitebridge.config.keys;

import io.invitebridge.config.shape.Reading;
import io.invitebridge.config.shape.Reading.Kind;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.TrunkName;

/** Names, where they are given and where they are used. */
final class Names {
  private static final Text<AppId> APP_ID =
      Text.of("an app id (1 to 64 of a-z A-Z 0-9 _ -)", "[A-Za-z0-9_-]{1,64}", AppId::new)
          .orNumber();

  private static final Text<TrunkName> TRUNK_NAME =
      Text.of(
              "a trunk's name (1 to 64 of a-z A-Z 0-9 _ . -)",
              "[A-Za-z0-9_.-]{1,64}",
              TrunkName::new)
          .orNumber();

  private static final Text<String> ROUTE_NAME =
      Text.of(
          "a name of 1 to 100 characters",
          ".{1,100}",
          text -> {
            if (text.isBlank() || text.length() > 100 || hasControls(text)) {
              throw new IllegalArgumentException("This cannot be a name.");
            }
            return text;
          });

  private static final Text<String> LIST_NAME =
      Text.of("a list's name (a-z A-Z 0-9 _ -)", "[A-Za-z0-9_-]{1,64}", Names::word).orNumber();

  private static final Text<String> CALENDAR_NAME =
      Text.of(
          "a calendar's name (a-z A-Z 0-9 _ -, a letter first)",
          "[A-Za-z][A-Za-z0-9_-]{0,63}",
          text -> {
            if (!text.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
              throw new IllegalArgumentException("This cannot be the name of a calendar.");
            }
            return text;
          });

  static final Shape<String> NEW_LIST =
      Shapes.checked(LIST_NAME, (name, at) -> define(Kind.LIST, name, at));

  static final Shape<String> KNOWN_LIST =
      Shapes.checked(LIST_NAME, (name, at) -> refer(Kind.LIST, name, at));

  static final Shape<String> NEW_HOLIDAYS =
      Shapes.checked(CALENDAR_NAME, (name, at) -> define(Kind.HOLIDAYS, name, at));

  static final Shape<String> KNOWN_HOLIDAYS =
      Shapes.checked(CALENDAR_NAME, (name, at) -> refer(Kind.HOLIDAYS, name, at));

  static final Shape<AppId> NEW_APP =
      Shapes.checked(APP_ID, (id, at) -> define(Kind.APP, id.value(), at));

  static final Shape<AppId> KNOWN_APP =
      Shapes.checked(APP_ID, (id, at) -> refer(Kind.APP, id.value(), at));

  static final Shape<TrunkName> NEW_TRUNK =
      Shapes.checked(TRUNK_NAME, (name, at) -> define(Kind.TRUNK, name.value(), at));

  static final Shape<TrunkName> KNOWN_TRUNK =
      Shapes.checked(TRUNK_NAME, (name, at) -> refer(Kind.TRUNK, name.value(), at));

  static final Shape<String> NEW_ROUTE =
      Shapes.checked(ROUTE_NAME.orNumber(), (name, at) -> define(Kind.ROUTE, name, at));

  private Names() {}

  private static String word(String text) {
    if (!text.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("This cannot be the name of a list.");
    }
    return text;
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static void define(Kind kind, String name, Shapes.Place place) {
    Reading reading = place.reading();
    reading.define(kind, name, place.at());
  }

  private static void refer(Kind kind, String name, Shapes.Place place) {
    place.reading().refer(kind, name, place.at());
  }
}
