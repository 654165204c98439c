package io.invitebridge.config.keys;

import io.invitebridge.config.rule.TextMatch;
import io.invitebridge.config.rule.TextSet;
import io.invitebridge.config.shape.Reading;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.source.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code lists:}, which routes refer to by name. */
final class ListsShape implements Shape<Map<String, List<TextMatch>>> {
  private static final String KEPT = "list ";

  private static final Shape<Map<String, List<TextMatch>>> LISTS =
      Shapes.mapping(
          "names of lists to their texts", Names.NEW_LIST, Shapes.oneOrMore(WhenKeys.TEXT));

  /** The list of this name; empty when it could not be read. */
  static Optional<TextSet> find(String name, Reading reading) {
    return reading.kept(KEPT + name, TextSet.class);
  }

  @Override
  public Optional<Map<String, List<TextMatch>>> read(YamlNode node, Reading reading) {
    Optional<Map<String, List<TextMatch>>> lists = LISTS.read(node, reading);
    lists
        .orElse(Map.of())
        .forEach((name, matches) -> reading.keep(KEPT + name, new TextSet(matches)));
    return lists;
  }

  @Override
  public Map<String, Object> schema() {
    return LISTS.schema();
  }

  @Override
  public String expected() {
    return LISTS.expected();
  }
}
