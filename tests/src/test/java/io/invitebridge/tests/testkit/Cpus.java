package io.invitebridge.tests.testkit;

import java.io.IOException;
import java.util.List;

/**
 * Gives processes CPUs of their own, so that who offers a load does not take time from who bears
 * it. Does nothing where there is one CPU only, or no {@code taskset} (Debian: util-linux).
 */
public final class Cpus {
  private static final int LAST = Runtime.getRuntime().availableProcessors() - 1;

  private Cpus() {}

  /** The last CPU for this process and its children, and nothing else of ours. */
  public static void bears(ProcessHandle process) {
    pin(process, Integer.toString(LAST));
  }

  /** All CPUs but the last. */
  public static void offers(ProcessHandle process) {
    pin(process, LAST <= 1 ? "0" : "0-" + (LAST - 1));
  }

  private static void pin(ProcessHandle process, String cpus) {
    if (LAST == 0) {
      return;
    }
    run(List.of("taskset", "-apc", cpus, Long.toString(process.pid())));
    process.descendants().forEach(child -> pin(child, cpus));
  }

  private static void run(List<String> command) {
    try {
      new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (IOException noTaskset) {
      System.out.println("(not pinned: " + noTaskset.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
