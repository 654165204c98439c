package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.TlsSettings.ClientCertificate;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** RFC 7118 over TLS, with the WebSocket client of the Java platform. */
class SecureWebSocketTest {
  private final Pki pki = new Pki("CN=authority");

  @Test
  void a_client_over_tls_is_answered_on_its_connection() throws Exception {
    int port = Loopback.freePort();
    try (Loopback bridge =
        new Loopback(
            port,
            settings ->
                settings
                    .withWire(
                        WireSettings.DEFAULT.withTls(
                            pki.settings(pki.forLoopback("bridge"), ClientCertificate.NONE)))
                    .withListeners(
                        List.of(Listener.of(new Endpoint(Protocol.WSS, "127.0.0.1", port)))))) {
      BlockingQueue<String> said = new LinkedBlockingQueue<>();
      WebSocket socket =
          HttpClient.newBuilder()
              .sslContext(pki.peer(Optional.empty()))
              .build()
              .newWebSocketBuilder()
              .subprotocols("sip")
              .buildAsync(URI.create("wss://127.0.0.1:" + bridge.port + "/"), new Whole(said))
              .get(15, TimeUnit.SECONDS);
      assertThat(socket.getSubprotocol()).isEqualTo("sip");
      socket.sendText(options(), true).get(15, TimeUnit.SECONDS);
      assertThat(said.poll(15, TimeUnit.SECONDS))
          .startsWith("SIP/2.0 200 ")
          .contains("SIP/2.0/WSS browser.invalid;")
          .contains("received=127.0.0.1");
      socket.abort();
    }
  }

  private static String options() {
    return String.join(
        "\r\n",
        "OPTIONS sip:200@127.0.0.1 SIP/2.0",
        "Via: SIP/2.0/WSS browser.invalid;branch=z9hG4bKwss",
        "Max-Forwards: 70",
        "From: <sip:eve@browser.invalid>;tag=a",
        "To: <sip:200@127.0.0.1>",
        "Call-ID: wss",
        "CSeq: 1 OPTIONS",
        "Content-Length: 0",
        "",
        "");
  }

  /** Puts the parts of a message together. */
  private record Whole(BlockingQueue<String> said, StringBuilder part)
      implements WebSocket.Listener {
    Whole(BlockingQueue<String> said) {
      this(said, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        said.add(part.toString());
        part.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }
  }
}
