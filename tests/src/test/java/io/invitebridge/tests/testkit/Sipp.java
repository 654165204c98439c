package io.invitebridge.tests.testkit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A SIPp process, and what its own statistics say when it has ended. */
public final class Sipp implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final Path figures;

  private Sipp(Process process, Path figures) {
    this.process = process;
    this.figures = figures;
  }

  /** Skips the calling test, with a clear word, where SIPp is not installed. */
  public static void isNeeded() {
    assumeTrue(
        isInstalled(), "skipped: SIPp is not installed (Debian: apt-get install sip-tester)");
  }

  public static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/bin/sipp"));
  }

  /**
   * Starts SIPp on loopback.
   *
   * @param arguments without the ones for statistics and unattended running
   */
  public static Sipp start(String... arguments) throws IOException {
    Path folder = Files.createTempDirectory("sipp");
    Path figures = folder.resolve("figures.csv");
    List<String> command = new ArrayList<>(List.of("sipp", "-i", "127.0.0.1", "-nostdin"));
    command.addAll(List.of("-trace_stat", "-fd", "1", "-stf", figures.toString()));
    command.addAll(List.of("-trace_err", "-error_file", folder.resolve("errors.txt").toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    return new Sipp(process, figures);
  }

  /** Starts SIPp as a phone on a UDP port of loopback, and waits until the port is open. */
  public static Sipp startPhone(int port, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-p", Integer.toString(port)));
    Sipp sipp = start(all.toArray(String[]::new));
    await().atMost(START_LIMIT).until(() -> isTaken(port) || !sipp.isRunning());
    if (!sipp.isRunning()) {
      throw new IOException("SIPp did not start: " + sipp.errors());
    }
    return sipp;
  }

  /** A scenario of our own, for what the built-in ones do not do. */
  public static String scenario(String name, String steps) throws IOException {
    Path file = Files.createTempFile(name, ".xml");
    Files.writeString(
        file,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scenario name=\""
            + name
            + "\">\n"
            + steps
            + "</scenario>\n");
    return file.toString();
  }

  /** Waits for the end; SIPp's exit code, 0 when every call was successful. */
  public int exitCode() throws InterruptedException {
    return exitCode(Duration.ofMinutes(3));
  }

  /** The same, with a patience of one's own. */
  public int exitCode(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("SIPp did not end.");
    }
    return process.exitValue();
  }

  /** What SIPp found wrong, with the other side or with its scenario; else its last screen. */
  public String errors() throws IOException {
    Path errors = figures.resolveSibling("errors.txt");
    return Files.readString(Files.exists(errors) ? errors : figures.resolveSibling("output.txt"));
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  public long successful() throws IOException {
    return figure("SuccessfulCall(C)");
  }

  /** Successful calls by that time since the start; noted once a second. */
  public long successfulWithin(Duration time) throws IOException {
    List<String> lines = Files.readAllLines(figures);
    List<String> names = List.of(lines.get(0).split(";"));
    long successful = 0;
    for (String line : lines.subList(1, lines.size())) {
      List<String> values = List.of(line.split(";"));
      String[] clock = values.get(names.indexOf("ElapsedTime(C)")).split(":");
      long seconds =
          3_600 * Long.parseLong(clock[0])
              + 60 * Long.parseLong(clock[1])
              + Long.parseLong(clock[2].split("\\.")[0]);
      if (seconds <= time.toSeconds()) {
        successful = Long.parseLong(values.get(names.indexOf("SuccessfulCall(C)")));
      }
    }
    return successful;
  }

  public long failed() throws IOException {
    return figure("FailedCall(C)");
  }

  /** Requests that SIPp had to repeat. */
  public long retransmissions() throws IOException {
    return figure("Retransmissions(C)");
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static boolean isTaken(int port) throws IOException {
    try (DatagramSocket probe = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
      return !probe.isBound();
    } catch (BindException taken) {
      return true;
    }
  }

  private long figure(String name) throws IOException {
    List<String> lines = Files.readAllLines(figures);
    List<String> names = List.of(lines.get(0).split(";"));
    List<String> last = List.of(lines.get(lines.size() - 1).split(";"));
    return Long.parseLong(last.get(names.indexOf(name)));
  }
}
