package io.invitebridge.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the protocol that checks nothing and acknowledges nothing unless told. */
final class RawUser implements WebSocket.Listener, AutoCloseable {
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;
  private int calls;

  RawUser(int port) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("rtm-invite.v1")
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/rtm"), this)
            .orTimeout(RtmBridge.PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
  }

  /** A user who is logged in. */
  static RawUser online(RtmBridge bridge, String name) throws InterruptedException {
    RawUser user = new RawUser(bridge.port());
    user.call("login", "\"appId\":\"" + RtmBridge.APP + "\",\"userId\":\"" + name + "\"");
    user.awaits("sessionId");
    return user;
  }

  /** A call with these members as its params. */
  void call(String method, String members) {
    calls++;
    send(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{%s}}"
            .formatted(calls, method, members));
  }

  void acknowledge(int seq) {
    send("{\"jsonrpc\":\"2.0\",\"method\":\"ack\",\"params\":{\"seq\":" + seq + "}}");
  }

  /** The next frame that contains a text. */
  String awaits(String part) throws InterruptedException {
    while (true) {
      String frame = received.poll(RtmBridge.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(frame).as("a frame with " + part).isNotNull();
      if (frame.contains(part)) {
        return frame;
      }
    }
  }

  /** The answer to the last call. */
  String answer() throws InterruptedException {
    return awaits("\"id\":" + calls + ",");
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
  public void close() {
    socket.abort();
  }

  private void send(String text) {
    socket.sendText(text, true).join();
  }
}
