package io.invitebridge.legacy.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes text frames, one event each: the forms that every known build understands. All escaping is
 * Jackson's. Any thread.
 */
public final class FrameWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public String loggedIn(int uid, String line) {
    ObjectNode result = JSON.objectNode().put("result", "ok").put("uid", uid).put("line", line);
    result.put("config_msg_set", 0).put("config_inst_msg_with_msgid", 0);
    return event("login_ret", JSON.arrayNode().add("").add(result.toString()));
  }

  public String loginRefused(Failure failure) {
    ObjectNode result = JSON.objectNode().put("result", "failed").put("reason", failure.text());
    return event("login_ret", JSON.arrayNode().add("").add(result.toString()));
  }

  public String pong(String number) {
    return "[\"pong\"," + number + "]";
  }

  /** Logged in elsewhere; only web SDK 1.4.0 knows the word. */
  public String kick() {
    return "[\"kick\",\"\"]";
  }

  /** Go, and do not come back by yourself. */
  public String close() {
    return "[\"close\",\"\"]";
  }

  public String answer(CallId id, Answer answer) {
    return result(id, "", answer.json());
  }

  /**
   * Four generations of clients read a failure differently; this form satisfies all: a text that is
   * not empty, and an object that repeats it where each of them looks.
   */
  public String failure(CallId id, Failure failure) {
    ObjectNode result = JSON.objectNode().put("result", "failed").put("reason", failure.text());
    result.putObject("data").put("result", failure.text());
    return result(id, failure.text(), result.toString());
  }

  /** A mailbox line, in the string form that the Java library needs. */
  public String letter(long number, MailLine line) {
    return letter(number, line.text());
  }

  /** The same for a line that is written already. */
  public String letter(long number, String line) {
    String inner = JSON.arrayNode().add(number).add(line).toString();
    return "[\"notify\"," + JSON.textNode("notify recvmsg " + inner) + "]";
  }

  /** There are lines up to this number: poll. */
  public String lettersWait(long number) {
    return "[\"notify\",[\"msg\"," + number + "]]";
  }

  public String channelLine(long channelNumber, long messageNumber, MailLine line) {
    ArrayNode push = JSON.arrayNode().add("channel2").add(channelNumber).add(messageNumber);
    return event("notify", push.add(line.text()));
  }

  private static String result(CallId id, String error, String json) {
    return "[\"call2-ret\",["
        + id.json()
        + ","
        + JSON.textNode(error)
        + ","
        + JSON.textNode(json)
        + "]]";
  }

  private static String event(String name, ArrayNode argument) {
    return JSON.arrayNode().add(name).add(argument).toString();
  }
}
