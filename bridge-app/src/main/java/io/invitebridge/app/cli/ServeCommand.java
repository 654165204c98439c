package io.invitebridge.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.invitebridge.app.server.Banner;
import io.invitebridge.app.server.BridgeServer;
import io.invitebridge.app.server.StartException;
import io.invitebridge.app.server.Watchers;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.core.runtime.LoggingJournal;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.sip.SipTrace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the bridge until a signal stops it. */
@Command(
    name = "serve",
    description = "Runs the bridge until SIGTERM or Ctrl-C, then lets open calls finish.",
    footer = {
      "",
      "Exit code 0: stopped by a signal. 1: a listener could not start. 2: the configuration is wrong."
    })
final class ServeCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();

  private final Terminal terminal;
  private final CountDownLatch stop = new CountDownLatch(1);

  @Mixin private ConfigChoice choice = new ConfigChoice();

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      description = "How long open calls may go on after the signal (default: 30s).")
  private Duration drainLimit = Duration.ofSeconds(30);

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<BridgeConfig> config = choice.load(terminal);
    if (config.isEmpty()) {
      return ExitCode.WRONG_USE;
    }
    logAtInfo();
    listenToSignals();
    try (BridgeServer server = BridgeServer.start(config.get(), watchers())) {
      new Banner(VersionText.version(), choice.name(), config.get())
          .lines(drainLimit)
          .forEach(terminal.out()::println);
      stop.await();
      server.drain(drainLimit);
    } catch (StartException e) {
      terminal.err().println("bridge: " + e.getMessage());
      return ExitCode.FAILED;
    }
    terminal.err().println("The bridge has stopped.");
    return ExitCode.DONE;
  }

  private static Watchers watchers() {
    return new Watchers(new LoggingJournal(), SipTrace.NONE, RtmTrace.NONE);
  }

  /** A server tells what it does; the other commands only complain. */
  private static void logAtInfo() {
    if (System.getenv("BRIDGE_LOG") == null
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    }
  }

  private void listenToSignals() {
    Signals.on("TERM", () -> stopOrHalt(15));
    Signals.on("INT", () -> stopOrHalt(2));
    if (System.console() == null) {
      // No terminal went away: somebody asks a server to read its configuration again.
      Signals.on(
          "HUP",
          () ->
              LoggerFactory.getLogger(ServeCommand.class)
                  .warn(
                      "SIGHUP: the configuration is read at the start only; nothing has changed."));
    } else {
      Signals.on("HUP", () -> stopOrHalt(1));
    }
  }

  /** The first signal drains, the second one has no patience. */
  private void stopOrHalt(int signal) {
    if (stop.getCount() == 0) {
      Runtime.getRuntime().halt(128 + signal);
    }
    terminal.err().println("Stopping: no new calls; open ones may finish. Again to end at once.");
    stop.countDown();
  }
}
