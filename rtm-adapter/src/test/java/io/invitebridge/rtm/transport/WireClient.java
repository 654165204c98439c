package io.invitebridge.rtm.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client on the JDK's WebSocket. */
final class WireClient implements WebSocket.Listener {
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  static WireClient connect(HttpClient http, int port, Optional<String> origin) throws Exception {
    WireClient client = new WireClient();
    WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols("rtm-invite.v1");
    origin.ifPresent(value -> builder.header("Origin", value));
    client.socket =
        builder
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/rtm"), client)
            .get(10, TimeUnit.SECONDS);
    assertThat(client.socket.getSubprotocol()).isEqualTo("rtm-invite.v1");
    return client;
  }

  void login(String user) throws InterruptedException {
    call(1, "login", "{\"appId\":\"app\",\"userId\":\"" + user + "\"}");
    until("sessionId");
  }

  WebSocket socket() {
    return socket;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      received.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable fault) {
    closed.completeExceptionally(fault);
  }

  void call(int id, String method, String params) {
    send(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\""
            + method
            + "\",\"params\":"
            + params
            + "}");
  }

  void acknowledge(int seq) {
    send("{\"jsonrpc\":\"2.0\",\"method\":\"ack\",\"params\":{\"seq\":" + seq + "}}");
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  /** The next frame that contains this. */
  String until(String part) throws InterruptedException {
    for (String text = next(); ; text = next()) {
      if (text.contains(part)) {
        return text;
      }
    }
  }

  int closed() throws Exception {
    return closed.get(10, TimeUnit.SECONDS);
  }

  private String next() throws InterruptedException {
    String text = received.poll(10, TimeUnit.SECONDS);
    assertThat(text).as("the next frame").isNotNull();
    return text;
  }
}
