package io.invitebridge.rtm.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.rtm.RtmLimits;
import io.invitebridge.rtm.RtmTimes;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets: what clients, strangers and attackers do to the port. */
@Tag("loopback")
@Timeout(60)
class LoopbackTest {
  private static final String TEXT = "äöü \uD83D\uDE00";
  private static final String UPGRADE =
      "GET /rtm HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  private static final String ALLOWED = "https://app.example";

  private final HttpClient http = HttpClient.newHttpClient();
  private LoopbackServer server;
  private RtmAdapter adapter;

  @BeforeEach
  void start() throws IOException {
    server =
        new LoopbackServer(
            LoopbackServer.settings()
                .withTimes(RtmTimes.DEFAULT.withLogin(Duration.ofSeconds(2)))
                .withLimits(RtmLimits.DEFAULT.withConnections(20, 10))
                .withOrigins(Set.of(ALLOWED)));
    adapter = server.adapter;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void invitationFromEndToEnd() throws Exception {
    WireClient alice = login("alice");
    WireClient bob = login("bob");
    alice.call(
        2, "invite", "{\"invitationId\":\"i1\",\"calleeId\":\"bob\",\"content\":\"" + TEXT + "\"}");
    String ring = bob.until("remoteInvitationReceived");
    assertThat(ring).contains("\"content\":\"" + TEXT + "\"");
    bob.acknowledge(1);
    alice.until("localInvitationReceivedByPeer");
    bob.call(2, "accept", "{\"invitationId\":\"n1-call1.1\",\"response\":\"yes\"}");
    alice.until("localInvitationAccepted");
    alice.acknowledge(2);
    bob.until("remoteInvitationAccepted");
    alice.call(3, "end", "{\"invitationId\":\"i1\"}");
    bob.until("callEnded");
    bob.call(3, "logout", "{}");
    assertThat(bob.closed()).isEqualTo(1000);
  }

  @Test
  void frameOfTenMegabytes_isClosedWith1009() throws Exception {
    WireClient eve = login("eve");
    eve.socket().sendText("x".repeat(10 * 1024 * 1024), true);
    assertThat(eve.closed()).isEqualTo(1009);
    assertServes();
  }

  @Test
  void fragmentsOfTenMegabytes_areClosedWith1009() throws Exception {
    WireClient eve = login("eve");
    CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(eve.socket());
    for (int i = 0; i < 160; i++) {
      sent = sent.thenCompose(socket -> socket.sendText("x".repeat(60 * 1024), false));
    }
    assertThat(eve.closed()).isEqualTo(1009);
    assertServes();
  }

  @Test
  void binaryFrame_isClosedWith1003() throws Exception {
    WireClient eve = login("eve");
    eve.socket().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true);
    assertThat(eve.closed()).isEqualTo(1003);
  }

  @Test
  void invalidJson_isAnsweredAndThenClosed() throws Exception {
    WireClient eve = login("eve");
    for (int i = 0; i < 6; i++) {
      eve.send("{\"jsonrpc\":");
      assertThat(eve.until("-32700")).contains("\"id\":null");
    }
    assertThat(eve.closed()).isEqualTo(4003);
    assertServes();
  }

  @Test
  void noLogin_isClosedWith4002() throws Exception {
    assertThat(connect(Optional.empty()).closed()).isEqualTo(4002);
  }

  @Test
  void stop_closesWith1012() throws Exception {
    WireClient alice = login("alice");
    adapter.close();
    assertThat(alice.closed()).isEqualTo(1012);
  }

  @Test
  void secondLogin_isClosedWith4001() throws Exception {
    WireClient phone = login("bob");
    login("bob");
    phone.until("REMOTE_LOGIN");
    assertThat(phone.closed()).isEqualTo(4001);
  }

  @Test
  void randomBytes_areAnswered400OrClosed() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 10; i++) {
      byte[] bytes = new byte[1 + random.nextInt(20_000)];
      random.nextBytes(bytes);
      bytes[bytes.length - 1] = '\n';
      try (Socket socket = new Socket("127.0.0.1", adapter.port())) {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        readToTheEnd(socket);
      }
    }
    assertServes();
  }

  @Test
  void halfARequest_isClosedInTime() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", adapter.port())) {
      socket
          .getOutputStream()
          .write("GET /rtm HTTP/1.1\r\nHost: x\r\nUpgr".getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(10_000);
      assertThat(readToTheEnd(socket)).isEmpty();
    }
    assertServes();
  }

  @Test
  void textThatIsNotUtf8_isClosedWith1007() throws Exception {
    assertThat(closeCodeAfter(0x81, 0x82, 0, 0, 0, 0, 0xC3, 0x28)).isEqualTo(1007);
  }

  @Test
  void frameWithoutMask_isClosedWith1002() throws Exception {
    assertThat(closeCodeAfter(0x81, 0x02, '{', '}')).isEqualTo(1002);
  }

  @Test
  void clientThatDoesNotRead_isDropped() throws Exception {
    RtmLimits small = RtmLimits.DEFAULT.withNotices(512, 64 * 1024);
    try (LoopbackServer own = new LoopbackServer(LoopbackServer.settings().withLimits(small));
        Socket socket = new Socket("127.0.0.1", own.adapter.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
      awaitUpgrade(socket);
      byte[] pings = manyPings();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  out.write(pings);
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(own.adapter.counters().tooSlow()).isEqualTo(1);
    }
  }

  @Test
  void plainHttp_getsAShortAnswer() throws Exception {
    assertThat(get("/rtm").statusCode()).isEqualTo(426);
    assertThat(get("/rtm").body()).contains("rtm-invite.v1");
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/rtmx").statusCode()).isEqualTo(404);
  }

  @Test
  void origin_isCheckedWhenGiven() throws Exception {
    WireClient page = connect(Optional.of(ALLOWED));
    page.call(1, "ping", "{}");
    page.until("\"result\"");
    assertThatThrownBy(() -> connect(Optional.of("https://evil.example")))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  @Test
  void connections_areLimitedForEachAddress() throws Exception {
    for (int i = 0; i < 10; i++) {
      login("user" + i);
    }
    assertThatThrownBy(() -> login("user10")).isInstanceOf(Exception.class);
    assertThat(adapter.connections()).isEqualTo(10);
  }

  private void assertServes() throws Exception {
    assertThat(login("witness").socket().isOutputClosed()).isFalse();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adapter.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private WireClient login(String user) throws Exception {
    WireClient client = connect(Optional.empty());
    client.login(user);
    return client;
  }

  private WireClient connect(Optional<String> origin) throws Exception {
    return WireClient.connect(http, adapter.port(), origin);
  }

  /** What a close frame says that answers these bytes; it comes first, nobody has logged in. */
  private int closeCodeAfter(int... bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", adapter.port())) {
      socket.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
      awaitUpgrade(socket);
      for (int one : bytes) {
        socket.getOutputStream().write(one);
      }
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(in.readUnsignedByte()).isEqualTo(0x88);
      assertThat(in.readUnsignedByte()).isGreaterThanOrEqualTo(2);
      return in.readUnsignedShort();
    }
  }

  private static void awaitUpgrade(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    assertThat(head).startsWith("HTTP/1.1 101");
  }

  /** Ping calls in masked text frames; their long ids come back in the answers. */
  private static byte[] manyPings() {
    byte[] text =
        ("{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":\"" + "x".repeat(64) + "\"}")
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer frames = ByteBuffer.allocate(500 * (6 + text.length));
    while (frames.hasRemaining()) {
      frames.put((byte) 0x81).put((byte) (0x80 | text.length)).putInt(0).put(text);
    }
    return frames.array();
  }

  private static String readToTheEnd(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException reset) {
      return "";
    }
  }
}
