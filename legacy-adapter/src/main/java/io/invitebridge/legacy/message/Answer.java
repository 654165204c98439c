package io.invitebridge.legacy.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The members of a good answer besides {@code "result":"ok"}. */
public final class Answer {
  private final ObjectNode members = JsonNodeFactory.instance.objectNode();

  private Answer() {
    members.put("result", "ok");
  }

  public static Answer ok() {
    return new Answer();
  }

  /** One line of the mailbox in the answer to a poll. */
  public record Numbered(long number, String line) {}

  /** A user of a channel. */
  public record Member(String account, int uid) {}

  public Answer with(String name, String value) {
    members.put(name, value);
    return this;
  }

  public Answer with(String name, long value) {
    members.put(name, value);
    return this;
  }

  public Answer withMessages(List<Numbered> messages) {
    ArrayNode array = members.putArray("msgs");
    messages.forEach(message -> array.addArray().add(message.number()).add(message.line()));
    return this;
  }

  public Answer withList(List<Member> users) {
    ArrayNode array = members.putArray("list");
    users.forEach(user -> array.addArray().add(user.account()).add(user.uid()));
    return this;
  }

  public Answer withAttributes(Map<String, String> attributes) {
    ObjectNode object = members.putObject("attrs");
    attributes.forEach(object::put);
    return this;
  }

  /** The attributes as JSON text, the way the native libraries hand them to apps. */
  public Answer withAttributeText(Map<String, String> attributes) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    attributes.forEach(object::put);
    return with("json", object.toString());
  }

  String json() {
    return members.toString();
  }
}
