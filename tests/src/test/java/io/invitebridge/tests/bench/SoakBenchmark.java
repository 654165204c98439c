package io.invitebridge.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.tests.bench.MoodyUsers.Mood;
import io.invitebridge.tests.testkit.ChildProcess;
import io.invitebridge.tests.testkit.Sipp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mixed load for a long time: half of the callers are answered and hang up, the others are refused,
 * cancel, vanish without an ACK, or ring users whose process is killed each minute. Once a minute
 * the heap after a full collection and what is open are noted; at the end the tables must be empty.
 *
 * <p>Before it, a minute at a third of the rate for the compiler of the virtual machine. {@code
 * -Dsoak.rate=} calls a second in all (200), {@code -Dsoak.minutes=} (10).
 */
@Tag("benchmark")
class SoakBenchmark {
  private static final int SIP_PORT = 15070;
  private static final int RTM_PORT = 18081;
  private static final int ADMIN_PORT = 19091;
  private static final int USERS = 20;
  private static final int RATE = Integer.getInteger("soak.rate", 200);
  private static final int MINUTES = Integer.getInteger("soak.minutes", 10);
  private static final String RTM = "ws://127.0.0.1:" + RTM_PORT + "/rtm";

  /** An absent user's calls, ACKs that never come, and tombstones have all run out by then. */
  private static final Duration UNTIL_EMPTY = Duration.ofSeconds(150);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> report = new ArrayList<>();

  private record Load(String what, Sipp sipp) {}

  @Test
  void mixedLoadLeavesNothingBehind() throws Exception {
    Sipp.isNeeded();
    Path jar = Path.of("..", "bridge-app", "target", "bridge.jar");
    assertThat(jar).as("build the bridge first: ./bridge --version").exists();
    Path config = Files.createTempFile("soak", ".yaml");
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
      List<ChildProcess> steady = List.of(users(Mood.ACCEPTS), users(Mood.REFUSES));
      try {
        soak(bridge);
      } finally {
        steady.forEach(ChildProcess::kill);
      }
    } finally {
      Files.deleteIfExists(config);
      Files.write(Path.of("target", "soak.md"), report);
    }
  }

  private void soak(ChildProcess bridge) throws Exception {
    say(RATE + " calls/s for " + MINUTES + " minutes; heap of at most 1 GiB");
    say("");
    say("| minute | heap after GC, MiB | open invitations | remembered | begun | resident MiB |");
    say("|---|---|---|---|---|---|");
    warmUp();
    ChildProcess mortal = users(Mood.IS_SILENT);
    List<Load> loads = start(RATE, MINUTES);
    try {
      for (int minute = 1; minute <= MINUTES; minute++) {
        Thread.sleep(Duration.ofMinutes(1).toMillis());
        mortal.kill();
        mortal = users(Mood.IS_SILENT);
        row(Integer.toString(minute), bridge);
      }
      say("");
      for (Load load : loads) {
        load.sipp().exitCode(Duration.ofMinutes(4));
        say(
            "%s: %d as they should, %d not"
                .formatted(load.what(), load.sipp().successful(), load.sipp().failed()));
      }
    } finally {
      mortal.kill();
      loads.forEach(load -> load.sipp().close());
    }
    awaitEmpty();
    row("after", bridge);
    assertThat(figure("bridge_events_violations_total")).isZero();
  }

  private static void warmUp() throws Exception {
    try (ChildProcess mortal = users(Mood.IS_SILENT)) {
      for (Load load : start(RATE / 3, 1)) {
        load.sipp().exitCode(Duration.ofMinutes(3));
      }
      mortal.kill();
    }
  }

  private static List<Load> start(int all, int minutes) throws IOException {
    String accepting = names(Mood.ACCEPTS);
    String refusing = names(Mood.REFUSES);
    String silent = names(Mood.IS_SILENT);
    return List.of(
        load("answered, hang up", SoakScenarios.talks(), accepting, all * 50 / 100, minutes),
        load("refused", SoakScenarios.isRefused(486), refusing, all * 20 / 100, minutes),
        load("canceled", SoakScenarios.cancels(), silent, all * 15 / 100, minutes),
        load(
            "answered, never heard of again",
            SoakScenarios.vanishes(),
            accepting,
            all * 10 / 100,
            minutes),
        load(
            "never answered, or the user's process dies",
            SoakScenarios.isRefused(480),
            silent,
            all * 5 / 100,
            minutes));
  }

  private static Load load(String what, String scenario, String names, int perSecond, int minutes)
      throws IOException {
    int rate = Math.max(1, perSecond);
    return new Load(
        what,
        Sipp.start(
            "-sf",
            scenario,
            "-inf",
            names,
            "127.0.0.1:" + SIP_PORT,
            "-r",
            Integer.toString(rate),
            "-m",
            Integer.toString(rate * 60 * minutes),
            "-l",
            "100000"));
  }

  private static String names(Mood mood) throws IOException {
    Path file = Files.createTempFile("names", ".csv");
    Files.writeString(
        file,
        IntStream.range(0, USERS)
            .mapToObj(i -> MoodyUsers.name(mood, i) + ";\n")
            .collect(Collectors.joining("", "SEQUENTIAL\n", "")));
    return file.toString();
  }

  private static ChildProcess users(Mood mood) {
    return ChildProcess.start(
        MoodyUsers.command(RTM, mood, USERS), line -> line.startsWith("ready"));
  }

  private void row(String minute, ChildProcess bridge) throws Exception {
    new ProcessBuilder("jcmd", Long.toString(bridge.pid()), "GC.run").start().waitFor();
    say(
        String.format(
            Locale.ROOT,
            "| %s | %.1f | %.0f | %.0f | %.0f | %d |",
            minute,
            sum("jvm_memory_used_bytes{area=\"heap\"") / 1_048_576,
            figure("bridge_invitations_open"),
            figure("bridge_invitations_remembered"),
            figure("bridge_invitations_begun_total"),
            bridge.residentKiB() / 1024));
  }

  private void awaitEmpty() throws Exception {
    long end = System.nanoTime() + UNTIL_EMPTY.toNanos();
    List<String> tables =
        List.of(
            "bridge_invitations_open",
            "bridge_invitations_remembered",
            "bridge_correlation_keys",
            "bridge_sip_legs",
            "bridge_rtm_legs");
    while (System.nanoTime() < end) {
      double left = 0;
      for (String table : tables) {
        left += figure(table);
      }
      if (left == 0) {
        return;
      }
      Thread.sleep(1_000);
    }
    for (String table : tables) {
      assertThat(figure(table)).as(table).isZero();
    }
  }

  private double figure(String name) throws Exception {
    return sum(name);
  }

  private double sum(String prefix) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ADMIN_PORT + "/metrics")).build();
    return http.send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String configuration() {
    return """
        apps:
          - id: trial
        listen:
          sip: [udp://127.0.0.1:%d]
          rtm: ws://127.0.0.1:%d/rtm
          admin: http://127.0.0.1:%d
        sip:
          strangers: route
          defence: {messages-per-second: 0}
        timers: {ring: 20s, sip-ring: 18s}
        routes:
          - name: phones ring the app user of that name
            when: {from: {network: sip}}
            ring: [{rtm: "{to.user}"}]
        """
        .formatted(SIP_PORT, RTM_PORT, ADMIN_PORT);
  }

  private void say(String line) {
    report.add(line);
    System.out.println(line);
  }
}
