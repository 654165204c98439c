package io.invitebridge.tests.directions;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** An app whose connection stands and whose user is logged in, and which never says anything. */
final class SilentAppActor implements Actor, WebSocket.Listener {
  private static final String LOGIN =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"login\","
          + "\"params\":{\"appId\":\"%s\",\"userId\":\"%s\"}}";

  private final CompletableFuture<String> answered = new CompletableFuture<>();
  private final WebSocket socket;

  SilentAppActor(HttpClient http, NineWayBridge bridge, String name) throws Exception {
    socket =
        http.newWebSocketBuilder()
            .subprotocols("rtm-invite.v1")
            .buildAsync(URI.create(bridge.rtmUrl()), this)
            .get(NineWayBridge.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    socket.sendText(LOGIN.formatted(NineWayBridge.APP, name), true);
    answered.get(NineWayBridge.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    answered.complete(data.toString());
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void calls(Story story, String callee) {
    throw new UnsupportedOperationException("A silent app calls nobody.");
  }

  @Override
  public void answers(Story story) {
    // It never does.
  }

  @Override
  public String afterwards() {
    return "";
  }

  @Override
  public void close() {
    socket.abort();
  }
}
