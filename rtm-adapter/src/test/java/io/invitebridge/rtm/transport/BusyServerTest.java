package io.invitebridge.rtm.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.rtm.RtmAdapter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many pairs on many threads: every call goes through, and nothing is left open. */
@Tag("loopback")
@Timeout(60)
class BusyServerTest {
  private static final int PAIRS = 12;
  private static final int CALLS = 20;
  private static final Pattern ID = Pattern.compile("\"invitationId\":\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void everyCallOfEveryPair_isAcceptedConfirmedAndEnded() throws Exception {
    try (LoopbackServer server = new LoopbackServer(LoopbackServer.settings())) {
      ExecutorService threads = Executors.newFixedThreadPool(PAIRS);
      List<Future<Integer>> pairs = new ArrayList<>();
      for (int pair = 0; pair < PAIRS; pair++) {
        pairs.add(threads.submit(calls(server.adapter, pair)));
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
                assertThat(server.runtime.figures().open()).isZero();
              });
      assertThat(server.runtime.figures().violations()).isZero();
      assertThat(server.adapter.counters().lateEffects()).isZero();
    }
  }

  private Callable<Integer> calls(RtmAdapter adapter, int pair) {
    return () -> {
      WireClient caller = WireClient.connect(http, adapter.port(), Optional.empty());
      WireClient callee = WireClient.connect(http, adapter.port(), Optional.empty());
      caller.login("caller" + pair);
      callee.login("callee" + pair);
      for (int call = 1; call <= CALLS; call++) {
        call(caller, callee, pair, call);
      }
      caller.call(9, "logout", "{}");
      callee.call(9, "logout", "{}");
      return CALLS;
    };
  }

  /** Three notifications a call for the callee, two for the caller. */
  private static void call(WireClient caller, WireClient callee, int pair, int call)
      throws InterruptedException {
    String invite = "{\"invitationId\":\"i%d\",\"calleeId\":\"callee%d\"}".formatted(call, pair);
    caller.call(2, "invite", invite);
    String remote = id(callee.until("remoteInvitationReceived"));
    callee.acknowledge(3 * call - 2);
    caller.until("localInvitationReceivedByPeer");
    callee.call(3, "accept", "{\"invitationId\":\"" + remote + "\"}");
    caller.until("localInvitationAccepted");
    caller.acknowledge(2 * call);
    callee.until("remoteInvitationAccepted");
    caller.call(4, "end", "{\"invitationId\":\"i" + call + "\"}");
    callee.until("callEnded");
  }

  private static String id(String notice) {
    Matcher matcher = ID.matcher(notice);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
