package io.invitebridge.client.internal.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import org.jspecify.annotations.Nullable;

/** Frames to values and back. JSON-RPC 2.0; no batches, as neither side sends them. */
public final class Codec {
  /**
   * The longest frame that is read, in characters. The largest lawful one is a message of 32 KB of
   * which each byte is escaped.
   */
  static final int MAX_FRAME_CHARS = 256 * 1024;

  private static final Gson GSON =
      new GsonBuilder().setStrictness(Strictness.STRICT).disableHtmlEscaping().create();

  private Codec() {}

  /** A request; the bridge answers with the same id. */
  public static String request(long id, String method, JsonObject params) {
    JsonObject frame = frame(method, params);
    frame.addProperty("id", id);
    return GSON.toJson(frame);
  }

  /** A notification; the bridge does not answer it. */
  public static String notification(String method, JsonObject params) {
    return GSON.toJson(frame(method, params));
  }

  /** An object from outside the protocol, such as an app's settings. */
  public static Fields object(String text) throws WireException {
    return new Fields(parse(text));
  }

  /** What a frame says. */
  public static Incoming decode(String text) throws WireException {
    if (text.length() > MAX_FRAME_CHARS) {
      throw new WireException("A frame of " + text.length() + " characters is too long.");
    }
    JsonObject object = parse(text);
    Fields frame = new Fields(object);
    if (!"2.0".equals(frame.textOrNull("jsonrpc"))) {
      throw new WireException("The frame is not JSON-RPC 2.0.");
    }
    if (object.has("method")) {
      return notification(frame);
    }
    if (object.has("error")) {
      return failure(frame);
    }
    if (!object.has("result")) {
      throw new WireException("The frame has neither method, result nor error.");
    }
    Fields result = frame.object("result");
    return new Incoming.Result(
        requiredId(frame), result == null ? new Fields(new JsonObject()) : result);
  }

  private static Incoming notification(Fields frame) throws WireException {
    Fields params = frame.object("params");
    if (params == null) {
      throw new WireException("The notification has no params.");
    }
    long seq = params.integer("seq", 0);
    if (seq < 0) {
      throw new WireException("The seq " + seq + " is negative.");
    }
    return new Incoming.Notification(frame.text("method"), seq, params);
  }

  private static Incoming failure(Fields frame) throws WireException {
    Fields error = frame.object("error");
    if (error == null) {
      throw new WireException("The error is not an object.");
    }
    long id = frame.integer("id", -1);
    long code = error.integer("code", 0);
    if (code != (int) code || code == 0) {
      throw new WireException("The error has no code.");
    }
    return new Incoming.Failure(id < 0 ? null : id, (int) code, error.textOrEmpty("message"));
  }

  private static long requiredId(Fields frame) throws WireException {
    long id = frame.integer("id", -1);
    if (id < 0) {
      throw new WireException("The answer has no id.");
    }
    return id;
  }

  private static JsonObject frame(String method, JsonObject params) {
    JsonObject frame = new JsonObject();
    frame.addProperty("jsonrpc", "2.0");
    frame.addProperty("method", method);
    frame.add("params", params);
    return frame;
  }

  private static JsonObject parse(String text) throws WireException {
    @Nullable JsonElement element;
    try {
      element = GSON.fromJson(text, JsonElement.class);
    } catch (JsonParseException e) {
      throw new WireException("The text is not JSON.");
    }
    if (element == null || !element.isJsonObject()) {
      throw new WireException("The text is not a JSON object.");
    }
    return element.getAsJsonObject();
  }
}
