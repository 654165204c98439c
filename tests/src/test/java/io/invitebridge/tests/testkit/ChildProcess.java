package io.invitebridge.tests.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A child process whose CPU time and resident memory are read from the kernel. */
public final class ChildProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Pattern USED_HEAP = Pattern.compile("used (\\d+)K");

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
        throw new IllegalStateException("Not ready in time: " + command);
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

  public ProcessHandle process() {
    return process.toHandle();
  }

  public long pid() {
    return process.pid();
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

  /** What the JVM of the child needs for its objects, in KiB, after a full collection. */
  public long liveHeapKiB() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = USED_HEAP.matcher(jcmd("GC.heap_info"));
    return used.find() ? Long.parseLong(used.group(1)) : 0;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process asking =
        new ProcessBuilder(tool, Long.toString(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    String answer = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asking.waitFor();
    return answer;
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

  /** kill -9, its own children too. */
  public void killAll() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
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
