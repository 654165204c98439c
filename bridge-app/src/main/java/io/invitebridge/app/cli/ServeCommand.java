package io.invitebridge.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.invitebridge.app.reload.ReloadReport.Cause;
import io.invitebridge.app.reload.Reloader;
import io.invitebridge.app.server.Banner;
import io.invitebridge.app.server.BridgeServer;
import io.invitebridge.app.server.StartException;
import io.invitebridge.app.server.Watchers;
import io.invitebridge.config.LoadResult;
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
  private static final Duration LOOK_AT_FILES = Duration.ofSeconds(1);

  @Mixin private HelpOption help = new HelpOption();

  private final Terminal terminal;
  private final CountDownLatch stop = new CountDownLatch(1);

  @Mixin private ConfigChoice choice = new ConfigChoice();

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      description = "How long open calls may go on after the signal (default: 30s).")
  private Duration drainLimit = Duration.ofSeconds(30);

  @Option(
      names = "--no-watch",
      description =
          "Do not look whether the files of the configuration change; SIGHUP still reads them"
              + " again.")
  private boolean isBlind;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<LoadResult.Loaded> read = choice.read(terminal);
    if (read.isEmpty()) {
      return ExitCode.WRONG_USE;
    }
    BridgeConfig config = read.get().config();
    logAtInfo();
    listenToStops();
    try (BridgeServer server = BridgeServer.start(config, watchers(), choice.source())) {
      listenToHangUp(server.reloader());
      if (!isBlind) {
        server.reloader().ifPresent(again -> again.watch(read.get().files(), LOOK_AT_FILES));
      }
      new Banner(VersionText.version(), choice.name(), config)
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

  private void listenToStops() {
    Signals.on("TERM", () -> stopOrHalt(15));
    Signals.on("INT", () -> stopOrHalt(2));
  }

  /** Without a terminal that could go away, somebody asks to read the configuration again. */
  private void listenToHangUp(Optional<Reloader> reloader) {
    if (Terminal.isWatched()) {
      Signals.on("HUP", () -> stopOrHalt(1));
    } else if (reloader.isPresent()) {
      Signals.on("HUP", () -> reloader.get().reload(Cause.SIGNAL));
    } else {
      Signals.on(
          "HUP",
          () ->
              LoggerFactory.getLogger(ServeCommand.class)
                  .warn("SIGHUP: there is no configuration file to read again."));
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
