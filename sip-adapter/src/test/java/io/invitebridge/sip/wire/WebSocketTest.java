package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** RFC 7118, with the WebSocket client of the Java platform. */
class WebSocketTest {
  /** RFC 7118, with the WebSocket client of the Java platform. */
  @Test
  void a_websocket_client_calls_and_is_answered() throws Exception {
    int port = Loopback.freePort();
    try (Loopback bridge =
        new Loopback(
            port,
            settings ->
                settings.withListeners(
                    List.of(
                        Listener.of(new Endpoint(Protocol.UDP, "127.0.0.1", port)),
                        Listener.of(new Endpoint(Protocol.WS, "127.0.0.1", port)))))) {
      Frames frames = new Frames();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .subprotocols("sip")
              .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), frames)
              .get(15, TimeUnit.SECONDS);
      assertThat(socket.getSubprotocol()).isEqualTo("sip");
      socket.sendText(fromBrowser("INVITE", 1, ""), true).get(15, TimeUnit.SECONDS);
      String ok = frames.next("SIP/2.0 200");
      assertThat(ok).contains("transport=ws").contains("received=127.0.0.1");
      socket.sendText(fromBrowser("ACK", 1, Rig.toTag(ok)), true).get(15, TimeUnit.SECONDS);
      bridge.hangUp();
      assertThat(frames.next("BYE")).startsWith("BYE sip:eve@browser.invalid;transport=ws SIP/2.0");
      socket.abort();
    }
  }

  private static final class Frames implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        messages.add(part.toString());
        part.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }

    String next(String start) throws InterruptedException {
      while (true) {
        String message = messages.poll(15, TimeUnit.SECONDS);
        if (message == null) {
          throw new AssertionError("No " + start + " has come.");
        }
        if (message.startsWith(start)) {
          return message;
        }
      }
    }
  }

  private static String fromBrowser(String method, int number, String toTag) {
    return String.join(
        "\r\n",
        method + " sip:then-bye@127.0.0.1 SIP/2.0",
        "Via: SIP/2.0/WS browser.invalid;branch=z9hG4bK" + method + number,
        "Max-Forwards: 70",
        "From: <sip:eve@example.com>;tag=b",
        "To: <sip:then-bye@127.0.0.1>" + toTag,
        "Call-ID: browser",
        "CSeq: " + number + " " + method,
        "Contact: <sip:eve@browser.invalid;transport=ws>",
        "Content-Length: 0",
        "",
        "");
  }
}
