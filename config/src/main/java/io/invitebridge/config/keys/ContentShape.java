package io.invitebridge.config.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.invitebridge.config.rule.JsonTemplate;
import io.invitebridge.config.shape.Reading;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.source.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code content:}, free JSON whose texts are templates. */
final class ContentShape implements Shape<JsonTemplate.Members> {
  /** A JSON number of sensible size, so that 0049 and the like stay text. */
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,17})?");

  @Override
  public Optional<JsonTemplate.Members> read(YamlNode node, Reading reading) {
    if (node instanceof YamlNode.Mapping mapping) {
      return members(mapping, reading);
    }
    reading.problem(node.at(), "Expected " + expected() + ", found " + node.kind() + ".");
    return Optional.empty();
  }

  private static Optional<JsonTemplate.Members> members(YamlNode.Mapping mapping, Reading reading) {
    Map<String, JsonTemplate> members = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      value(entry.value(), reading).ifPresent(value -> members.put(entry.key().text(), value));
    }
    boolean whole = members.size() == mapping.entries().size();
    return whole ? Optional.of(new JsonTemplate.Members(members)) : Optional.empty();
  }

  private static Optional<JsonTemplate> value(YamlNode node, Reading reading) {
    if (node instanceof YamlNode.Mapping mapping) {
      return members(mapping, reading).map(JsonTemplate.class::cast);
    }
    if (node instanceof YamlNode.Sequence sequence) {
      List<JsonTemplate> items = new ArrayList<>();
      sequence.items().forEach(item -> value(item, reading).ifPresent(items::add));
      boolean whole = items.size() == sequence.items().size();
      return whole ? Optional.of(new JsonTemplate.Items(items)) : Optional.empty();
    }
    YamlNode.Scalar scalar = (YamlNode.Scalar) node;
    return constant(scalar)
        .<JsonTemplate>map(JsonTemplate.Constant::new)
        .or(() -> Templates.TEMPLATE.read(scalar, reading).map(JsonTemplate.Filled::new));
  }

  private static Optional<JsonNode> constant(YamlNode.Scalar scalar) {
    if (scalar.isNull()) {
      return Optional.of(NullNode.getInstance());
    }
    if (scalar.isTruthValue()) {
      return Optional.of(BooleanNode.valueOf(scalar.text().equalsIgnoreCase("true")));
    }
    return scalar.plain() && NUMBER.matcher(scalar.text()).matches()
        ? Optional.of(DecimalNode.valueOf(new BigDecimal(scalar.text())))
        : Optional.empty();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "object");
  }

  @Override
  public String expected() {
    return "a mapping, which becomes a JSON object";
  }
}
