package io.invitebridge.rtm.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One client does what it should not, as fast as it can; meanwhile two others call each other, and
 * every one of their calls comes about.
 */
@Tag("loopback")
@Timeout(120)
class MisbehavingClientsTest {
  private static final int CALLS = 30;
  private static final String LONG = "x".repeat(20_000);
  private static final Pattern ID = Pattern.compile("\"invitationId\":\"([^\"]+)\"");
  private static final String UPGRADE =
      "GET /rtm HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicBoolean isOver = new AtomicBoolean();
  private LoopbackServer server;
  private WireClient caller;
  private WireClient callee;
  private int calls;
  private int eves;

  @BeforeEach
  void start() throws Exception {
    server = new LoopbackServer(LoopbackServer.settings());
    caller = login("caller");
    callee = login("callee");
  }

  @AfterEach
  void stop() {
    thread.shutdownNow();
    server.close();
  }

  @Test
  void framesOfAMegabyte() throws Exception {
    String megabyte = "x".repeat(1024 * 1024);
    othersGoOnWhile(
        () -> {
          WireClient eve = connect();
          eve.socket().sendText(megabyte, true);
          assertThat(eve.closed()).isEqualTo(1009);
        });
  }

  @Test
  void aFloodOfInvitations() throws Exception {
    othersGoOnWhile(() -> invitesWithoutEnd("nobody"));
    assertThat(server.adapter.counters().rateLimited()).isPositive();
  }

  @Test
  void aFloodOfInvitationsToOneOfThem() throws Exception {
    othersGoOnWhile(() -> invitesWithoutEnd("caller"));
    assertThat(server.adapter.counters().rateLimited()).isPositive();
  }

  @Test
  void aFloodOfLogins() throws Exception {
    othersGoOnWhile(
        () -> {
          WireClient eve = connect();
          eve.call(1, "login", "{\"appId\":\"app\",\"userId\":\"eve\"}");
          eve.until("\"id\":1");
          eve.socket().abort();
        });
    assertThat(server.adapter.counters().rateLimited()).isPositive();
  }

  @Test
  void aFloodOfBrokenFrames() throws Exception {
    othersGoOnWhile(
        () -> {
          WireClient eve = connect();
          for (int i = 0; i < 6; i++) {
            eve.send("{");
          }
          assertThat(eve.closed()).isEqualTo(4003);
        });
  }

  @Test
  void aClientThatNeverAcknowledges() throws Exception {
    login("eve"); // Reads everything and acknowledges nothing.
    WireClient friend = login("friend");
    int[] sent = {1_000};
    othersGoOnWhile(
        () -> {
          for (int i = 0; i < 40; i++) {
            sent[0]++;
            friend.call(sent[0], "message", "{\"peerId\":\"eve\",\"text\":\"" + LONG + "\"}");
          }
          // Half of eve's buffer may be messages; those beyond it are refused at once.
          assertThat(friend.until("\"id\":" + sent[0] + ","))
              .containsAnyOf("\"hasPeerReceived\":false", "PEER_MESSAGE_ERR_TOO_OFTEN");
        });
  }

  @Test
  void aClientThatDoesNotRead() throws Exception {
    byte[] pings = pings();
    int[] timesThrownOut = {0};
    othersGoOnWhile(
        () -> {
          try (Socket eve = new Socket("127.0.0.1", server.adapter.port())) {
            OutputStream out = eve.getOutputStream();
            out.write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
            while (!isOver.get()) {
              out.write(pings); // Until it is thrown out.
            }
          } catch (IOException thrownOut) {
            timesThrownOut[0]++;
          }
        });
    assertThat(timesThrownOut[0]).isPositive();
  }

  /** As many as the connection takes; it may be closed for too many calls at once. */
  private void invitesWithoutEnd(String callee) throws Exception {
    WireClient eve = login("eve" + ++eves);
    try {
      for (int i = 0; i < 2_000 && !isOver.get(); i++) {
        String id = "\"invitationId\":\"e" + i + "\"";
        eve.call(2, "invite", "{" + id + ",\"calleeId\":\"" + callee + "\"}");
      }
    } catch (CompletionException thrownOut) {
      assertThat(eve.closed()).isEqualTo(4008);
    }
    eve.socket().abort();
  }

  /** The bad client goes on and on until the good ones have made all their calls, at least once. */
  private void othersGoOnWhile(Misdeed misdeed) throws Exception {
    AtomicInteger misdeeds = new AtomicInteger();
    Future<?> bad =
        thread.submit(
            () -> {
              while (!isOver.get()) {
                misdeed.happens();
                misdeeds.incrementAndGet();
              }
              return null;
            });
    for (int i = 0; i < CALLS || misdeeds.get() == 0; i++) {
      call();
      TimeUnit.MILLISECONDS.sleep(20); // Below the rate of 180 in 3 s.
      if (bad.isDone()) {
        bad.get();
      }
    }
    isOver.set(true);
    try {
      bad.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException wrong) {
      throw new AssertionError("The bad client's own check failed.", wrong.getCause());
    }
    assertThat(server.runtime.figures().violations()).isZero();
  }

  private void call() throws InterruptedException {
    calls++;
    caller.call(2, "invite", "{\"invitationId\":\"c" + calls + "\",\"calleeId\":\"callee\"}");
    Matcher ring = ID.matcher(callee.until("remoteInvitationReceived"));
    assertThat(ring.find()).isTrue();
    callee.call(3, "accept", "{\"invitationId\":\"" + ring.group(1) + "\"}");
    String accepted = caller.until("localInvitationAccepted");
    caller.acknowledge(Integer.parseInt(accepted.replaceFirst(".*\"seq\":(\\d+).*", "$1")));
    callee.until("remoteInvitationAccepted");
    caller.call(4, "end", "{\"invitationId\":\"c" + calls + "\"}");
    String ended = callee.until("callEnded");
    callee.acknowledge(Integer.parseInt(ended.replaceFirst(".*\"seq\":(\\d+).*", "$1")));
  }

  private WireClient connect() throws Exception {
    return WireClient.connect(http, server.adapter.port(), Optional.empty());
  }

  private WireClient login(String user) throws Exception {
    WireClient client = connect();
    client.login(user);
    return client;
  }

  /** Ping calls in masked text frames; their long ids come back in the answers. */
  private static byte[] pings() {
    byte[] text =
        ("{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":\"" + "x".repeat(64) + "\"}")
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer frames = ByteBuffer.allocate(500 * (6 + text.length));
    while (frames.hasRemaining()) {
      frames.put((byte) 0x81).put((byte) (0x80 | text.length)).putInt(0).put(text);
    }
    return frames.array();
  }

  private interface Misdeed {
    void happens() throws Exception;
  }
}
