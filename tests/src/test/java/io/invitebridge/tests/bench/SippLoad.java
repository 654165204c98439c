package io.invitebridge.tests.bench;

import io.invitebridge.tests.testkit.Sipp;
import java.io.IOException;
import java.io.UncheckedIOException;

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

  static SippLoad run(String user, int port, int rate, int lengthSeconds) {
    long start = System.nanoTime();
    try (Sipp sipp =
        Sipp.start(
            "-sn",
            "uac",
            "-s",
            user,
            "127.0.0.1:" + port,
            "-r",
            Integer.toString(rate),
            "-m",
            Integer.toString(rate * lengthSeconds),
            "-l",
            "100000",
            "-timeout",
            (lengthSeconds + 60) + "s")) {
      sipp.exitCode();
      double seconds = (System.nanoTime() - start) / 1e9;
      return new SippLoad(sipp.successful(), sipp.failed(), sipp.retransmissions(), seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
