package io.invitebridge.client.internal.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, checked for their type when they are read. */
public final class Fields {
  private static final long LARGEST_EXACT_INTEGER = 1L << 53;

  private final JsonObject object;

  /** The members of {@code object}, which must not change any more. */
  public Fields(JsonObject object) {
    this.object = object;
  }

  /** A member that has to be a text. */
  public String text(String name) throws WireException {
    String text = textOrNull(name);
    if (text == null) {
      throw new WireException("The member " + name + " is missing.");
    }
    return text;
  }

  /** A text, or empty when the member is absent or null. */
  public String textOrEmpty(String name) throws WireException {
    String text = textOrNull(name);
    return text == null ? "" : text;
  }

  /** A text, or null when the member is absent or null. */
  public @Nullable String textOrNull(String name) throws WireException {
    JsonElement member = object.get(name);
    if (member == null || member.isJsonNull()) {
      return null;
    }
    if (!member.isJsonPrimitive() || !member.getAsJsonPrimitive().isString()) {
      throw new WireException("The member " + name + " is not a text.");
    }
    return member.getAsString();
  }

  /** An integer, or {@code absent} when the member is absent or null. */
  public long integer(String name, long absent) throws WireException {
    JsonElement member = object.get(name);
    if (member == null || member.isJsonNull()) {
      return absent;
    }
    JsonPrimitive primitive = member.isJsonPrimitive() ? member.getAsJsonPrimitive() : null;
    if (primitive == null || !primitive.isNumber()) {
      throw new WireException("The member " + name + " is not a number.");
    }
    double value = primitive.getAsDouble();
    if (value != Math.rint(value) || Math.abs(value) > LARGEST_EXACT_INTEGER) {
      throw new WireException("The member " + name + " is not an integer.");
    }
    return (long) value;
  }

  /** A truth value, or false when the member is absent or null. */
  public boolean truth(String name) throws WireException {
    JsonElement member = object.get(name);
    if (member == null || member.isJsonNull()) {
      return false;
    }
    if (!member.isJsonPrimitive() || !member.getAsJsonPrimitive().isBoolean()) {
      throw new WireException("The member " + name + " is not true or false.");
    }
    return member.getAsBoolean();
  }

  /** An object, or null when the member is absent or something else. */
  public @Nullable Fields object(String name) {
    JsonElement member = object.get(name);
    return member != null && member.isJsonObject() ? new Fields(member.getAsJsonObject()) : null;
  }

  /** A list of objects. */
  public List<Fields> objects(String name) throws WireException {
    JsonElement member = object.get(name);
    if (member == null || !member.isJsonArray()) {
      throw new WireException("The member " + name + " is not a list.");
    }
    List<Fields> objects = new ArrayList<>();
    for (JsonElement element : member.getAsJsonArray()) {
      if (!element.isJsonObject()) {
        throw new WireException("An element of " + name + " is not an object.");
      }
      objects.add(new Fields(element.getAsJsonObject()));
    }
    return objects;
  }

  /** An object whose members are all texts, in its order. */
  public Map<String, String> texts(String name) throws WireException {
    JsonElement member = object.get(name);
    if (member == null || !member.isJsonObject()) {
      throw new WireException("The member " + name + " is not an object.");
    }
    Fields inner = new Fields(member.getAsJsonObject());
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : member.getAsJsonObject().keySet()) {
      texts.put(key, inner.text(key));
    }
    return texts;
  }
}
