package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 100 calls a second, each from one SIP peer to another over real sockets, while the configuration
 * is read again: first a broken one, then one that rings another trunk.
 */
@Tag("loopback")
@Timeout(300)
class ReloadUnderLoadTest {
  /** Before the broken file, between the two, and after the good one. */
  private static final int CALLS = 200;

  private static final int PER_SECOND = 100;

  @TempDir private Path directory = Path.of("");

  @Test
  void a_reload_turns_new_calls_at_once_and_breaks_none() throws Exception {
    List<Integer> ports = FreePorts.udpAndTcp(2);
    try (LoadPeer old = LoadPeer.answering();
        LoadPeer other = LoadPeer.answering();
        LoadPeer caller = LoadPeer.calling(ports.get(0))) {
      Path file = directory.resolve("bridge.yaml");
      String before = text(ports, old.port());
      Files.writeString(file, before);
      LoadResult.Loaded loaded = (LoadResult.Loaded) load(file);
      try (BridgeServer server =
          BridgeServer.start(loaded.config(), TestConfig.NOBODY, Optional.of(() -> load(file)))) {
        AdminClient admin = new AdminClient(ports.get(1));
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger last = new AtomicInteger(Integer.MAX_VALUE);
        ScheduledFuture<?> load =
            clock.scheduleAtFixedRate(
                () -> {
                  if (next.get() < last.get()) {
                    caller.dial(next.getAndIncrement());
                  }
                },
                0,
                1_000 / PER_SECOND,
                TimeUnit.MILLISECONDS);
        try {
          await().atMost(Duration.ofSeconds(60)).until(() -> next.get() > CALLS);
          Files.writeString(file, before + "oops: 1\n");
          assertThat(admin.send("POST", "/reload", "").statusCode()).isEqualTo(422);

          int refusedAt = next.get();
          await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> next.get() > refusedAt + CALLS && old.rung().size() > CALLS);
          Files.writeString(file, text(ports, other.port()));
          assertThat(admin.send("POST", "/reload", "").statusCode()).isEqualTo(200);
          int surelyNew = next.get();
          await()
              .atMost(Duration.ofSeconds(120))
              .until(() -> caller.finished().stream().filter(n -> n >= surelyNew).count() > CALLS);
          last.set(next.get());
          clock.submit(() -> {}).get();
          int all = next.get();

          await()
              .atMost(Duration.ofSeconds(120))
              .until(() -> caller.finished().size() + caller.refused().size() >= all);
          assertThat(caller.refused()).isEmpty();
          assertThat(caller.finished()).containsExactlyInAnyOrderElementsOf(range(0, all));
          assertThat(other.rung()).containsAll(range(surelyNew, all));
          assertThat(old.rung()).doesNotContainAnyElementsOf(range(surelyNew, all));
          // Calls that were under way went to one of the two, and none to both.
          assertThat(old.rung())
              .hasSizeGreaterThan(CALLS)
              .doesNotContainAnyElementsOf(other.rung());
          assertThat(caller.finished())
              .allMatch(number -> old.rung().contains(number) || other.rung().contains(number));
          assertThat(admin.get("/metrics"))
              .contains(
                  "bridge_config_reloads_total{result=\"refused\"} 1.0",
                  "bridge_config_reloads_total{result=\"applied\"} 1.0",
                  "bridge_events_violations_total 0.0");
          await()
              .atMost(Duration.ofSeconds(60))
              .untilAsserted(() -> assertThat(server.runtime().figures().open()).isZero());
        } finally {
          load.cancel(false);
          clock.shutdownNow();
        }
      }
    }
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static LoadResult load(Path file) {
    return ConfigLoader.load(file, name -> Optional.empty());
  }

  /** Patient, so that a machine that is busy with other tests turns no call away. */
  private static String text(List<Integer> ports, int trunk) {
    return """
        apps: [{id: trial}]
        listen:
          sip: [udp://127.0.0.1:%d]
          admin: http://127.0.0.1:%d
        sip: {strangers: route, defence: {queue-delay: 10s}}
        timers: {trunk-probe: 25s}
        trunks: {pbx: {uri: 'sip:127.0.0.1:%d', accept-from: [192.0.2.1]}}
        routes:
          - name: everybody
            ring: [{trunk: pbx, user: "{to.user}"}]
        """
        .formatted(ports.get(0), ports.get(1), trunk);
  }
}
