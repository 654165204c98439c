package io.invitebridge.tests.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A child process whose CPU time and resident memory are read from the kernel. */
public final class ChildProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a command and waits until it prints a line that shows it is ready; later output is read
   * and dropped.
   */
  public static ChildProcess start(List<String> command, Predicate<String> ready) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      CountDownLatch isReady = new CountDownLatch(1);
      Thread reader = new Thread(() -> read(process, ready, isReady), "output-of-child");
      reader.setDaemon(true);
      reader.start();
      if (!isReady.await(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("Not ready within a minute: " + command);
      }
      return new ChildProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void read(Process process, Predicate<String> ready, CountDownLatch isReady) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (ready.test(line)) {
          isReady.countDown();
        }
      }
    } catch (IOException e) {
      isReady.countDown();
    }
  }

  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Resident set in KiB, from /proc; 0 where there is no /proc. */
  public long residentKiB() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException noProc) {
      return 0;
    }
  }

  /** A JVM with this run's class path and a main class of ours. */
  public static List<String> java(String mainClass, String... arguments) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>(List.of(javaPath(), "-Xmx2g", "-cp", classPath));
    command.add(mainClass);
    command.addAll(List.of(arguments));
    return command;
  }

  /** The java that runs the tests. */
  public static String javaPath() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
