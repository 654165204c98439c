package io.invitebridge.legacy.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.model.AppId;
import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.legacy.message.CloseCode;
import io.invitebridge.legacy.session.Connection;
import io.invitebridge.legacy.session.ConnectionEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A page with web build 1.4.0 (or another one) as far as its mailbox goes, and a network of which a
 * test moves each frame. It has that build's oddities: each login begins a new counter, and those
 * of lost connections go on polling beside it, under the new session; message ids are remembered as
 * long as the page lives. Not thread-safe.
 */
public final class WebPage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PUSH = "notify recvmsg ";
  private static final int MOST_LINES = 30;

  /** Which build the page has. */
  public enum Build {
    /** Remembers ids, comes back by itself. */
    V1_4_0,
    /** Drops old numbers; shows itself by a ping at its login. */
    V1_3_0,
    /** Shows nothing; believes every line of an answer. */
    V1_1_3
  }

  private final LegacyAdapter adapter;
  private final AppId app;
  private final String account;
  private final Build build;
  private final Set<String> ids = new HashSet<>();
  private final List<Counter> counters = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private Optional<Socket> socket = Optional.empty();
  private String line = "";

  public WebPage(LegacyAdapter adapter, AppId app, String account, Build build) {
    this.adapter = adapter;
    this.app = app;
    this.account = account;
    this.build = build;
  }

  /** Opens a connection; the login waits to be moved. */
  public void connect() {
    Socket opened = new Socket();
    socket = Optional.of(opened);
    opened.events = adapter.connected(opened);
    ObjectNode login = JSON.createObjectNode();
    login.put("vid", app.value()).put("account", account).put("uid", 0);
    login.put("token", "_no_need_token").put("device", "websdk").put("ip", "");
    opened.out.add("[\"login\"," + login + "]");
  }

  /** The connection breaks; what is under way is lost. */
  public void cut() {
    socket.ifPresent(Socket::cut);
  }

  /** The user loads the page again: nothing is remembered. */
  public void reload() {
    cut();
    ids.clear();
    counters.clear();
    connect();
  }

  /** Moves one frame to the server, or else one to the page; false: nothing is under way. */
  public boolean step() {
    Optional<Socket> open = socket.filter(one -> !one.gone);
    return open.isPresent() && (open.get().toServer() || open.get().toPage());
  }

  /** One frame to the page; false: there is none. */
  public boolean toPage() {
    return socket.filter(one -> !one.gone).map(Socket::toPage).orElse(false);
  }

  /** One frame to the server; false: there is none. */
  public boolean toServer() {
    return socket.filter(one -> !one.gone).map(Socket::toServer).orElse(false);
  }

  /** More than a second has passed: counters with something to acknowledge poll. */
  public void second() {
    counters.stream().filter(one -> one.acknowledged < one.taken).toList().forEach(this::poll);
  }

  /** A minute has passed: all of them poll. */
  public void minute() {
    List.copyOf(counters).forEach(this::poll);
  }

  /** What the app has been shown: texts of messages, and calls as {@code kind channel peer}. */
  public List<String> shown() {
    return List.copyOf(shown);
  }

  /** Frames that are under way to the page. */
  public List<String> underWay() {
    return socket.map(one -> List.copyOf(one.in)).orElse(List.of());
  }

  /** Says something about a call. */
  public void word(String function, String channel, String peer) {
    call(function, Map.of("channelName", channel, "peer", peer, "extra", ""), Optional.empty());
  }

  private void poll(Counter counter) {
    if (!counter.polling) {
      counter.polling = true;
      call(
          "user_getmsg",
          Map.of("ver_clear", counter.taken, "max", MOST_LINES),
          Optional.of(counter));
    }
  }

  private void call(String function, Map<String, ?> args, Optional<Counter> by) {
    Map<String, Object> all = new HashMap<>(args);
    all.put("line", line);
    socket
        .filter(one -> !one.gone)
        .ifPresent(
            open -> {
              long id = ++open.calls;
              by.ifPresent(counter -> open.polls.put(id, counter));
              open.out.add(
                  JSON.valueToTree(List.of("call2", List.of(function, id, all))).toString());
            });
  }

  private void received(Socket from, String frame) {
    JsonNode root = parsed(frame);
    JsonNode argument = root.path(1);
    switch (root.path(0).asText()) {
      case "login_ret" -> loggedIn(from, parsed(argument.path(1).asText()));
      case "call2-ret" -> answered(from, argument);
      case "notify" -> notified(argument);
      default -> {
        // pong, kick, close
      }
    }
  }

  private void loggedIn(Socket from, JsonNode ret) {
    line = ret.path("line").asText();
    if (build == Build.V1_1_3) {
      counters.clear();
    }
    counters.add(new Counter());
    if (build == Build.V1_4_0) {
      from.out.add("[\"set_flag\",{\"binary\":1}]");
    }
    if (build != Build.V1_1_3) {
      from.out.add("[\"ping\",1]");
    }
    poll(current());
  }

  private void answered(Socket from, JsonNode ret) {
    Counter counter = from.polls.remove(ret.path(0).asLong());
    if (counter == null) {
      return;
    }
    JsonNode answer = parsed(ret.path(2).asText());
    counter.acknowledged = answer.path("ver_clear").asLong();
    counter.taken = Math.max(counter.taken, counter.acknowledged);
    for (JsonNode one : answer.path("msgs")) {
      long number = one.path(0).asLong();
      if (number > counter.taken || build == Build.V1_1_3) {
        counter.taken = Math.max(counter.taken, number);
        show(one.path(1).asText());
      }
    }
    counter.polling = false;
  }

  private void notified(JsonNode argument) {
    if (argument.asText().startsWith(PUSH)) {
      JsonNode pushed = parsed(argument.asText().substring(PUSH.length()));
      if (pushed.path(0).asLong() == current().taken + 1) {
        current().taken++;
        show(pushed.path(1).asText());
      } else {
        poll(current());
      }
    } else if (argument.path(0).asText().equals("msg")) {
      poll(current());
    }
  }

  private void show(String text) {
    String[] words = text.split(" ", text.startsWith("msg-v3 ") ? 8 : 7);
    int first = words.length - 6;
    if (first == 2 && !ids.add(words[1])) {
      return;
    }
    String kind = words[first + 3];
    if (kind.equals("instant")) {
      shown.add(words[first + 5]);
      return;
    }
    JsonNode body = parsed(words[first + 5]);
    String channel = body.path("channel").asText();
    String peer = body.path("peer").asText();
    shown.add(kind + " " + channel + " " + peer);
    if (kind.equals("voip_invite")) {
      word("voip_invite_ack", channel, peer);
    }
  }

  private Counter current() {
    return counters.get(counters.size() - 1);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new AssertionError("The server sent no JSON: " + text, broken);
    }
  }

  private static final class Counter {
    private long taken;
    private long acknowledged;

    /** Stays so for ever when the answer is lost with its connection. */
    private boolean polling;
  }

  private final class Socket implements Connection {
    private final Deque<String> in = new ArrayDeque<>();
    private final Deque<String> out = new ArrayDeque<>();
    private final Map<Long, Counter> polls = new HashMap<>();
    private ConnectionEvents events = new Nobody();
    private long calls;
    private boolean gone;

    @Override
    public void send(String text) {
      in.add(text);
    }

    @Override
    public void close(CloseCode code, String reason) {
      cut();
    }

    @Override
    public String remote() {
      return account + "'s page";
    }

    private boolean toPage() {
      Optional<String> frame = Optional.ofNullable(in.poll());
      frame.ifPresent(text -> received(this, text));
      return frame.isPresent();
    }

    private boolean toServer() {
      Optional<String> frame = Optional.ofNullable(out.poll());
      frame.ifPresent(events::text);
      return frame.isPresent();
    }

    private void cut() {
      if (!gone) {
        gone = true;
        in.clear();
        out.clear();
        events.closed(false);
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
