package io.invitebridge.legacy.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A message line: six words without a space, then the body. Only the body and, for instant
 * messages, the sender are shown to apps; what cannot be written as a word is written with
 * underscores.
 */
public record MailLine(
    String from, String to, String flag, String kind, Instant time, String body) {
  private static final Pattern NOT_IN_A_WORD = Pattern.compile("[\\s\\p{Cntrl}]");
  private static final String CALL_FLAG = "v1:E:3600";
  private static final String CHANNEL_FLAG = "v1:E:0";

  /** The flag of an instant message is its sender's. */
  public static MailLine instant(String from, String to, String flag, Instant time, String text) {
    return new MailLine(from, to, flag, "instant", time, text);
  }

  /**
   * @param peer the other party as the receiver knows it
   */
  public static MailLine ofCall(
      CallWord word, String channel, String peer, String to, String extra, Instant time) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("channel", channel).put("peer", peer).put("peeruid", 0).put("extra", extra);
    return new MailLine(peer, to, CALL_FLAG, word.wireName(), time, body.toString());
  }

  public static MailLine channelMessage(
      String channel, Answer.Member from, Instant time, String text) {
    ObjectNode body = channelBody(channel, from).put("msg", text);
    return ofChannel("channel_msg", channel, from, time, body);
  }

  public static MailLine joined(String channel, Answer.Member who, Instant time) {
    return ofChannel("channel_user_join", channel, who, time, channelBody(channel, who));
  }

  public static MailLine left(String channel, Answer.Member who, Instant time) {
    return ofChannel("channel_user_leave", channel, who, time, channelBody(channel, who));
  }

  /**
   * @param type update, del or clear
   */
  public static MailLine attribute(
      String channel, Answer.Member by, Instant time, String name, String value, String type) {
    ObjectNode body =
        channelBody(channel, by).put("name", name).put("value", value).put("type", type);
    return ofChannel("channel_attr_update", channel, by, time, body);
  }

  /** The line as it goes out. */
  public String text() {
    return "msg-v2 " + words();
  }

  /**
   * The line in the form that carries a message id. Web builds from 1.2.1 on show an id once.
   *
   * @param id without a space
   */
  public String text(String id) {
    return "msg-v3 " + id + " " + words();
  }

  private String words() {
    return word(from)
        + " "
        + word(to)
        + " "
        + word(flag)
        + " "
        + kind
        + " "
        + time.getEpochSecond()
        + " "
        + body;
  }

  @Override
  public String toString() {
    return kind + " to " + to;
  }

  private static MailLine ofChannel(
      String kind, String channel, Answer.Member who, Instant time, ObjectNode body) {
    return new MailLine(who.account(), channel, CHANNEL_FLAG, kind, time, body.toString());
  }

  private static ObjectNode channelBody(String channel, Answer.Member who) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("channel", channel)
        .put("account", who.account())
        .put("uid", who.uid());
  }

  private static String word(String text) {
    return text.isEmpty() ? "-" : NOT_IN_A_WORD.matcher(text).replaceAll("_");
  }
}
