package io.invitebridge.legacy.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client of the old protocol on the JDK's WebSocket. It acknowledges invites by itself, and polls
 * when told to. One thread calls; what arrives waits in a queue.
 */
public final class LegacyWireClient implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 30;
  private static final String PUSH = "notify recvmsg ";

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;
  private String line = "";
  private long calls;

  /**
   * A mailbox line.
   *
   * @param body a call's body as an object, an instant message's as text
   */
  public record Line(String kind, JsonNode body) {}

  /** Connects; the login is another step. */
  public LegacyWireClient(HttpClient http, int port) throws Exception {
    socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), this)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Logs in and expects success. */
  public LegacyWireClient login(String app, String account) throws InterruptedException {
    return login(app, account, "_no_need_token");
  }

  /** Logs in with a token and expects success. */
  public LegacyWireClient login(String app, String account, String token)
      throws InterruptedException {
    send("login", Map.of("vid", app, "account", account, "uid", 0, "token", token, "device", "x"));
    JsonNode ret = parsed(event("login_ret").path(1).asText());
    line = ret.path("line").asText();
    if (line.isEmpty()) {
      throw new AssertionError(account + " was refused: " + ret);
    }
    return this;
  }

  public long word(String function, String channel, String peer, String extra) {
    return call(function, Map.of("channelName", channel, "peer", peer, "extra", extra));
  }

  public long call(String function, Map<String, ?> args) {
    Map<String, Object> all = new LinkedHashMap<>(args);
    all.put("line", line);
    send("call2", List.of(function, ++calls, all));
    return calls;
  }

  public void send(String event, Object argument) {
    text(JSON.valueToTree(List.of(event, argument)).toString());
  }

  public void text(String frame) {
    socket.sendText(frame, true).join();
  }

  public WebSocket socket() {
    return socket;
  }

  /** The body of the next mailbox line of this kind that is pushed; others are passed over. */
  public JsonNode heard(String kind) throws InterruptedException {
    while (true) {
      Line next = line();
      if (next.kind().equals(kind)) {
        return next.body();
      }
    }
  }

  /** The next mailbox line that is pushed. */
  public Line line() throws InterruptedException {
    while (true) {
      JsonNode argument = event("notify");
      Optional<Line> line = pushed(argument);
      if (line.isPresent()) {
        if (line.get().kind().equals("voip_invite")) {
          JsonNode body = line.get().body();
          word("voip_invite_ack", body.path("channel").asText(), body.path("peer").asText(), "");
        }
        return line.get();
      }
    }
  }

  /** The kinds of the pushed mailbox lines that nobody has asked for yet. */
  public List<String> unreadKinds() {
    return frames.stream()
        .map(LegacyWireClient::parsed)
        .filter(root -> root.path(0).asText().equals("notify"))
        .flatMap(root -> pushed(root.path(1)).stream())
        .map(Line::kind)
        .toList();
  }

  /** The answer to a call: error text and object. */
  public JsonNode answer(long id) throws InterruptedException {
    while (true) {
      JsonNode ret = event("call2-ret");
      if (ret.path(0).asLong() == id) {
        return ret;
      }
    }
  }

  /** The argument of the next event with this name; others are passed over. */
  public JsonNode event(String name) throws InterruptedException {
    while (true) {
      String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("No " + name + " came.");
      }
      JsonNode root = parsed(frame);
      if (root.path(0).asText().equals(name)) {
        return root.path(1);
      }
    }
  }

  /** The code that the server closed with. */
  public int closed() throws InterruptedException, ExecutionException, TimeoutException {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      frames.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable fault) {
    closed.completeExceptionally(fault);
  }

  private static Optional<Line> pushed(JsonNode argument) {
    if (!argument.asText().startsWith(PUSH)) {
      return Optional.empty();
    }
    JsonNode numbered = parsed(argument.asText().substring(PUSH.length()));
    String[] words = numbered.path(1).asText().split(" ", 7);
    boolean isText = words[4].equals("instant");
    JsonNode body = isText ? JSON.getNodeFactory().textNode(words[6]) : parsed(words[6]);
    return Optional.of(new Line(words[4], body));
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new AssertionError("The server sent no JSON: " + text, broken);
    }
  }
}
