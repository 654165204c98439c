package io.invitebridge.legacy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.legacy.testing.LegacyWireClient;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many pairs on many threads: every call goes through, and nothing is left open. */
@Tag("loopback")
@Timeout(60)
class BusyServerTest {
  private static final int PAIRS = 12;
  private static final int CALLS = 20;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void everyCallOfEveryPairIsAcceptedAndEnded() throws Exception {
    try (LoopbackServer server = new LoopbackServer(LoopbackServer.settings())) {
      ExecutorService threads = Executors.newFixedThreadPool(PAIRS);
      List<Future<Integer>> pairs = new ArrayList<>();
      for (int pair = 0; pair < PAIRS; pair++) {
        pairs.add(threads.submit(calls(server.port(), pair)));
      }
      for (Future<Integer> pair : pairs) {
        assertThat(pair.get(50, TimeUnit.SECONDS)).isEqualTo(CALLS);
      }
      threads.shutdown();
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                assertThat(server.adapter.openLegs()).isZero();
                assertThat(server.adapter.sessions()).isZero();
                assertThat(server.adapter.connections()).isZero();
                assertThat(server.adapter.remembered()).isZero();
                assertThat(server.runtime.figures().open()).isZero();
              });
      assertThat(server.runtime.figures().violations()).isZero();
      assertThat(server.adapter.counters().lettersLost()).isZero();
    }
  }

  private Callable<Integer> calls(int port, int pair) {
    return () -> {
      String app = LoopbackServer.APP.value();
      LegacyWireClient caller = new LegacyWireClient(http, port).login(app, "caller" + pair);
      LegacyWireClient callee = new LegacyWireClient(http, port).login(app, "callee" + pair);
      for (int call = 1; call <= CALLS; call++) {
        // Every second call has the names of the one before the last: a tombstone must not matter.
        call(caller, callee, pair, "room" + call % 2);
      }
      caller.call("user_logout", Map.of());
      callee.call("user_logout", Map.of());
      return CALLS;
    };
  }

  private static void call(LegacyWireClient caller, LegacyWireClient callee, int pair, String room)
      throws InterruptedException {
    String online = "{\"_require_peer_online\":1}";
    long invite = caller.word("voip_invite", room, "callee" + pair, online);
    assertThat(callee.heard("voip_invite").path("peer").asText()).isEqualTo("caller" + pair);
    assertThat(caller.answer(invite).path(1).asText()).isEmpty();
    caller.heard("voip_invite_ack");
    callee.word("voip_invite_accept", room, "caller" + pair, "");
    caller.heard("voip_invite_accept");
    caller.word("voip_invite_bye", room, "callee" + pair, "");
    callee.heard("voip_invite_bye");
    callee.call("user_getmsg", Map.of("ver_clear", 1_000_000));
    caller.call("user_getmsg", Map.of("ver_clear", 1_000_000));
  }
}
