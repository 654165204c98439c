package io.invitebridge.config.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.config.model.App;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.rule.Action;
import io.invitebridge.config.rule.JsonTemplate;
import io.invitebridge.config.rule.Target;
import io.invitebridge.config.rule.Template;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.TrunkName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes an answer of what a backend wrote (docs/route-answer.schema.json). Every member is checked,
 * and so are the names of trunks and apps; users' names are checked as those of rules are. Texts
 * are taken as they are: nothing in them is filled in.
 */
final class AnswerReader {
  private static final int MOST_ITEMS = 20;
  private static final int LONGEST_FOR = 600;
  private static final int LONGEST_LIFE = 86_400;

  private static final Set<String> TOP =
      Set.of("ring", "refuse", "pass", "channelId", "content", "ttlSeconds");
  private static final Set<String> TARGET = Set.of("rtm", "legacy", "trunk", "user", "app", "for");
  private static final Set<String> GROUP = Set.of("together", "for");

  private final Set<TrunkName> trunks;
  private final List<AppId> apps;

  AnswerReader(BridgeConfig config) {
    this.trunks = config.trunks().keySet();
    this.apps = config.apps().stream().map(App::id).toList();
  }

  BackendAnswer read(JsonNode answer) {
    ObjectNode object = object(answer, "The answer", TOP);
    long kinds = Stream.of("ring", "refuse", "pass").filter(object::has).count();
    if (kinds != 1) {
      throw bad("The answer must have exactly one of ring, refuse and pass.");
    }
    boolean rings = object.has("ring");
    if (!rings && (object.has("channelId") || object.has("content"))) {
      throw bad("The answer has a channelId or a content, and rings nobody.");
    }
    return new BackendAnswer(
        action(object),
        text(object, "channelId").map(id -> Template.literal(new ChannelId(id).value())),
        content(object),
        Duration.ofSeconds(number(object, "ttlSeconds", 0, LONGEST_LIFE).orElse(0)));
  }

  private Optional<Action> action(ObjectNode object) {
    if (object.has("pass")) {
      if (!object.path("pass").isBoolean() || !object.path("pass").booleanValue()) {
        throw bad("The member pass can only be true.");
      }
      return Optional.empty();
    }
    if (object.has("refuse")) {
      String word = text(object, "refuse").orElse("");
      return Optional.of(
          new Action.Refuse(
              Stream.of(RefuseReason.values())
                  .filter(reason -> reason.word().equals(word))
                  .findFirst()
                  .orElseThrow(() -> bad("The member refuse is no word of a refusal."))));
    }
    List<Action.Round> rounds = new ArrayList<>();
    for (JsonNode item : items(object.path("ring"), "ring")) {
      rounds.add(round(item));
    }
    return Optional.of(new Action.Ring(rounds, Plan.HUNT_UNLESS_DECIDED, Map.of()));
  }

  private Action.Round round(JsonNode item) {
    boolean isGroup = item.has("together");
    ObjectNode object = object(item, "An item of ring", isGroup ? GROUP : TARGET);
    List<Target> targets = new ArrayList<>();
    if (isGroup) {
      for (JsonNode target : items(object.path("together"), "together")) {
        if (target.has("for")) {
          throw bad("Targets that ring together have one for, beside together.");
        }
        targets.add(target(object(target, "An item of together", TARGET)));
      }
    } else {
      targets.add(target(object));
    }
    OptionalInt limit = number(object, "for", 1, LONGEST_FOR);
    return new Action.Round(
        targets,
        limit.isPresent() ? Optional.of(Duration.ofSeconds(limit.getAsInt())) : Optional.empty(),
        OptionalInt.empty());
  }

  private Target target(ObjectNode object) {
    if (Stream.of("rtm", "legacy", "trunk").filter(object::has).count() != 1) {
      throw bad("A target must have exactly one of rtm, legacy and trunk.");
    }
    if (object.has("trunk")) {
      if (object.has("app")) {
        throw bad("A trunk is of no app.");
      }
      return new Target.Trunk(
          known(trunks, new TrunkName(text(object, "trunk").orElse("")), "trunk"),
          text(object, "user").map(Template::literal).orElseGet(() -> Template.parse("{to.user}")));
    }
    if (object.has("user")) {
      throw bad("The member user belongs to a trunk.");
    }
    Optional<AppId> app = text(object, "app").map(id -> known(apps, new AppId(id), "app"));
    return object.has("rtm")
        ? new Target.Rtm(Template.literal(text(object, "rtm").orElse("")), app)
        : new Target.Legacy(Template.literal(text(object, "legacy").orElse("")), app);
  }

  private static Optional<JsonTemplate.Members> content(ObjectNode object) {
    if (!object.has("content")) {
      return Optional.empty();
    }
    if (!(object.path("content") instanceof ObjectNode members)) {
      throw bad("The member content must be an object.");
    }
    Map<String, JsonTemplate> constants = new LinkedHashMap<>();
    members
        .properties()
        .forEach(
            member -> constants.put(member.getKey(), new JsonTemplate.Constant(member.getValue())));
    return Optional.of(new JsonTemplate.Members(constants));
  }

  private static ArrayNode items(JsonNode node, String name) {
    if (node instanceof ArrayNode list && !list.isEmpty() && list.size() <= MOST_ITEMS) {
      return list;
    }
    throw bad("The member " + name + " must be a list of 1 to " + MOST_ITEMS + " items.");
  }

  private static ObjectNode object(JsonNode node, String what, Set<String> members) {
    if (!(node instanceof ObjectNode object)) {
      throw bad(what + " must be an object.");
    }
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!members.contains(name)) {
                throw bad(what + " has a member that is not known.");
              }
            });
    return object;
  }

  private static Optional<String> text(ObjectNode object, String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isTextual() || node.textValue().isEmpty()) {
      throw bad("The member " + name + " must be a text that is not empty.");
    }
    return Optional.of(node.textValue());
  }

  private static OptionalInt number(ObjectNode object, String name, int least, int most) {
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      return OptionalInt.empty();
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < least
        || node.intValue() > most) {
      throw bad(
          "The member " + name + " must be a whole number from " + least + " to " + most + ".");
    }
    return OptionalInt.of(node.intValue());
  }

  private static <T> T known(Collection<T> all, T name, String kind) {
    if (!all.contains(name)) {
      throw bad("The answer names a " + kind + " that the configuration does not have.");
    }
    return name;
  }

  private static InvalidValueException bad(String sentence) {
    return new InvalidValueException(sentence);
  }
}
