package io.invitebridge.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.tests.testkit.ChildProcess;
import io.invitebridge.tests.testkit.Sipp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * SIP caller to app user and back: SIPp's built-in caller rings an app user who accepts at once;
 * then SIPp hangs up. Beside it, in the same run and with the same load, a bare JAIN-SIP answering
 * machine, which is what the SIP stack alone would allow.
 *
 * <p>Reported per offered rate: completed calls, failures, SIPp's retransmissions, CPU time per
 * call of the process under test (and of the app user's process), resident memory. Three rounds,
 * medians.
 */
@Tag("benchmark")
class CallRateBenchmark {
  private static final int SIP_PORT = 15060;
  private static final int BARE_PORT = 15061;
  private static final int RTM_PORT = 18080;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);
  private static final List<Integer> RATES = List.of(50, 100, 200, 400, 800, 1_600);

  private final List<String> report = new ArrayList<>();

  @Test
  void sipCallersRingAnAppUserWhoAnswers() throws IOException {
    Sipp.isNeeded();
    Path jar = Path.of("..", "bridge-app", "target", "bridge.jar");
    assertThat(jar).as("build the bridge first: ./bridge --version").exists();
    say("machine: " + machine());
    say("command: ./bridge bench   (" + ROUNDS + " rounds of " + SECONDS + " s, medians)");
    say("");
    say(
        "| under test | offered calls/s | completed | failed | retransmissions "
            + "| CPU ms/call | app user CPU ms/call | resident MiB |");
    say("|---|---|---|---|---|---|---|---|");
    benchBare();
    benchBridge(jar);
    Files.write(Path.of("target", "call-rate.md"), report);
  }

  private void benchBare() {
    try (ChildProcess bare =
        ChildProcess.start(BareJainSipUas.command(BARE_PORT), l -> l.startsWith("ready"))) {
      SippLoad.run(1, BARE_PORT, 200, 10);
      for (int rate : RATES) {
        if (!row("bare JAIN-SIP", BARE_PORT, rate, bare, List.of())) {
          return;
        }
      }
    }
  }

  private void benchBridge(Path jar) throws IOException {
    Path config = Files.createTempFile("bench", ".yaml");
    Files.writeString(config, configuration());
    List<String> serve = javaJar(jar, "serve", "--config", config.toString());
    List<String> users = AppUsers.command("ws://127.0.0.1:" + RTM_PORT + "/rtm");
    try (ChildProcess bridge = ChildProcess.start(serve, l -> l.startsWith("Ready"));
        ChildProcess apps = ChildProcess.start(users, l -> l.startsWith("ready"))) {
      SippLoad.run(AppUsers.COUNT, SIP_PORT, 200, 10);
      for (int rate : RATES) {
        if (!row("bridge", SIP_PORT, rate, bridge, List.of(apps))) {
          return;
        }
      }
    } finally {
      Files.deleteIfExists(config);
    }
  }

  /** Measures one rate; false when it was no longer clean, so that higher ones are not tried. */
  private boolean row(
      String name, int port, int rate, ChildProcess subject, List<ChildProcess> others) {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Duration before = subject.cpu();
      Duration othersBefore = cpu(others);
      SippLoad load = SippLoad.run(AppUsers.COUNT, port, rate, SECONDS);
      rounds.add(
          new Round(
              load,
              subject.cpu().minus(before),
              cpu(others).minus(othersBefore),
              subject.residentKiB()));
    }
    Round median = median(rounds);
    SippLoad load = median.load();
    say(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %d | %d | %.2f | %s | %d |",
            name,
            rate,
            load.successful(),
            load.failed(),
            load.retransmissions(),
            perCall(median.cpu(), load),
            others.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, "%.2f", perCall(median.others(), load)),
            median.residentKiB() / 1024));
    return rounds.stream().allMatch(round -> round.load().isClean());
  }

  private static Round median(List<Round> rounds) {
    List<Round> sorted = new ArrayList<>(rounds);
    sorted.sort(Comparator.comparing(Round::cpu));
    return sorted.get(sorted.size() / 2);
  }

  private static double perCall(Duration cpu, SippLoad load) {
    return cpu.toNanos() / 1e6 / Math.max(1, load.successful() + load.failed());
  }

  private static Duration cpu(List<ChildProcess> processes) {
    return processes.stream().map(ChildProcess::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  private static List<String> javaJar(Path jar, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(ChildProcess.javaPath(), "-Xmx2g", "-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String configuration() {
    return """
        apps:
          - id: trial
        listen:
          sip: [udp://127.0.0.1:%d]
          rtm: ws://127.0.0.1:%d/rtm
          admin: http://127.0.0.1:19090
        sip:
          strangers: route
          defence: {messages-per-second: 0}
        routes:
          - name: phones ring the app user of that name
            when: {from: {network: sip}}
            ring: [{rtm: "{to.user}"}]
        """
        .formatted(SIP_PORT, RTM_PORT);
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + " CPUs ("
        + cpuModel()
        + "), "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + ", Java "
        + System.getProperty("java.version")
        + "; SIPp and all processes on the same machine, UDP on loopback";
  }

  private static String cpuModel() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String line) {
    report.add(line);
    System.out.println(line);
  }

  private record Round(SippLoad load, Duration cpu, Duration others, long residentKiB) {}
}
