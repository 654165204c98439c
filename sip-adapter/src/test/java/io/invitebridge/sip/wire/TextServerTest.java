package io.invitebridge.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.sip.Defence;
import io.invitebridge.sip.TextSettings;
import io.invitebridge.sip.TlsSettings;
import io.invitebridge.sip.TlsSettings.ClientCertificate;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.text.TextShelf;
import io.invitebridge.sip.text.TextShelf.Kept;
import io.invitebridge.sip.transport.wire.TextServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts by HTTP, from outside. */
@Timeout(60)
class TextServerTest {
  private static final LegRef LEG =
      new LegRef(InvitationId.of(new NodeId("n1"), "call"), new LegId(1));

  private final int port = freePort();
  private final WireSettings plain = WireSettings.DEFAULT.withTexts(at(Protocol.TCP, port));
  private final TextShelf shelf =
      new TextShelf(plain.texts(), Tokens.secure(), Clock.systemUTC(), Duration.ofSeconds(32));
  private final TextServer server = new TextServer(plain);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_text_is_read_by_its_name() throws Exception {
    server.prepare(plain, shelf).commit();
    URI url = kept(new Kept("application/json", "{\"room\":\"blau\u00e4\"}"));
    HttpResponse<String> got = send(HttpRequest.newBuilder(url).GET());
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body()).isEqualTo("{\"room\":\"blau\u00e4\"}");
    assertThat(got.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(got.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(got.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(send(HttpRequest.newBuilder(url).GET()).statusCode()).as("again").isEqualTo(200);

    HttpResponse<String> head =
        send(HttpRequest.newBuilder(url).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length")).contains("17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "texts/", "texts/aaaa", "texts", "texts/../", "favicon.ico", "?x=1"})
  void there_is_nothing_else(String path) throws Exception {
    server.prepare(plain, shelf).commit();
    kept(new Kept("text/plain", "secret"));
    HttpResponse<String> got =
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path)).GET());
    assertThat(got.statusCode()).isEqualTo(404);
    assertThat(got.body()).isEqualTo("There is nothing here.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void texts_can_only_be_read(String method) throws Exception {
    server.prepare(plain, shelf).commit();
    URI url = kept(new Kept("text/plain", "hello"));
    HttpResponse<String> got =
        send(HttpRequest.newBuilder(url).method(method, BodyPublishers.ofString("x")));
    assertThat(got.statusCode()).isEqualTo(405);
    assertThat(got.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rubbish\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9.9\r\n\r\n"})
  void what_is_no_request_is_answered_and_over(String sent) throws Exception {
    server.prepare(plain, shelf).commit();
    assertThat(raw(sent)).startsWith("HTTP/1.1 400");
    assertThat(raw("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET / HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void who_says_nothing_is_sent_away_and_so_are_too_many() throws Exception {
    WireSettings strict =
        plain.withDefence(
            Defence.DEFAULT
                .withConnections(10, 2)
                .withTimes(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(9)));
    server.prepare(strict, shelf).commit();
    try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket two = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket three = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(three.getInputStream().read()).as("the third of one address").isEqualTo(-1);
      assertThat(one.getInputStream().read()).as("silent").isEqualTo(-1);
      assertThat(two.getInputStream().read()).as("silent").isEqualTo(-1);
    }
    URI url = kept(new Kept("text/plain", "hello"));
    assertThat(send(HttpRequest.newBuilder(url).GET()).body()).isEqualTo("hello");
  }

  @Test
  void over_tls_with_the_certificate_of_the_sip_side() throws Exception {
    Pki pki = new Pki();
    WireSettings secure =
        WireSettings.DEFAULT
            .withTexts(at(Protocol.TLS, port))
            .withTls(tls(pki))
            .withDefence(Defence.DEFAULT);
    server.prepare(secure, shelf).commit();
    shelf.use(secure.texts());
    URI url = kept(new Kept("text/plain", "hello"));
    assertThat(url.getScheme()).isEqualTo("https");
    HttpClient client = HttpClient.newBuilder().sslContext(pki.peer(Optional.empty())).build();
    HttpResponse<String> got =
        client.send(HttpRequest.newBuilder(url).GET().build(), BodyHandlers.ofString());
    assertThat(got.body()).isEqualTo("hello");
    assertThat(raw("GET / HTTP/1.1\r\n\r\n")).as("without TLS").doesNotStartWith("HTTP");
  }

  @Test
  void the_listener_moves_and_goes() throws Exception {
    server.prepare(plain, shelf).commit();
    int other = freePort();
    WireSettings moved = WireSettings.DEFAULT.withTexts(at(Protocol.TCP, other));
    server.prepare(moved, shelf).cancel();
    assertThat(raw("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404");
    server.prepare(moved, shelf).commit();
    shelf.use(moved.texts());
    assertThat(send(HttpRequest.newBuilder(kept(new Kept("text/plain", "x"))).GET()).body())
        .isEqualTo("x");
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
    server.prepare(WireSettings.DEFAULT, shelf).commit();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), other).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_certificate_that_cannot_be_used_changes_nothing() throws Exception {
    server.prepare(plain, shelf).commit();
    WireSettings bad =
        WireSettings.DEFAULT
            .withTexts(at(Protocol.TLS, freePort()))
            .withTls(new TlsSettings("none", "none", Optional.empty(), ClientCertificate.NONE));
    assertThatThrownBy(() -> server.prepare(bad, shelf))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be used");
    assertThat(raw("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404");
  }

  @Test
  void an_address_that_is_taken_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> server.prepare(plain, shelf))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1");
    }
  }

  private URI kept(Kept what) {
    return shelf.keep(LEG, what).orElseThrow();
  }

  private String raw(String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }

  private static TextSettings at(Protocol protocol, int port) {
    String scheme = protocol == Protocol.TLS ? "https" : "http";
    return new TextSettings(
        new Endpoint(protocol, "127.0.0.1", port),
        URI.create(scheme + "://127.0.0.1:" + port + "/texts/"),
        100_000);
  }

  private static TlsSettings tls(Pki pki) {
    return pki.settings(pki.forLoopback("bridge"), ClientCertificate.NONE);
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
