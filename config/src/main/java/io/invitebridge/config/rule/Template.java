package io.invitebridge.config.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Text with places to fill in: <code>{from.user}</code>, <code>{content.caller}</code>, {@code $1}.
 * Two braces or two dollar signs stand for one. A value that the call does not have is empty text.
 */
public final class Template {
  private static final Map<String, Function<Call, String>> VALUES =
      new TreeMap<>(
          Map.of(
              "from.user", Call::callerUser,
              "from.displayName",
                  call -> call.invited().callerName().map(DisplayName::value).orElse(""),
              "from.trunk", call -> call.callerTrunk().orElse(""),
              "from.network", call -> Call.word(call.network()),
              "from.app", call -> call.callerApp().map(AppId::value).orElse(""),
              "to.user", call -> call.invited().callee().value(),
              "call.id", call -> call.id().value(),
              "call.channelId",
                  call -> call.invited().channelId().map(ChannelId::value).orElse("")));

  /** The channel that callees are told, where that is known already. */
  static final String CHANNEL = "channelId";

  private static final String CONTENT = "content.";
  private static final String HEADER = "header.";

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Value(Function<Call, String> of) implements Part {}

  private record Member(MemberPath path) implements Part {}

  private record Header(String name) implements Part {}

  private record Group(int number) implements Part {}

  private record Channel() implements Part {}

  private final String source;
  private final List<Part> parts;

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  /** A text with nothing to fill in, whatever is in it. */
  public static Template literal(String text) {
    return new Template(
        text.replace("{", "{{").replace("}", "}}").replace("$", "$$"),
        text.isEmpty() ? List.of() : List.of(new Literal(text)));
  }

  /** The names that may stand between braces, but for content members. */
  public static List<String> names() {
    return List.copyOf(VALUES.keySet());
  }

  /** Throws {@link IllegalArgumentException} with a sentence that says what is wrong. */
  public static Template parse(String text) {
    return parse(text, "");
  }

  /**
   * The same with one more name.
   *
   * @param more {@link #CHANNEL}, or empty
   */
  static Template parse(String text, String more) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if ((c == '{' || c == '}' || c == '$') && next == c) {
        literal.append(c);
        i += 2;
      } else if (c == '}') {
        throw new IllegalArgumentException("A closing brace has no opening one; write }} for one.");
      } else if (c == '{') {
        int close = text.indexOf('}', i);
        if (close < 0) {
          throw new IllegalArgumentException("An opening brace is not closed; write {{ for one.");
        }
        flush(literal, parts);
        parts.add(place(text.substring(i + 1, close), more));
        i = close + 1;
      } else if (c == '$') {
        if (next < '1' || next > '9') {
          throw new IllegalArgumentException(
              "A dollar sign needs a group 1 to 9; write $$ for one.");
        }
        flush(literal, parts);
        parts.add(new Group(next - '0'));
        i += 2;
      } else {
        literal.append(c);
        i++;
      }
    }
    flush(literal, parts);
    return new Template(text, parts);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Part place(String name, String more) {
    if (name.equals(more)) {
      return new Channel();
    }
    if (name.startsWith(CONTENT)) {
      return new Member(MemberPath.parse(name.substring(CONTENT.length())));
    }
    if (name.startsWith(HEADER)) {
      Headers.checkName(name.substring(HEADER.length()));
      return new Header(name.substring(HEADER.length()));
    }
    Function<Call, String> value = VALUES.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "There is no value {"
              + name
              + "}; known are "
              + (more.isEmpty() ? "" : more + ", ")
              + String.join(", ", VALUES.keySet())
              + ", content.<member> and header.<name>.");
    }
    return new Value(value);
  }

  /** The text for this call, not yet fit for any place. */
  public String expand(Call call, List<String> groups) {
    Fitting.Plain out = new Fitting.Plain();
    fill(call, groups, "", out);
    return out.toString();
  }

  /**
   * Hands each part on.
   *
   * @param channel the channel that callees are told
   */
  void fill(Call call, List<String> groups, String channel, Fitting out) {
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        out.literal(literal.text());
      } else {
        out.value(value(part, call, groups, channel));
      }
    }
  }

  /** Hands the literals on, and a value without text for each place. */
  void fillShape(Fitting out) {
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        out.literal(literal.text());
      } else {
        out.value("");
      }
    }
  }

  private static String value(Part part, Call call, List<String> groups, String channel) {
    if (part instanceof Value value) {
      return value.of().apply(call);
    }
    if (part instanceof Header header) {
      return call.invited().headers().value(header.name()).orElse("");
    }
    if (part instanceof Group group) {
      return group.number() <= groups.size() ? groups.get(group.number() - 1) : "";
    }
    return part instanceof Member member ? text(call.member(member.path())) : channel;
  }

  /** When the template is one content member and nothing else: that member as it is. */
  Optional<JsonNode> wholeMember(Call call) {
    return parts.size() == 1 && parts.get(0) instanceof Member member
        ? call.member(member.path())
        : Optional.empty();
  }

  /** The highest group that is used; 0 for none. */
  public int highestGroup() {
    return parts.stream()
        .mapToInt(part -> part instanceof Group group ? group.number() : 0)
        .max()
        .orElse(0);
  }

  /** The text when nothing is to be filled in. */
  public Optional<String> constant() {
    if (parts.isEmpty()) {
      return Optional.of("");
    }
    return parts.size() == 1 && parts.get(0) instanceof Literal literal
        ? Optional.of(literal.text())
        : Optional.empty();
  }

  private static String text(Optional<JsonNode> node) {
    return node.map(n -> n.isValueNode() ? n.asText() : n.toString()).orElse("");
  }

  @Override
  public String toString() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template template && template.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }
}
