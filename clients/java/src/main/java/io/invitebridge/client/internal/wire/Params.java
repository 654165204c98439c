package io.invitebridge.client.internal.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.invitebridge.client.internal.WellFormed;
import org.jspecify.annotations.Nullable;

/**
 * Collects the params of a request; members that are null are left out, texts are made well-formed.
 */
public final class Params {
  private final JsonObject object = new JsonObject();

  /** No members yet. */
  public Params() {}

  /** Adds a text, unless it is null. */
  public Params text(String name, @Nullable String value) {
    if (value != null) {
      object.addProperty(name, WellFormed.of(value));
    }
    return this;
  }

  /** Adds an integer. */
  public Params integer(String name, long value) {
    object.addProperty(name, value);
    return this;
  }

  /** Adds a list of texts. */
  public Params texts(String name, Iterable<String> values) {
    JsonArray array = new JsonArray();
    for (String value : values) {
      array.add(WellFormed.of(value));
    }
    object.add(name, array);
    return this;
  }

  /** Adds an object. */
  public Params object(String name, Params value) {
    object.add(name, value.object);
    return this;
  }

  /** The object, to be sent. */
  public JsonObject json() {
    return object;
  }
}
