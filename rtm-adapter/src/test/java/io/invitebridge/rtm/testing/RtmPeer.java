package io.invitebridge.rtm.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.session.Connection;
import io.invitebridge.rtm.session.ConnectionEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A client of the rtm-invite.v1 protocol without a socket. It acknowledges each notification as it
 * arrives unless told otherwise, answers pings, and remembers everything. Calls only post; let the
 * virtual time settle before looking at what came of them. Not thread-safe.
 *
 * <pre>{@code
 * RtmPeer alice = new RtmPeer(adapter, app, "alice").login();
 * time.settle();
 * alice.invite("i1", "bob");
 * }</pre>
 */
public final class RtmPeer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RtmAdapter adapter;
  private final AppUser user;
  private final List<Note> notes = new ArrayList<>();
  private final Map<Long, JsonNode> answers = new HashMap<>();
  private final List<JsonNode> strayErrors = new ArrayList<>();
  private Optional<Wire> wire = Optional.empty();
  private Optional<CloseCode> closedWith = Optional.empty();
  private Consumer<Note> listener = note -> {};
  private boolean acknowledges = true;
  private boolean answersPings = true;
  private Optional<String> token = Optional.empty();
  private Optional<String> device = Optional.empty();
  private String sessionId = "";
  private long lastSeq;
  private long lastLogin;
  private long calls;
  private int repeats;
  private int gaps;

  public RtmPeer(RtmAdapter adapter, AppId app, String userId) {
    this.adapter = adapter;
    this.user = AppUser.rtm(app, new UserId(userId));
  }

  public AppUser address() {
    return user;
  }

  // ------------------------------------------------------------------ connection and session

  /**
   * Opens a connection; nothing more comes from one that is still open, as after a network change.
   */
  public RtmPeer connect() {
    Wire opened = new Wire();
    wire = Optional.of(opened);
    closedWith = Optional.empty();
    opened.events = adapter.connected(opened);
    return this;
  }

  /** What every login from now on carries. */
  public RtmPeer token(String value) {
    token = Optional.of(value);
    return this;
  }

  /** The device that every login from now on names. */
  public RtmPeer device(String value) {
    device = Optional.of(value);
    return this;
  }

  /** A new connection and a fresh login on it. */
  public RtmPeer login() {
    connect();
    Map<String, Object> params = credentials();
    lastLogin = call("login", params);
    return this;
  }

  /** A new connection that goes on with the session. */
  public RtmPeer resume() {
    return resume(lastSeq);
  }

  /** The same, claiming to have seen everything up to a number. */
  public RtmPeer resume(long seen) {
    connect();
    lastSeq = seen;
    Map<String, Object> params = credentials();
    params.put("resume", Map.of("sessionId", sessionId, "lastSeq", seen));
    lastLogin = call("login", params);
    return this;
  }

  /** The connection breaks without a word. */
  public void drop() {
    wire.ifPresent(Wire::broken);
  }

  public long logout() {
    return call("logout", Map.of());
  }

  /** True from now on: each notification is acknowledged as it arrives. */
  public RtmPeer acknowledges(boolean value) {
    acknowledges = value;
    return this;
  }

  /** False: the connection stays open, but nothing comes from here any more. */
  public RtmPeer answersPings(boolean value) {
    answersPings = value;
    return this;
  }

  public void acknowledge(long seq) {
    send("{\"jsonrpc\":\"2.0\",\"method\":\"ack\",\"params\":{\"seq\":" + seq + "}}");
  }

  // ------------------------------------------------------------------ calls

  public long invite(String invitationId, String callee) {
    return call("invite", Map.of("invitationId", invitationId, "calleeId", callee));
  }

  public long invite(String invitationId, String callee, String content, String channelId) {
    return call(
        "invite",
        Map.of(
            "invitationId",
            invitationId,
            "calleeId",
            callee,
            "content",
            content,
            "channelId",
            channelId));
  }

  public long cancel(String invitationId) {
    return call("cancel", Map.of("invitationId", invitationId));
  }

  public long accept(String invitationId, String response) {
    return call("accept", Map.of("invitationId", invitationId, "response", response));
  }

  public long refuse(String invitationId, String response) {
    return call("refuse", Map.of("invitationId", invitationId, "response", response));
  }

  public long end(String invitationId) {
    return call("end", Map.of("invitationId", invitationId));
  }

  public long message(String peer, String text) {
    return call("message", Map.of("peerId", peer, "text", text));
  }

  /**
   * Any call.
   *
   * @return the id under which {@link #result} and {@link #error} find its answer
   */
  public long call(String method, Map<String, ?> params) {
    long id = ++calls;
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("jsonrpc", "2.0");
    request.put("id", id);
    request.put("method", method);
    request.put("params", params);
    send(JSON.valueToTree(request).toString());
    return id;
  }

  /** Any text at all. */
  public void send(String frame) {
    wire.filter(open -> !open.gone).ifPresent(open -> open.events.text(frame));
  }

  // ------------------------------------------------------------------ what came

  /** The notifications so far, repeats included. */
  public List<Note> notes() {
    return List.copyOf(notes);
  }

  /** Their methods. */
  public List<String> methods() {
    return notes.stream().map(Note::method).toList();
  }

  /** The last notification with this method. */
  public Note last(String method) {
    return notes.stream()
        .filter(note -> note.method().equals(method))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError(user + " got no " + method + " but " + methods()));
  }

  public boolean got(String method) {
    return methods().contains(method);
  }

  /** The bridge-made id of the invitation that came last. */
  public String ringing() {
    return last("remoteInvitationReceived").text("invitationId");
  }

  /** The result of a call; empty: no answer, or an error. */
  public Optional<JsonNode> result(long call) {
    return Optional.ofNullable(answers.get(call)).map(answer -> answer.get("result"));
  }

  /** The name of the error that a call got; empty: no answer, or a result. */
  public Optional<String> error(long call) {
    return Optional.ofNullable(answers.get(call))
        .filter(answer -> answer.has("error"))
        .map(answer -> answer.at("/error/data/name").asText());
  }

  /** Errors under the id null. */
  public List<JsonNode> strayErrors() {
    return List.copyOf(strayErrors);
  }

  /** The last login's result. */
  public Optional<JsonNode> loginResult() {
    return result(lastLogin);
  }

  public Optional<String> loginError() {
    return error(lastLogin);
  }

  public String sessionId() {
    return sessionId;
  }

  public long lastSeq() {
    return lastSeq;
  }

  /** Why the server closed the last connection; empty: it did not. */
  public Optional<CloseCode> closedWith() {
    return closedWith;
  }

  /** Notifications that had been seen before. */
  public int repeats() {
    return repeats;
  }

  /** Notifications whose predecessor never came. */
  public int gaps() {
    return gaps;
  }

  /** Hears of each notification as it arrives. */
  public RtmPeer onNote(Consumer<Note> hears) {
    listener = hears;
    return this;
  }

  /** Forgets the notifications so far. */
  public void clear() {
    notes.clear();
  }

  /**
   * A notification.
   *
   * @param seq 0 for one outside the numbering
   */
  public record Note(long seq, String method, JsonNode params) {
    public String text(String name) {
      return params.path(name).asText();
    }

    public int number(String name) {
      return params.path(name).asInt();
    }
  }

  private Map<String, Object> credentials() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("appId", user.app().value());
    params.put("userId", user.user().value());
    token.ifPresent(value -> params.put("token", value));
    device.ifPresent(value -> params.put("device", value));
    return params;
  }

  private void received(String text) {
    JsonNode frame = parse(text);
    if (frame.has("method")) {
      notified(frame);
    } else if (frame.path("id").isNumber()) {
      long id = frame.get("id").asLong();
      answers.put(id, frame);
      if (id == lastLogin && frame.has("result")) {
        loggedIn(frame.get("result"));
      }
    } else {
      strayErrors.add(frame.path("error"));
    }
  }

  private void loggedIn(JsonNode result) {
    sessionId = result.path("sessionId").asText();
    if (!result.path("resumed").asBoolean()) {
      lastSeq = 0;
    }
  }

  private void notified(JsonNode frame) {
    JsonNode params = frame.path("params");
    Note note = new Note(params.path("seq").asLong(), frame.get("method").asText(), params);
    if (note.seq() > 0) {
      count(note.seq());
    }
    notes.add(note);
    listener.accept(note);
    if (note.seq() > 0 && acknowledges) {
      acknowledge(note.seq());
    }
  }

  private void count(long seq) {
    if (seq <= lastSeq) {
      repeats++;
    } else if (seq > lastSeq + 1) {
      gaps++;
    }
    lastSeq = Math.max(lastSeq, seq);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new AssertionError("The server sent what is not JSON: " + text, broken);
    }
  }

  /** One connection. */
  private final class Wire implements Connection {
    private ConnectionEvents events;
    private boolean gone;

    @Override
    public void send(String text) {
      if (isCurrent()) {
        received(text);
      }
    }

    @Override
    public void ping() {
      if (isCurrent() && answersPings) {
        events.alive();
      }
    }

    @Override
    public void close(CloseCode code, String reason) {
      if (isCurrent()) {
        closedWith = Optional.of(code);
      }
      broken();
    }

    @Override
    public String remote() {
      return "memory:" + user.user();
    }

    private boolean isCurrent() {
      return !gone && wire.filter(now -> now == this).isPresent();
    }

    void broken() {
      if (!gone) {
        gone = true;
        events.closed();
      }
    }
  }
}
