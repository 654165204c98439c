package io.invitebridge.tests.bench;

import io.invitebridge.tests.testkit.Cpus;
import io.invitebridge.tests.testkit.Sipp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One run of SIPp's built-in caller at a fixed rate (open loop: it does not slow down for a slow
 * peer).
 *
 * @param successful calls that ended with the 200 of BYE
 * @param completedInTime those that did so while calls were still being offered
 * @param failed all others
 * @param retransmissions of SIPp's own requests
 * @param seconds how long the run took
 */
record SippLoad(
    long successful, long completedInTime, long failed, long retransmissions, double seconds) {

  boolean isClean() {
    return failed == 0 && retransmissions * 1_000 <= successful;
  }

  double callsPerSecond() {
    return seconds == 0 ? 0 : successful / seconds;
  }

  /**
   * Offers calls for some seconds.
   *
   * @param users the callees are u0, u1 ... in turn
   */
  static SippLoad run(int users, int port, int rate, int lengthSeconds) {
    long start = System.nanoTime();
    try (Sipp sipp =
        Sipp.start(
            "-sf",
            builtInCallerWithAUserFromAFile(),
            "-inf",
            users(users),
            "127.0.0.1:" + port,
            "-r",
            Integer.toString(rate),
            "-m",
            Integer.toString(rate * lengthSeconds),
            "-l",
            "100000",
            "-timeout",
            (lengthSeconds + 60) + "s")) {
      Cpus.offers(sipp.process());
      sipp.exitCode();
      double seconds = (System.nanoTime() - start) / 1e9;
      return new SippLoad(
          sipp.successful(),
          sipp.successfulWithin(Duration.ofSeconds(lengthSeconds)),
          sipp.failed(),
          sipp.retransmissions(),
          seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String builtInCallerWithAUserFromAFile() throws IOException {
    Process dump = new ProcessBuilder("sipp", "-sd", "uac").start();
    String scenario = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Path file = Files.createTempFile("uac", ".xml");
    Files.writeString(file, scenario.replace("[service]", "[field0]"));
    return file.toString();
  }

  private static String users(int count) throws IOException {
    Path file = Files.createTempFile("users", ".csv");
    Files.writeString(
        file,
        IntStream.range(0, count)
            .mapToObj(i -> "u" + i + ";\n")
            .collect(Collectors.joining("", "SEQUENTIAL\n", "")));
    return file.toString();
  }
}
