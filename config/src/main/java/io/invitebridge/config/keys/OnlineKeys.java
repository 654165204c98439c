package io.invitebridge.config.keys;

import io.invitebridge.config.rule.OnlineState;
import io.invitebridge.config.rule.OnlineState.Someone;
import io.invitebridge.config.rule.Template;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.Network;
import java.util.List;
import java.util.Optional;

/** {@code when.online:} and {@code when.offline:} */
final class OnlineKeys {
  private static final Shape<Template> USER_ID =
      Shapes.checked(Templates.TEMPLATE, RingKeys::checkUserId);

  private static final Key<Template> RTM =
      Key.optional("rtm", USER_ID, "This user on the RTM-style network.", "");

  private static final Key<Template> LEGACY =
      Key.optional("legacy", USER_ID, "This user on the legacy network.", "");

  private static final Key<Template> USER =
      Key.optional("user", USER_ID, "This user on either app network.", "");

  private static final Key<AppId> APP =
      Key.optional(
          "app",
          Names.KNOWN_APP,
          "The app that the user belongs to.",
          "the route's, the caller's, or the only one");

  private static final Shape<Someone> SOMEONE =
      Shapes.either(
          Templates.TEMPLATE.map(user -> new Someone(Optional.empty(), user, Optional.empty())),
          Section.of("an app user", List.of(RTM, LEGACY, USER, APP), OnlineKeys::someone)
              .exactlyOneOf(RTM, LEGACY, USER));

  static final Key<List<Someone>> ONLINE =
      Key.optional(
          "online",
          Shapes.oneOrMore(SOMEONE),
          "App users of whom at least one is online when the call comes.",
          "anybody may be online or not");

  static final Key<List<Someone>> OFFLINE =
      Key.optional(
          "offline",
          Shapes.oneOrMore(SOMEONE),
          "App users of whom none is online when the call comes.",
          "anybody may be online or not");

  private OnlineKeys() {}

  static OnlineState of(Fields when) {
    return new OnlineState(when.get(ONLINE, List.of()), when.get(OFFLINE, List.of()));
  }

  private static Someone someone(Fields fields) {
    Optional<AppId> app = fields.get(APP);
    return fields
        .get(RTM)
        .map(user -> new Someone(Optional.of(Network.RTM), user, app))
        .or(() -> fields.get(LEGACY).map(u -> new Someone(Optional.of(Network.LEGACY), u, app)))
        .orElseGet(() -> new Someone(Optional.empty(), fields.require(USER), app));
  }
}
