package io.invitebridge.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.invitebridge.tests.testkit.ChildProcess;
import io.invitebridge.tests.testkit.Sipp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is completed when more is offered than can be: calls a second that end with the 200 of BYE
 * while the load lasts. The bridge with app users who accept, and beside it Kamailio as a stateful
 * proxy without any limiter of its own before a SIPp phone, in the same run.
 *
 * <p>The capacity is the highest rate of which 99 % are completed; the curve goes on to twice that.
 */
@Tag("benchmark")
class GoodputBenchmark {
  private static final Path KAMAILIO = Path.of("/usr/sbin/kamailio");
  private static final int SIP_PORT = 15080;
  private static final int PROXY_PORT = 15081;
  private static final int PHONE_PORT = 15082;
  private static final int RTM_PORT = 18082;
  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);
  private static final int STEP = Integer.getInteger("goodput.step", 400);
  private static final int HIGHEST = Integer.getInteger("goodput.highest", 10_000);

  private final List<String> report = new ArrayList<>();

  /** One rate. */
  private record Point(int offered, double completed, long failed, long retransmissions) {
    boolean isClean() {
      return completed >= offered * 0.99;
    }
  }

  @Test
  void completedCallsBeyondTheCapacity() throws IOException {
    Sipp.isNeeded();
    assumeTrue(
        Files.isExecutable(KAMAILIO),
        "skipped: Kamailio is not installed (Debian: apt-get install kamailio)");
    Path jar = Path.of("..", "bridge-app", "target", "bridge.jar");
    assertThat(jar).as("build the bridge first: ./bridge --version").exists();
    say("| under test | offered calls/s | completed/s | failed | retransmissions |");
    say("|---|---|---|---|---|");
    List<Point> proxy = proxy();
    List<Point> bridge = bridge(jar);
    say("");
    say("Kamailio: " + verdict(proxy));
    say("bridge: " + verdict(bridge));
    Files.write(Path.of("target", "goodput.md"), report);
  }

  private List<Point> proxy() throws IOException {
    Path file = Files.createTempFile("proxy", ".cfg");
    Files.writeString(file, relay());
    List<String> command =
        List.of(KAMAILIO.toString(), "-DD", "-E", "-f", file.toString(), "-m", "256", "-M", "16");
    try (Sipp phone = Sipp.start("-sn", "uas", "-p", Integer.toString(PHONE_PORT));
        ChildProcess kamailio = ChildProcess.start(command, line -> line.contains("Listening"))) {
      assertThat(phone.isRunning()).isTrue();
      List<Point> curve = curve("Kamailio", PROXY_PORT);
      kamailio.killAll();
      return curve;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private List<Point> bridge(Path jar) throws IOException {
    Path config = Files.createTempFile("goodput", ".yaml");
    Files.writeString(config, configuration());
    List<String> serve =
        List.of(
            ChildProcess.javaPath(),
            "-Xmx2g",
            "-jar",
            jar.toString(),
            "serve",
            "--config",
            config.toString());
    List<String> users = AppUsers.command("ws://127.0.0.1:" + RTM_PORT + "/rtm");
    try (ChildProcess bridge = ChildProcess.start(serve, line -> line.startsWith("Ready"));
        ChildProcess apps = ChildProcess.start(users, line -> line.startsWith("ready"))) {
      // The compiler of the virtual machine needs some thousand calls.
      SippLoad.run(AppUsers.COUNT, SIP_PORT, 400, 20);
      List<Point> curve = curve("bridge", SIP_PORT);
      say("");
      say(
          String.format(
              Locale.ROOT,
              "CPU time in all: bridge %d s, app users %d s",
              bridge.cpu().toSeconds(),
              apps.cpu().toSeconds()));
      return curve;
    } finally {
      Files.deleteIfExists(config);
    }
  }

  /** Up to the capacity in steps, then to twice the capacity in quarters of it. */
  private List<Point> curve(String name, int port) {
    List<Point> points = new ArrayList<>();
    int capacity = 0;
    for (int rate = STEP; rate <= HIGHEST; rate += STEP) {
      Point point = point(name, port, rate);
      points.add(point);
      if (!point.isClean()) {
        break;
      }
      capacity = rate;
    }
    int reached = points.get(points.size() - 1).offered();
    for (int quarter = 5; quarter <= 8; quarter++) {
      int rate = capacity * quarter / 4;
      if (rate > reached) {
        points.add(point(name, port, rate));
      }
    }
    return points;
  }

  private Point point(String name, int port, int rate) {
    SippLoad load = SippLoad.run(AppUsers.COUNT, port, rate, SECONDS);
    Point point =
        new Point(
            rate, load.completedInTime() / (double) SECONDS, load.failed(), load.retransmissions());
    say(
        String.format(
            Locale.ROOT,
            "| %s | %d | %.0f | %d | %d |",
            name,
            rate,
            point.completed(),
            point.failed(),
            point.retransmissions()));
    return point;
  }

  private static String verdict(List<Point> curve) {
    Point capacity =
        curve.stream()
            .filter(Point::isClean)
            .reduce((first, second) -> second)
            .orElse(curve.get(0));
    Point twice = curve.get(curve.size() - 1);
    return String.format(
        Locale.ROOT,
        "capacity %d calls/s; at %d offered %.0f %% of what is completed at capacity",
        capacity.offered(),
        twice.offered(),
        100 * twice.completed() / capacity.completed());
  }

  /** A stateful relay with four workers, as the product's own examples have it. */
  private static String relay() {
    return """
        #!KAMAILIO
        log_stderror=yes
        debug=2
        children=4
        disable_tcp=yes
        auto_aliases=no
        dns=no
        rev_dns=no
        listen=udp:127.0.0.1:%d
        loadmodule "tm.so"
        loadmodule "sl.so"
        loadmodule "rr.so"
        loadmodule "pv.so"
        loadmodule "maxfwd.so"
        request_route {
          if (!mf_process_maxfwd_header("10")) {
            sl_send_reply("483", "Too Many Hops");
            exit;
          }
          if ($rm == "CANCEL") {
            if (t_check_trans()) t_relay();
            exit;
          }
          t_check_trans();
          if ($rm == "INVITE") record_route();
          $du = "sip:127.0.0.1:%d";
          t_relay();
        }
        """
        .formatted(PROXY_PORT, PHONE_PORT);
  }

  private static String configuration() {
    return """
        apps:
          - id: trial
        listen:
          sip: [udp://127.0.0.1:%d]
          rtm: ws://127.0.0.1:%d/rtm
        trunks:
          load:
            uri: sip:127.0.0.1:%d
            accept-from: [127.0.0.0/8]
        routes:
          - name: phones ring the app user of that name
            when: {from: {network: sip}}
            ring: [{rtm: "{to.user}"}]
        """
        .formatted(SIP_PORT, RTM_PORT, PHONE_PORT);
  }

  private void say(String line) {
    report.add(line);
    System.out.println(line);
  }
}
