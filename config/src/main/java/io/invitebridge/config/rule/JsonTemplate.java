package io.invitebridge.config.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON whose texts are templates; what is filled in is escaped because it is never JSON source. */
public sealed interface JsonTemplate {
  JsonNode expand(Call call, List<String> groups);

  /** The highest group that is used; 0 for none. */
  int highestGroup();

  /** An object; its names are constant. */
  record Members(Map<String, JsonTemplate> members) implements JsonTemplate {
    public Members {
      members = new LinkedHashMap<>(members);
    }

    @Override
    public ObjectNode expand(Call call, List<String> groups) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      members.forEach((name, value) -> node.set(name, value.expand(call, groups)));
      return node;
    }

    @Override
    public int highestGroup() {
      return members.values().stream().mapToInt(JsonTemplate::highestGroup).max().orElse(0);
    }
  }

  /** A list. */
  record Items(List<JsonTemplate> items) implements JsonTemplate {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public JsonNode expand(Call call, List<String> groups) {
      ArrayNode node = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> node.add(item.expand(call, groups)));
      return node;
    }

    @Override
    public int highestGroup() {
      return items.stream().mapToInt(JsonTemplate::highestGroup).max().orElse(0);
    }
  }

  /** A number, true, false or null. */
  record Constant(JsonNode value) implements JsonTemplate {
    @Override
    public JsonNode expand(Call call, List<String> groups) {
      return value;
    }

    @Override
    public int highestGroup() {
      return 0;
    }
  }

  /** A text; a lone content member keeps its JSON type. */
  record Filled(Template template) implements JsonTemplate {
    @Override
    public JsonNode expand(Call call, List<String> groups) {
      return template
          .wholeMember(call)
          .orElseGet(() -> TextNode.valueOf(template.expand(call, groups)));
    }

    @Override
    public int highestGroup() {
      return template.highestGroup();
    }
  }
}
