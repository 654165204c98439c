package io.invitebridge.config.keys;

import io.invitebridge.config.rule.Action;
import io.invitebridge.config.rule.Target;
import io.invitebridge.config.rule.Template;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code ring:} of a route. */
final class RingKeys {
  private static final Key<Template> RTM =
      Key.optional(
          "rtm",
          Shapes.checked(Templates.TEMPLATE, RingKeys::checkUserId),
          "An app user on the RTM-style network.",
          "");

  private static final Key<Template> LEGACY =
      Key.optional(
          "legacy",
          Shapes.checked(Templates.TEMPLATE, RingKeys::checkUserId),
          "An app user on the legacy network.",
          "");

  private static final Key<TrunkName> TRUNK =
      Key.optional("trunk", Names.KNOWN_TRUNK, "A user behind this trunk.", "");

  private static final Key<Template> USER =
      Key.optional(
          "user",
          Shapes.checked(Templates.TEMPLATE, RingKeys::checkSipUser),
          "Whom to ask the trunk for.",
          "{to.user}");

  private static final Key<AppId> APP =
      Key.optional(
          "app",
          Names.KNOWN_APP,
          "The app that the user belongs to.",
          "the route's, the caller's, or the only one");

  static final Key<Duration> FOR =
      Key.optional(
          "for",
          Shapes.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          "How long to ring before the next one has its turn.",
          "until the timers have run out");

  private static final Section<Target> TARGET =
      Section.of("a target", List.of(RTM, LEGACY, TRUNK, USER, APP), RingKeys::target)
          .exactlyOneOf(RTM, LEGACY, TRUNK);

  private static final Key<List<Target>> TOGETHER =
      Key.optional("together", Shapes.list(TARGET, 1), "Targets that ring at the same time.", "");

  private static final Key<Integer> WEIGHT =
      Key.optional(
          "weight",
          Shapes.wholeNumber(1, 1000),
          "Neighbouring turns with a weight are put in order by lot for each call, this one first"
              + " as often as its share of the sum.",
          "the turn keeps its place");

  /** A turn as written: some targets and how long they ring. */
  record Turn(List<Target> targets, Optional<Duration> limit, OptionalInt weight, boolean group) {}

  static final Shape<List<Turn>> TURNS =
      Shapes.list(
          Section.of(
                  "a target",
                  List.of(RTM, LEGACY, TRUNK, TOGETHER, USER, APP, FOR, WEIGHT),
                  RingKeys::turn)
              .exactlyOneOf(RTM, LEGACY, TRUNK, TOGETHER),
          1);

  private RingKeys() {}

  /** One round for all, or a round for each turn; a turn's own limit wins. */
  static List<Action.Round> rounds(List<Turn> turns, boolean together, Optional<Duration> limit) {
    if (together) {
      List<Target> all = new ArrayList<>();
      turns.forEach(turn -> all.addAll(turn.targets()));
      return List.of(new Action.Round(all, limit, OptionalInt.empty()));
    }
    return turns.stream()
        .map(turn -> new Action.Round(turn.targets(), turn.limit().or(() -> limit), turn.weight()))
        .toList();
  }

  private static Turn turn(Fields fields) {
    boolean group = fields.has(TOGETHER);
    if (group && (fields.has(USER) || fields.has(APP))) {
      fields.problem(
          fields.has(USER) ? USER : APP,
          "A group of targets has no user or app of its own; expected them inside of together.");
    }
    List<Target> targets = fields.get(TOGETHER).orElseGet(() -> List.of(target(fields)));
    OptionalInt weight = fields.get(WEIGHT).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    return new Turn(targets, fields.get(FOR), weight, group);
  }

  private static Target target(Fields fields) {
    if (fields.has(APP) && fields.has(TRUNK)) {
      fields.problem(
          APP, "A trunk's users belong to no app; expected app only with rtm or legacy.");
    }
    if (fields.has(USER) && !fields.has(TRUNK)) {
      fields.problem(
          USER, "The key user goes with trunk; expected the user as the value of rtm or legacy.");
    }
    Optional<AppId> app = fields.get(APP);
    return fields
        .get(RTM)
        .<Target>map(user -> new Target.Rtm(user, app))
        .or(() -> fields.get(LEGACY).map(user -> new Target.Legacy(user, app)))
        .orElseGet(
            () ->
                new Target.Trunk(
                    fields.require(TRUNK),
                    fields.get(USER).orElseGet(() -> Template.parse("{to.user}"))));
  }

  static void checkUserId(Template template, Shapes.Place place) {
    check(() -> template.constant().ifPresent(UserId::new), place);
  }

  private static void checkSipUser(Template template, Shapes.Place place) {
    check(() -> template.constant().ifPresent(SipUser::new), place);
  }

  static void check(Runnable parse, Shapes.Place place) {
    try {
      parse.run();
    } catch (IllegalArgumentException e) {
      place.reading().problem(place.at(), String.valueOf(e.getMessage()));
    }
  }
}
