package io.invitebridge.legacy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.LegacySettings;
import io.invitebridge.legacy.LegacyTimes;
import io.invitebridge.legacy.testing.LegacyWireClient;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets: what clients, strangers and attackers do to the port. */
@Tag("loopback")
@Timeout(60)
class LoopbackTest {
  private static final String APP = LoopbackServer.APP.value();
  private static final String ALLOWED = "https://app.example";
  private static final String UPGRADE =
      "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Extensions: permessage-deflate\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  private final HttpClient http = HttpClient.newHttpClient();
  private LoopbackServer server;
  private LegacyAdapter adapter;

  @BeforeEach
  void start() throws IOException {
    server =
        new LoopbackServer(
            LoopbackServer.settings()
                .withTimes(LegacyTimes.DEFAULT.withLogin(Duration.ofSeconds(2)))
                .withLimits(LegacyLimits.DEFAULT.withConnections(20, 10))
                .withOrigins(Set.of(ALLOWED)));
    adapter = server.adapter;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aCallFromEndToEnd() throws Exception {
    LegacyWireClient alice = login("alice");
    LegacyWireClient bob = login("bob");
    alice.word("voip_invite", "room1", "bob", "äöü \uD83D\uDE00");
    assertThat(bob.heard("voip_invite").path("extra").asText()).isEqualTo("äöü \uD83D\uDE00");
    assertThat(alice.heard("voip_invite_ack").path("peer").asText()).isEqualTo("bob");
    bob.word("voip_invite_accept", "room1", "alice", "yes");
    assertThat(alice.heard("voip_invite_accept").path("extra").asText()).isEqualTo("yes");
    bob.word("voip_invite_bye", "room1", "alice", "");
    assertThat(alice.heard("voip_invite_bye").path("channel").asText()).isEqualTo("room1");
    await().untilAsserted(() -> assertThat(adapter.openLegs()).isZero());
  }

  @Test
  void aThousandMessagesInOrder() throws Exception {
    LegacyWireClient alice = login("alice");
    LegacyWireClient bob = login("bob");
    long sent = 0;
    for (int i = 0; i < 1_000; i++) {
      long id =
          alice.call(
              "user_sendmsg",
              Map.of("peer", "bob", "flag", "v1:E:60", "t", "instant", "content", "m" + i));
      if (i % 100 == 99) {
        alice.answer(id);
      }
      sent = id;
    }
    assertThat(sent).isEqualTo(1_000);
    int next = 0;
    int acknowledged = 0;
    while (next < 1_000) {
      long poll = bob.call("user_getmsg", Map.of("ver_clear", acknowledged, "max", 100));
      String answer = bob.answer(poll).path(2).asText();
      for (var message : new ObjectMapper().readTree(answer).path("msgs")) {
        assertThat(message.path(1).asText()).endsWith(" m" + next++);
        acknowledged = message.path(0).asInt();
      }
    }
    assertThat(adapter.counters().letters()).isEqualTo(1_000);
  }

  @Test
  void serverDiscovery() throws Exception {
    HttpResponse<String> answer = get("/getaddr?vid=" + APP);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.body())
        .isEqualTo(
            "{\"web\":[\"ws://127.0.0.1:%1$d/\"],\"wx_web\":[\"127.0.0.1:%1$d\"]}"
                .formatted(adapter.port()));
  }

  @Test
  void serverDiscoveryForOldBuilds() {
    LegacySettings.HostPort pair = new LegacySettings.HostPort("192.0.2.1", 8002);
    assertThat(new Discovery(new LegacySettings.Addresses(List.of(), List.of(pair))).answer("x"))
        .isEqualTo("{\"web\":[[\"192.0.2.1\",8002]],\"wx_web\":[\"192.0.2.1:8002\"]}");
    assertThat(
            new Discovery(new LegacySettings.Addresses(List.of("wss://a.example/"), List.of()))
                .answer("x"))
        .isEqualTo("{\"web\":[\"wss://a.example/\"],\"wx_web\":[]}");
    assertThat(new Discovery(LegacySettings.Addresses.FROM_REQUEST).answer("evil\"host"))
        .isEqualTo("{\"web\":[],\"wx_web\":[]}");
  }

  @Test
  void otherHttpRequests() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(426);
    assertThat(get("/other").statusCode()).isEqualTo(404);
    HttpRequest report =
        HttpRequest.newBuilder(uri("/rp")).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
    assertThat(http.send(report, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    HttpRequest preflight =
        HttpRequest.newBuilder(uri("/rp"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(http.send(preflight, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(204);
    HttpRequest stranger =
        HttpRequest.newBuilder(uri("/getaddr")).header("Origin", "https://evil.example").build();
    assertThat(http.send(stranger, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aFrameOfTenMegabytesIsClosedWith1009() throws Exception {
    LegacyWireClient eve = login("eve");
    eve.socket().sendText("x".repeat(10 * 1024 * 1024), true);
    assertThat(eve.closed()).isEqualTo(1009);
    assertServes();
  }

  @Test
  void aBinaryFrameIsClosedWith1003() throws Exception {
    LegacyWireClient eve = login("eve");
    eve.socket().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true);
    assertThat(eve.closed()).isEqualTo(1003);
    assertServes();
  }

  @Test
  void aCompressedFrameIsClosedWith1002() throws Exception {
    assertThat(closeCodeAfter(0xC1, 0x82, 0, 0, 0, 0, 1, 2)).isEqualTo(1002);
    assertServes();
  }

  @Test
  void aFrameWithoutMaskIsClosedWith1002() throws Exception {
    assertThat(closeCodeAfter(0x81, 0x02, '[', ']')).isEqualTo(1002);
  }

  @Test
  void textThatIsNotUtf8IsClosedWith1007() throws Exception {
    assertThat(closeCodeAfter(0x81, 0x82, 0, 0, 0, 0, 0xC3, 0x28)).isEqualTo(1007);
  }

  @Test
  void noJsonIsClosedWith1002() throws Exception {
    LegacyWireClient eve = login("eve");
    eve.text("{\"half\":");
    eve.event("close");
    assertThat(eve.closed()).isEqualTo(1002);
    assertServes();
  }

  @Test
  void noLoginIsClosedInTime() throws Exception {
    LegacyWireClient nobody = new LegacyWireClient(http, adapter.port());
    nobody.event("close");
    assertThat(nobody.closed()).isEqualTo(1008);
  }

  @Test
  void aSecondLoginKicksTheFirst() throws Exception {
    LegacyWireClient first = login("bob");
    login("bob");
    first.event("kick");
    first.event("close");
    assertThat(first.closed()).isEqualTo(1008);
  }

  @Test
  void aStopIsNoReasonForAClientToStayAway() throws Exception {
    LegacyWireClient alice = login("alice");
    adapter.close();
    assertThat(alice.closed()).isEqualTo(1001);
  }

  @Test
  void aPageThatIsLeftEndsItsCallsAtOnce() throws Exception {
    LegacyWireClient alice = login("alice");
    LegacyWireClient bob = login("bob");
    alice.word("voip_invite", "room1", "bob", "");
    bob.heard("voip_invite");
    bob.word("voip_invite_accept", "room1", "alice", "");
    alice.heard("voip_invite_accept");
    alice.socket().sendClose(1001, "").join();
    bob.heard("voip_invite_bye");
    assertThat(alice.closed()).isEqualTo(1000);
  }

  @Test
  void randomBytesAreAnsweredOrClosed() throws Exception {
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
  void aClientThatDoesNotReadIsDropped() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", adapter.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
      awaitUpgrade(socket);
      byte[] login =
          frame("[\"login\",{\"vid\":\"" + APP + "\",\"account\":\"sloth\",\"token\":\"x\"}]");
      out.write(login);
      await().untilAsserted(() -> assertThat(adapter.sessions()).isEqualTo(1));
      byte[] polls = polls();
      assertThatThrownBy(
              () -> {
                while (!Thread.interrupted()) { // until the timeout of this class
                  out.write(polls);
                }
              })
          .isInstanceOf(IOException.class);
      await().untilAsserted(() -> assertThat(adapter.counters().tooSlow()).isPositive());
      assertServes();
    }
  }

  @Test
  void connectionsAreLimitedForEachAddress() throws Exception {
    for (int i = 0; i < 10; i++) {
      login("user" + i);
    }
    assertThatThrownBy(() -> login("user10")).isInstanceOf(Exception.class);
    assertThat(adapter.connections()).isEqualTo(10);
  }

  private LegacyWireClient login(String account) throws Exception {
    return new LegacyWireClient(http, adapter.port()).login(APP, account);
  }

  private void assertServes() throws Exception {
    assertThat(login("witness").socket().isOutputClosed()).isFalse();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + adapter.port() + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private int closeCodeAfter(int... bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", adapter.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
      awaitUpgrade(socket);
      byte[] raw = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        raw[i] = (byte) bytes[i];
      }
      socket.getOutputStream().write(raw);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(in.readUnsignedByte()).isEqualTo(0x88);
      in.readUnsignedByte();
      return in.readUnsignedShort();
    }
  }

  private static void awaitUpgrade(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      head.write(in.read());
    }
    assertThat(head.toString(StandardCharsets.US_ASCII))
        .startsWith("HTTP/1.1 101")
        .doesNotContainIgnoringCase("permessage-deflate");
  }

  private static byte[] polls() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      all.write(frame("[\"call2\",[\"channel_query_num\",1,{\"line\":\"x\",\"name\":\"c\"}]]"));
    }
    return all.toByteArray();
  }

  private static byte[] frame(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x81);
    if (bytes.length < 126) {
      frame.write(0x80 | bytes.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(bytes.length >> 8);
      frame.write(bytes.length);
    }
    frame.write(new byte[4]);
    frame.write(bytes);
    return frame.toByteArray();
  }

  private static String readToTheEnd(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException reset) {
      return "reset";
    }
  }
}
