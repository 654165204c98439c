package io.invitebridge.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.invitebridge.tests.testkit.ChildProcess;
import io.invitebridge.tests.testkit.Cpus;
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
 * proxy without any limiter of its own before a SIPp phone, in the same run. Who bears the load has
 * the last CPU for itself; SIPp and the app users have the others.
 *
 * <p>The curve goes up in steps until clearly less is completed than is offered, and then to twice
 * the capacity, which is the most that was completed.
 */
@Tag("benchmark")
class GoodputBenchmark {
  private static final Path KAMAILIO = Path.of("/usr/sbin/kamailio");
  private static final int SIP_PORT = 15080;
  private static final int PROXY_PORT = 15081;
  private static final int PHONE_PORT = 15082;
  private static final int RTM_PORT = 18082;
  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);
  private static final int STEP = Integer.getInteger("goodput.step", 200);
  private static final int HIGHEST = Integer.getInteger("goodput.highest", 8_000);

  /** The virtual machine compiles for about a minute of CPU time before it is what it will be. */
  private static final List<Integer> WARM_UP = List.of(400, 400, 400, 1_600, 500, 2_000, 500);

  private final List<String> report = new ArrayList<>();

  /** One rate. */
  private record Point(int offered, double completed, long failed, long retransmissions) {
    boolean isBeyond() {
      return completed < offered * 0.9;
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
      Cpus.offers(phone.process());
      Cpus.bears(kamailio.process());
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
      Cpus.offers(apps.process());
      WARM_UP.forEach(rate -> SippLoad.run(AppUsers.COUNT, SIP_PORT, rate, 15));
      Cpus.bears(bridge.process());
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

  private List<Point> curve(String name, int port) {
    List<Point> points = new ArrayList<>();
    for (int rate = STEP; rate <= HIGHEST; rate += STEP) {
      points.add(point(name, port, rate));
      if (points.size() > 1
          && points.subList(points.size() - 2, points.size()).stream().allMatch(Point::isBeyond)) {
        break;
      }
    }
    int twice = (int) (2 * capacity(points));
    for (int rate : new int[] {twice * 3 / 4, twice}) {
      if (rate > points.get(points.size() - 1).offered()) {
        points.add(point(name, port, rate));
      }
    }
    return points;
  }

  private static double capacity(List<Point> curve) {
    return curve.stream().mapToDouble(Point::completed).max().orElse(0);
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
    double capacity = capacity(curve);
    Point last = curve.get(curve.size() - 1);
    return String.format(
        Locale.ROOT,
        "at most %.0f calls/s; at %d offered (%.1f times that) %.0f %% of it",
        capacity,
        last.offered(),
        last.offered() / capacity,
        100 * last.completed() / capacity);
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
