package io.invitebridge.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.tests.testkit.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What app users cost who are logged in and do nothing, and whether others notice them: the
 * bridge's resident memory and its heap after a collection, by the number of users; the CPU time of
 * keeping them alive; and how long two further users' calls take meanwhile, from the invite to the
 * caller's "accepted".
 */
@Tag("benchmark")
class IdleUsersBenchmark {
  private static final int RTM_PORT = 18_081;
  private static final int USERS = Integer.getInteger("bench.users", 10_000);
  private static final int CALLS = Integer.getInteger("bench.calls", 200);
  private static final String ADMIN = "http://127.0.0.1:19091";
  private static final Duration REST = Duration.ofSeconds(20);
  private static final String URL = "ws://127.0.0.1:" + RTM_PORT + "/rtm";

  private final List<String> report = new ArrayList<>();

  @Test
  void idleUsers() throws Exception {
    Path jar = Path.of("..", "bridge-app", "target", "bridge.jar");
    assertThat(jar).as("build the bridge first: ./bridge --version").exists();
    Path config = Files.createTempFile("bench", ".yaml");
    Files.writeString(config, configuration());
    List<String> serve =
        List.of(
            ChildProcess.javaPath(),
            "-Xmx1g",
            "-jar",
            jar.toString(),
            "serve",
            "--config",
            config.toString());
    try (ChildProcess bridge = ChildProcess.start(serve, line -> line.startsWith("Ready"))) {
      say("| idle users | resident MiB | live heap MiB | CPU % of one | call ms, median | 99 % |");
      say("|---|---|---|---|---|---|");
      calls(); // Warms it up.
      Figures before = measure(0, bridge);
      try (ChildProcess users =
          ChildProcess.start(IdleUsers.command(URL, USERS), line -> line.startsWith("ready"))) {
        Figures after = measure(USERS, bridge);
        assertThat(metrics()).contains("bridge_rtm_sessions " + (double) USERS + "\n");
        say("");
        say(
            String.format(
                Locale.ROOT,
                "For each user: %.1f KiB resident, %.1f KiB of live heap."
                    + " The process with the users: %d MiB resident.",
                (after.residentKiB - before.residentKiB) / (double) USERS,
                (after.heapKiB - before.heapKiB) / (double) USERS,
                users.residentKiB() / 1024));
      }
    } finally {
      Files.deleteIfExists(config);
    }
    Files.write(Path.of("target", "idle-users.md"), report);
  }

  private Figures measure(int users, ChildProcess bridge) throws Exception {
    long heapKiB = bridge.liveHeapKiB();
    Duration cpu = bridge.cpu();
    long began = System.nanoTime();
    TimeUnit.SECONDS.sleep(REST.toSeconds());
    double share = bridge.cpu().minus(cpu).toNanos() / (double) (System.nanoTime() - began) * 100.0;
    long residentKiB = bridge.residentKiB();
    double[] millis = calls();
    say(
        String.format(
            Locale.ROOT,
            "| %d | %d | %.1f | %.1f | %.1f | %.1f |",
            users,
            residentKiB / 1024,
            heapKiB / 1024.0,
            share,
            millis[millis.length / 2],
            millis[millis.length * 99 / 100]));
    return new Figures(residentKiB, heapKiB);
  }

  /** How long each call took until the caller heard of the accept, in order of length. */
  private static double[] calls() throws Exception {
    SynchronousQueue<CallInvitation> accepted = new SynchronousQueue<>();
    AppUser[] callee = new AppUser[1];
    callee[0] =
        new AppUser(
            URL,
            "trial",
            "callee",
            heard -> {
              if (heard.kind() == Kind.REMOTE_RECEIVED) {
                callee[0].accept(
                    (RemoteInvitation) heard.invitation().orElseThrow(), Optional.empty());
              }
            });
    CountDownLatch done = new CountDownLatch(CALLS);
    double[] millis = new double[CALLS];
    try (AppUser answering = callee[0];
        AppUser caller =
            new AppUser(
                URL,
                "trial",
                "caller",
                heard -> {
                  if (heard.kind() == Kind.LOCAL_ACCEPTED) {
                    offer(accepted, heard.invitation().orElseThrow());
                  }
                })) {
      answering.login();
      caller.login();
      for (int i = 0; i < CALLS; i++) {
        long began = System.nanoTime();
        caller.invite("callee", Optional.empty(), Optional.empty());
        CallInvitation call = accepted.poll(20, TimeUnit.SECONDS);
        assertThat(call).as("call " + i).isNotNull();
        millis[i] = (System.nanoTime() - began) / 1e6;
        caller.hangUp(call);
        done.countDown();
        TimeUnit.MILLISECONDS.sleep(20); // Below the rate of 180 in 3 s.
      }
    }
    assertThat(done.getCount()).isZero();
    Arrays.sort(millis);
    return millis;
  }

  private static String metrics() throws IOException, InterruptedException {
    URI address = URI.create(ADMIN + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void offer(SynchronousQueue<CallInvitation> queue, CallInvitation call) {
    try {
      queue.offer(call, 20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static String configuration() {
    return """
        apps:
          - id: trial
        listen:
          rtm: %s
          admin: %s
        routes:
          - name: app users call each other
            when: {from: {network: rtm}}
            ring: [{rtm: "{to.user}"}]
        """
        .formatted(URL, ADMIN);
  }

  private void say(String line) throws IOException {
    report.add(line);
    System.out.println(line);
  }

  private record Figures(long residentKiB, long heapKiB) {}
}
