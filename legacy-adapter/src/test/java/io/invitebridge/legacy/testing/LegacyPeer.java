package io.invitebridge.legacy.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.UserId;
import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.legacy.message.CloseCode;
import io.invitebridge.legacy.session.Connection;
import io.invitebridge.legacy.session.ConnectionEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client of the old signaling protocol without a socket. Like the real ones it polls right after
 * its login and on gaps, processes pushed lines in order, acknowledges an invite by itself unless
 * told otherwise, and keeps no state of its calls. It polls for acknowledgement only when told to
 * ({@link #poll}), so that tests choose the moment. Calls only post; let the virtual time settle
 * before looking at what came of them. Not thread-safe.
 *
 * <pre>{@code
 * LegacyPeer alice = new LegacyPeer(adapter, app, "alice").login();
 * time.settle();
 * alice.invite("room1", "bob", "");
 * }</pre>
 */
public final class LegacyPeer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USUAL_POLL = 30;

  private final LegacyAdapter adapter;
  private final AppId app;
  private final String account;
  private final List<Heard> heard = new ArrayList<>();
  private final List<JsonNode> channelLines = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final Map<Long, JsonNode> answers = new LinkedHashMap<>();
  private Optional<Wire> wire = Optional.empty();
  private Optional<CloseCode> closedWith = Optional.empty();
  private Optional<JsonNode> loginAnswer = Optional.empty();
  private boolean acknowledges = true;
  private boolean polls = true;
  private String token = "_no_need_token";
  private String line = "";
  private int longestFrame;
  private long processed;
  private long calls;

  public LegacyPeer(LegacyAdapter adapter, AppId app, String account) {
    this.adapter = adapter;
    this.app = app;
    this.account = account;
  }

  public AppUser address() {
    return new AppUser(Network.LEGACY, app, new UserId(account));
  }

  // ------------------------------------------------------------------ connection and session

  /** Opens a connection; a connection that is still open is left to itself. */
  public LegacyPeer connect() {
    Wire opened = new Wire();
    wire = Optional.of(opened);
    closedWith = Optional.empty();
    processed = 0;
    opened.events = adapter.connected(opened);
    return this;
  }

  public LegacyPeer token(String value) {
    token = value;
    return this;
  }

  /** A new connection and a login on it. */
  public LegacyPeer login() {
    connect();
    ObjectNode login = JSON.createObjectNode();
    login.put("vid", app.value()).put("account", account).put("uid", 0).put("token", token);
    login.put("device", "websdk").put("ip", "");
    send("[\"login\"," + login + "]");
    return this;
  }

  /** The connection breaks without a word. */
  public void drop() {
    wire.ifPresent(open -> open.gone(false));
  }

  /** The client closes in good order, like a page that is left. */
  public void leavePage() {
    wire.ifPresent(open -> open.gone(true));
  }

  public long logout() {
    return call("user_logout", Map.of());
  }

  /** False: no voip_invite_ack by itself. */
  public LegacyPeer acknowledges(boolean value) {
    acknowledges = value;
    return this;
  }

  /** False: no poll by itself, neither after the login nor on gaps. */
  public LegacyPeer polls(boolean value) {
    polls = value;
    return this;
  }

  /** Says that everything heard is processed, and asks for more. */
  public long poll() {
    return call("user_getmsg", Map.of("ver_clear", processed, "max", USUAL_POLL));
  }

  // ------------------------------------------------------------------ calls

  public long invite(String channel, String peer, String extra) {
    return word("voip_invite", channel, peer, extra);
  }

  public long accept(String channel, String peer, String extra) {
    return word("voip_invite_accept", channel, peer, extra);
  }

  public long refuse(String channel, String peer, String extra) {
    return word("voip_invite_refuse", channel, peer, extra);
  }

  public long bye(String channel, String peer, String extra) {
    return word("voip_invite_bye", channel, peer, extra);
  }

  /** The Java library's way to end a call. */
  public long callBye(String channel, String peer) {
    return call("call_bye", Map.of("channelName", channel, "srcNum", account, "destNum", peer));
  }

  public long dtmf(String channel, String peer, String digits) {
    String extra = "{\"msgtype\":\"dtmf\",\"msgdata\":\"" + digits + "\"}";
    return word("voip_invite_msg", channel, peer, extra);
  }

  public long word(String function, String channel, String peer, String extra) {
    return call(function, Map.of("channelName", channel, "peer", peer, "extra", extra));
  }

  public long message(String peer, String text) {
    return message(peer, text, "v1:E:3600");
  }

  public long message(String peer, String text, String flag) {
    return call(
        "user_sendmsg", Map.of("peer", peer, "flag", flag, "t", "instant", "content", text));
  }

  /**
   * Any call, with this session's line.
   *
   * @return the id under which {@link #answer} and {@link #error} find what came back
   */
  public long call(String function, Map<String, ?> args) {
    Map<String, Object> all = new LinkedHashMap<>(args);
    all.putIfAbsent("line", line);
    long id = ++calls;
    send(JSON.valueToTree(List.of("call2", List.of(function, id, all))).toString());
    return id;
  }

  /** Any text at all. */
  public void send(String frame) {
    wire.filter(open -> !open.gone).ifPresent(open -> open.events.text(frame));
  }

  // ------------------------------------------------------------------ what came

  /** Everything from the mailbox so far, over all logins. */
  public List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** The kinds of what was heard. */
  public List<String> kinds() {
    return heard.stream().map(Heard::kind).toList();
  }

  /** The texts of the instant messages. */
  public List<String> texts() {
    return heard.stream().filter(one -> one.kind().equals("instant")).map(Heard::body).toList();
  }

  public Heard last(String kind) {
    return heard.stream()
        .filter(one -> one.kind().equals(kind))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError(account + " got no " + kind + " but " + kinds()));
  }

  public void forget() {
    heard.clear();
    channelLines.clear();
    events.clear();
  }

  /** Pushes of channels: kind and body, for example {@code channel_msg {...}}. */
  public List<String> channelLines() {
    return channelLines.stream()
        .map(push -> push.path(3).asText().split(" ", 7))
        .map(words -> words[4] + " " + words[6])
        .toList();
  }

  /** Their running numbers. */
  public List<Long> channelNumbers() {
    return channelLines.stream().map(push -> push.path(2).asLong()).toList();
  }

  /** Every event that came, by name. */
  public List<String> events() {
    return List.copyOf(events);
  }

  /** The longest frame so far, in characters. */
  public int longestFrame() {
    return longestFrame;
  }

  public Optional<CloseCode> closedWith() {
    return closedWith;
  }

  public boolean isOpen() {
    return wire.filter(open -> !open.gone).isPresent();
  }

  public boolean isLoggedIn() {
    return loginAnswer.map(ret -> ret.path("result").asText().equals("ok")).orElse(false);
  }

  /** The login's answer. */
  public JsonNode loginAnswer() {
    return loginAnswer.orElseThrow(() -> new AssertionError(account + " got no login_ret"));
  }

  public boolean isAnswered(long id) {
    return answers.containsKey(id);
  }

  /** A good answer's object. */
  public JsonNode answer(long id) {
    JsonNode ret = answered(id);
    if (!ret.path(1).asText().isEmpty()) {
      throw new AssertionError(account + " got an error: " + ret);
    }
    return parsed(ret.path(2).asText());
  }

  /** The error text of an answer; empty when it was good. */
  public String error(long id) {
    return answered(id).path(1).asText();
  }

  public String line() {
    return line;
  }

  private JsonNode answered(long id) {
    JsonNode ret = answers.get(id);
    if (ret == null) {
      throw new AssertionError(account + " got no answer to call " + id);
    }
    return ret;
  }

  private void received(String frame) {
    longestFrame = Math.max(longestFrame, frame.length());
    JsonNode root = parsed(frame);
    String event = root.path(0).asText();
    JsonNode argument = root.path(1);
    events.add(event);
    switch (event) {
      case "login_ret" -> loggedIn(parsed(argument.path(1).asText()));
      case "call2-ret" -> answered(argument);
      case "notify" -> notified(argument);
      default -> {
        // pong, kick, close: remembered by name
      }
    }
  }

  private void loggedIn(JsonNode ret) {
    loginAnswer = Optional.of(ret);
    line = ret.path("line").asText();
    if (polls && isLoggedIn()) {
      poll();
    }
  }

  private void answered(JsonNode ret) {
    answers.put(ret.path(0).asLong(), ret);
    JsonNode messages = parsed(ret.path(2).asText()).path("msgs");
    messages.forEach(one -> process(one.path(0).asLong(), one.path(1).asText()));
    if (messages.size() == USUAL_POLL && polls) {
      poll();
    }
  }

  private void notified(JsonNode argument) {
    if (argument.isTextual() && argument.asText().startsWith("notify recvmsg ")) {
      JsonNode pushed = parsed(argument.asText().substring("notify recvmsg ".length()));
      long number = pushed.path(0).asLong();
      if (number == processed + 1) {
        process(number, pushed.path(1).asText());
      } else if (polls) {
        poll();
      }
    } else if (argument.path(0).asText().equals("channel2")) {
      channelLines.add(argument);
    } else if (argument.path(0).asText().equals("msg") && polls) {
      poll();
    }
  }

  private void process(long number, String text) {
    if (number <= processed) {
      return;
    }
    processed = number;
    String[] words = text.split(" ", 7);
    Heard one = new Heard(number, words[1], words[4], words[6]);
    heard.add(one);
    if (acknowledges && one.kind().equals("voip_invite")) {
      word("voip_invite_ack", one.of("channel"), one.of("peer"), "");
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new AssertionError("The server sent no JSON: " + text, broken);
    }
  }

  private final class Wire implements Connection {
    private ConnectionEvents events = new Nobody();
    private boolean gone;

    @Override
    public void send(String text) {
      if (!gone) {
        received(text);
      }
    }

    @Override
    public void close(CloseCode code, String reason) {
      if (!gone) {
        closedWith = Optional.of(code);
        gone(false);
      }
    }

    @Override
    public String remote() {
      return account + "'s client";
    }

    private void gone(boolean goodbye) {
      if (!gone) {
        gone = true;
        events.closed(goodbye);
      }
    }
  }

  /** Until the adapter has taken the connection. */
  private static final class Nobody implements ConnectionEvents {
    @Override
    public void text(String frame) {
      throw new IllegalStateException("Not connected yet.");
    }

    @Override
    public void tooSlow() {
      throw new IllegalStateException("Not connected yet.");
    }

    @Override
    public void closed(boolean goodbye) {
      throw new IllegalStateException("Not connected yet.");
    }
  }
}
