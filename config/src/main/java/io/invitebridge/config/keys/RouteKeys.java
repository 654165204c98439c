package io.invitebridge.config.keys;

import io.invitebridge.config.rule.Action;
import io.invitebridge.config.rule.Ask;
import io.invitebridge.config.rule.Condition;
import io.invitebridge.config.rule.JsonTemplate;
import io.invitebridge.config.rule.MediaRule;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.rule.Target;
import io.invitebridge.config.rule.Template;
import io.invitebridge.config.rule.Timing;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One route of {@code routes:} */
final class RouteKeys {
  private static final Key<String> NAME =
      Key.required("name", Names.NEW_ROUTE, "What logs and explanations call the route.");

  private static final Key<Condition> WHEN =
      Key.optional("when", WhenKeys.SECTION, "Which calls the route takes.", "every call");

  private static final Key<List<RingKeys.Turn>> RING =
      Key.optional(
          "ring",
          RingKeys.TURNS,
          "Whom to ring, one after another. An item with together rings several at once.",
          "");

  private static final Key<RefuseReason> REFUSE =
      Key.optional("refuse", Shapes.word(reasons()), "Refuse the call at once.", "");

  private static final Key<Ask> ASK =
      Key.optional(
          "ask",
          AskKeys.SECTION,
          "Ask a backend what to do; without a good answer the rules that follow take the call.",
          "");

  private static final Key<Boolean> TOGETHER =
      Key.optional("together", Shapes.flag(), "Ring all targets at the same time.", "false");

  private static final Key<Duration> FOR =
      Key.optional(
          "for",
          RingKeys.FOR.shape(),
          "How long each turn rings before the next one, or the end.",
          "until the timers have run out");

  private static final Key<List<Outcome>> NEXT_ON =
      Key.optional(
          "next-on",
          Shapes.oneOrMore(Shapes.word(outcomes())),
          "Which outcomes of a turn lead to the next one; any other ends the call.",
          "[unknown, offline, no-response, no-answer]");

  private static final Key<AppId> APP =
      Key.optional(
          "app", Names.KNOWN_APP, "The app whose users are rung.", "the caller's, or the only one");

  private static final Key<Template> CHANNEL_ID =
      Key.optional(
          "channel-id",
          Shapes.checked(Templates.TEMPLATE, RouteKeys::checkChannel),
          "The channel that the callee is told; at most 64 bytes.",
          "the caller's own; for SIP callers pbx-{call.id}");

  private static final Key<JsonTemplate.Members> CONTENT =
      Key.optional(
          "content",
          new ContentShape(),
          "JSON that the callee gets; the caller's SDP is added as the member sdp.",
          "the caller's content as it is");

  private static final Key<Template> CALLER_USER =
      Key.optional(
          "user",
          Shapes.checked(Templates.TEMPLATE, RouteKeys::checkCallerUser),
          "The user id, account or number that callees see.",
          "the caller's own");

  private static final Key<Template> CALLER_NAME =
      Key.optional(
          "name",
          Shapes.checked(Templates.TEMPLATE, RouteKeys::checkCallerName),
          "The display name that callees see.",
          "the caller's own");

  private static final Key<Route.Presentation> CALLER =
      Key.optional(
          "caller",
          Section.of(
              "caller",
              List.of(CALLER_USER, CALLER_NAME),
              fields -> new Route.Presentation(fields.get(CALLER_USER), fields.get(CALLER_NAME))),
          "How the caller appears to callees.",
          "as it is");

  private static final Key<DeclinePolicy> DECLINE =
      Key.optional(
              "decline",
              Shapes.either(Decline.ANSWER, Decline.SECTION),
              "What a callee's no means, and which status a SIP caller hears for it.",
              "per-user")
          .standing("per-user");

  private static final Key<Duration> LOGIN_WINDOW =
      Key.optional(
          "login-window",
          Shapes.duration(Duration.ZERO, Duration.ofMinutes(10)),
          "How long a callee who is offline may log in and still get the call.",
          "0s for SIP callers, timers.login-window for others");

  private static final Key<Timing> TIMERS =
      Key.optional("timers", TimerKeys.OF_ROUTE, "Clocks of this route.", "those of timers");

  private static final MediaRule INACTIVE = new MediaRule.Fixed(MediaPolicy.INACTIVE);

  private static final String KEPT = "defaults";

  /** {@code defaults:}, which a route's own keys win over. */
  static final Shape<Fields> DEFAULTS =
      Shapes.checked(
          Section.of(
                  "defaults",
                  List.of(FOR, NEXT_ON, DECLINE, LOGIN_WINDOW, SipSideKeys.MEDIA),
                  fields -> fields)
              .filled(),
          (fields, place) -> place.reading().keep(KEPT, fields));

  static final Section<Route> SECTION =
      Section.of("a route", keys(), RouteKeys::make).exactlyOneOf(RING, REFUSE, ASK);

  private RouteKeys() {}

  private static List<Key<?>> keys() {
    List<Key<?>> keys =
        new ArrayList<>(List.of(NAME, WHEN, RING, REFUSE, ASK, TOGETHER, FOR, NEXT_ON));
    keys.addAll(AfterKeys.ALL);
    keys.addAll(List.of(APP, CHANNEL_ID, CONTENT, CALLER));
    keys.addAll(SipSideKeys.OF_ROUTE);
    keys.addAll(List.of(SipSideKeys.MEDIA, DECLINE, LOGIN_WINDOW, TIMERS));
    return keys;
  }

  private static Route make(Fields fields) {
    Route route =
        new Route(
            fields.require(NAME),
            fields.at(),
            fields.get(WHEN).orElseGet(() -> new Condition(Map.of(), List.of())),
            action(fields),
            fields.get(APP),
            fields.get(CHANNEL_ID),
            fields.get(CONTENT),
            fields.get(CALLER, Route.Presentation.UNCHANGED),
            own(fields, DECLINE).orElse(DeclinePolicy.DEFAULT),
            own(fields, LOGIN_WINDOW),
            fields.get(TIMERS, Timing.NONE),
            SipSideKeys.of(fields, own(fields, SipSideKeys.MEDIA).orElse(INACTIVE)));
    checkGroups(fields, route);
    return route;
  }

  private static Action action(Fields fields) {
    if (fields.has(REFUSE)) {
      boolean asks = fields.get(WHEN).filter(when -> !when.onlineState().isAny()).isPresent();
      keys().stream()
          .filter(key -> !List.of(NAME, WHEN, RING, REFUSE, ASK).contains(key) && fields.has(key))
          .filter(key -> !(asks && key.equals(APP)))
          .forEach(
              key ->
                  fields.problem(
                      key,
                      "The key " + key.name() + " means nothing here, since the route refuses."));
      return new Action.Refuse(fields.require(REFUSE));
    }
    if (fields.has(ASK)) {
      Stream.concat(Stream.of(TOGETHER, FOR, NEXT_ON), AfterKeys.ALL.stream())
          .filter(fields::has)
          .forEach(
              key ->
                  fields.problem(
                      key,
                      "The key "
                          + key.name()
                          + " means nothing here, since the backend says whom to ring."));
      return new Action.Consult(fields.require(ASK));
    }
    List<RingKeys.Turn> turns = fields.require(RING);
    boolean together = fields.get(TOGETHER, false);
    boolean mixed =
        turns.stream()
            .anyMatch(
                turn -> turn.group() || turn.limit().isPresent() || turn.weight().isPresent());
    if (together && mixed) {
      fields.problem(
          TOGETHER,
          "All targets ring together, so none can have for, weight or together of its own; expected"
              + " either the route's together or the target's.");
    }
    EnumSet<Outcome> nextOn =
        EnumSet.copyOf(own(fields, NEXT_ON).orElse(List.copyOf(Plan.HUNT_UNLESS_DECIDED)));
    return new Action.Ring(
        RingKeys.rounds(turns, together, own(fields, FOR)),
        nextOn,
        AfterKeys.of(fields, own(fields, FOR)));
  }

  /** What the route says, else what {@code defaults} says. */
  private static <T> Optional<T> own(Fields fields, Key<T> key) {
    return fields
        .get(key)
        .or(() -> fields.reading().kept(KEPT, Fields.class).flatMap(general -> general.get(key)));
  }

  /** Hears which group a key uses. */
  @FunctionalInterface
  interface GroupCheck {
    void uses(Fields route, Key<?> key, int group);
  }

  private static void checkGroups(Fields fields, Route route) {
    int known = route.when().groupCount();
    if (route.action() instanceof Action.Ring ring) {
      checkGroup(fields, RING, highestGroup(ring.rounds()), known);
      ring.afterwards()
          .forEach(
              (outcome, next) -> {
                if (next instanceof Action.Afterwards.Ring further) {
                  int used = highestGroup(further.rounds());
                  checkGroup(fields, AfterKeys.key(outcome), used, known);
                }
              });
    }
    int presented =
        Stream.of(route.presented().user(), route.presented().name())
            .flatMap(Optional::stream)
            .mapToInt(Template::highestGroup)
            .max()
            .orElse(0);
    int asked =
        route.when().onlineState().all().stream()
            .mapToInt(one -> one.user().highestGroup())
            .max()
            .orElse(0);
    checkGroup(fields, WHEN, asked, known);
    checkGroup(fields, CALLER, presented, known);
    SipSideKeys.checkGroups(
        fields, route.sipSide(), (at, key, used) -> checkGroup(at, key, used, known));
    checkGroup(fields, CHANNEL_ID, route.channelId().map(Template::highestGroup).orElse(0), known);
    checkGroup(fields, CONTENT, route.content().map(c -> c.highestGroup()).orElse(0), known);
  }

  private static int highestGroup(List<Action.Round> rounds) {
    return rounds.stream()
        .flatMap(round -> round.targets().stream())
        .map(Target::user)
        .mapToInt(Template::highestGroup)
        .max()
        .orElse(0);
  }

  private static void checkGroup(Fields fields, Key<?> key, int used, int known) {
    if (used > known) {
      fields.problem(
          key,
          "There is no group $"
              + used
              + ": "
              + (known == 0
                  ? "when.to.user has no groups"
                  : "when.to.user has only " + known + " in each of its patterns")
              + "; expected (…) in the pattern for each $ number.");
    }
  }

  private static void checkChannel(Template template, Shapes.Place place) {
    RingKeys.check(() -> template.constant().ifPresent(ChannelId::new), place);
  }

  private static void checkCallerUser(Template template, Shapes.Place place) {
    RingKeys.check(() -> template.constant().ifPresent(UserId::new), place);
  }

  private static void checkCallerName(Template template, Shapes.Place place) {
    RingKeys.check(() -> template.constant().ifPresent(DisplayName::new), place);
  }

  static Map<String, RefuseReason> reasons() {
    Map<String, RefuseReason> words = new LinkedHashMap<>();
    for (RefuseReason reason : RefuseReason.values()) {
      words.put(reason.word(), reason);
    }
    return words;
  }

  private static Map<String, Outcome> outcomes() {
    Map<String, Outcome> words = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      words.put(outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'), outcome);
    }
    return words;
  }

  /** {@code decline:} */
  private static final class Decline {
    static final Text<DeclinePolicy> ANSWER =
        Text.of("per-user, per-device or a status from 400 to 699", Decline::parse).orNumber();

    private static final Key<DeclinePolicy> STATUS =
        Key.optional(
            "answer",
            ANSWER,
            "What a SIP caller hears: per-user 603, per-device 486, or this status.",
            "per-user");

    private static final Key<Boolean> ENDS_ALL =
        Key.optional(
            "ends-all",
            Shapes.flag(),
            "Whether the first no ends the call for all who ring.",
            "false");

    static final Section<DeclinePolicy> SECTION =
        Section.of(
            "decline",
            List.of(STATUS, ENDS_ALL),
            fields -> {
              DeclinePolicy answer = fields.get(STATUS, DeclinePolicy.DEFAULT);
              boolean endsAll = fields.get(ENDS_ALL, false);
              return new DeclinePolicy(endsAll, answer.perDevice(), answer.fixedStatus());
            });

    private static DeclinePolicy parse(String text) {
      if (text.equals("per-user") || text.equals("per-device")) {
        return new DeclinePolicy(false, text.equals("per-device"), OptionalInt.empty());
      }
      if (!text.matches("[4-6]\\d\\d")) {
        throw new IllegalArgumentException("This says nothing about a decline.");
      }
      return new DeclinePolicy(false, false, OptionalInt.of(Integer.parseInt(text)));
    }
  }
}
