package io.invitebridge.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of SIPp's built-in caller at a fixed rate (open loop: it does not slow down for a slow
 * peer).
 *
 * @param successful calls that ended with the 200 of BYE
 * @param failed all others
 * @param retransmissions of SIPp's own requests
 * @param seconds how long the run took
 */
record SippLoad(long successful, long failed, long retransmissions, double seconds) {

  boolean isClean() {
    return failed == 0 && retransmissions * 1_000 <= successful;
  }

  double callsPerSecond() {
    return seconds == 0 ? 0 : successful / seconds;
  }

  static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/bin/sipp"));
  }

  static SippLoad run(String user, int port, int rate, int lengthSeconds) {
    try {
      Path folder = Files.createTempDirectory("sipp");
      Path figures = folder.resolve("figures.csv");
      long start = System.nanoTime();
      Process sipp =
          new ProcessBuilder(command(user, port, rate, lengthSeconds, figures))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!sipp.waitFor(lengthSeconds + 90L, TimeUnit.SECONDS)) {
        sipp.destroyForcibly();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return parse(Files.readAllLines(figures), seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> command(
      String user, int port, int rate, int lengthSeconds, Path figures) {
    return new ArrayList<>(
        List.of(
            "sipp",
            "-sn",
            "uac",
            "-s",
            user,
            "127.0.0.1:" + port,
            "-i",
            "127.0.0.1",
            "-r",
            Integer.toString(rate),
            "-m",
            Integer.toString(rate * lengthSeconds),
            "-l",
            "100000",
            "-nostdin",
            "-trace_stat",
            "-stf",
            figures.toString(),
            "-fd",
            "1",
            "-timeout",
            (lengthSeconds + 60) + "s"));
  }

  private static SippLoad parse(List<String> lines, double seconds) {
    List<String> names = List.of(lines.get(0).split(";"));
    List<String> last = List.of(lines.get(lines.size() - 1).split(";"));
    return new SippLoad(
        number(names, last, "SuccessfulCall(C)"),
        number(names, last, "FailedCall(C)"),
        number(names, last, "Retransmissions(C)"),
        seconds);
  }

  private static long number(List<String> names, List<String> values, String name) {
    return Long.parseLong(values.get(names.indexOf(name)));
  }
}
