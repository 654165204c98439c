package io.invitebridge.app.cli;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.RemoteInvitation;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays an app user who stays and is called. */
@Command(
    name = "user",
    description =
        "An app user in this terminal: logs in, prints every callback, stays until Ctrl-C.",
    footer = {
      "",
      "Without --accept, --refuse or --interactive it lets calls ring.",
      "After a lost connection it comes back by itself."
    })
final class UserCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();

  private static final List<String> REASONS = List.of("declined", "busy", "unavailable");

  private final Terminal terminal;
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private final CompletableFuture<AppUser> user = new CompletableFuture<>();
  private final RingingCalls ringing = new RingingCalls();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "user-timers");
            thread.setDaemon(true);
            return thread;
          });

  @Parameters(paramLabel = "NAME", description = "The user's name.")
  private String name = "";

  @ArgGroup private Manner manner = new Manner();

  @Mixin private ClientOptions options = new ClientOptions();

  @Option(
      names = "--response",
      paramLabel = "TEXT",
      description = "The text that goes with an accept or a refusal.")
  private Optional<String> response = Optional.empty();

  @Option(
      names = "--hang-up-after",
      paramLabel = "TIME",
      description = "Hang up accepted calls after this time, such as 2s.")
  private Optional<Duration> hangUpAfter = Optional.empty();

  /** At most one way of dealing with calls. */
  static final class Manner {
    @Option(names = "--accept", description = "Accept every call.")
    private boolean accepts;

    @Option(
        names = "--refuse",
        arity = "0..1",
        fallbackValue = "declined",
        paramLabel = "REASON",
        description = "Refuse every call: declined (if nothing is said), busy or unavailable.")
    private Optional<String> refuses = Optional.empty();

    @Option(names = "--interactive", description = "Ask: a accept, r refuse, h hang up, q quit.")
    private boolean asks;

    private void check(CommandSpec spec) {
      refuses
          .filter(word -> !REASONS.contains(word))
          .ifPresent(
              word -> {
                throw new ParameterException(
                    spec.commandLine(),
                    "'" + word + "' is no reason to refuse; it is one of " + REASONS + ".");
              });
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  UserCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    manner.check(spec);
    Optional<AppUser> login = options.logIn(name, terminal, this::heard);
    if (login.isEmpty()) {
      return ExitCode.FAILED;
    }
    user.complete(login.get());
    Thread atExit = new Thread(login.get()::close, "log-out");
    Runtime.getRuntime().addShutdownHook(atExit);
    terminal.err().println(name + " is logged in and waits for calls; Ctrl-C ends it.");
    if (manner.asks) {
      startReading();
    }
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The end never fails.", e);
    } finally {
      Runtime.getRuntime().removeShutdownHook(atExit);
      login.get().close();
    }
  }

  /** The library's callback thread. */
  private void heard(AppCallback callback) {
    terminal.out().println(CallbackLine.of(LocalTime.now(), callback));
    ringing.note(callback);
    if (callback.invitation().isPresent()) {
      user.thenAccept(party -> react(party, callback.kind(), callback.invitation().get()));
    } else if (callback.field("state").equals("ABORTED")) {
      terminal
          .err()
          .println("bridge: " + name + " was logged out: " + callback.field("reason") + ".");
      end.complete(ExitCode.FAILED);
    }
  }

  private void react(AppUser party, Kind kind, CallInvitation invitation) {
    if (kind == Kind.REMOTE_RECEIVED && invitation instanceof RemoteInvitation remote) {
      if (manner.accepts) {
        party.accept(remote, response);
      } else if (manner.refuses.isPresent()) {
        party.refuse(remote, manner.refuses.get(), response);
      } else if (manner.asks) {
        terminal.out().println("  " + remote.getCallerId() + " calls: a accept, r refuse");
      }
    } else if (kind == Kind.REMOTE_ACCEPTED || kind == Kind.LOCAL_ACCEPTED) {
      hangUpAfter.ifPresent(
          time ->
              later.schedule(
                  () -> party.hangUp(invitation), time.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private void startReading() {
    Thread reader = new Thread(this::readCommands, "keyboard");
    reader.setDaemon(true);
    reader.start();
  }

  private void readCommands() {
    try {
      for (String line = terminal.in().readLine(); line != null; line = terminal.in().readLine()) {
        obey(user.join(), line.strip());
      }
    } catch (IOException e) {
      terminal.err().println("bridge: The keyboard cannot be read: " + e.getMessage());
    }
    end.complete(ExitCode.DONE);
  }

  private void obey(AppUser party, String line) {
    String[] words = line.split("\\s+", 2);
    switch (words[0]) {
      case "a" ->
          ringing
              .oldestRinging()
              .ifPresentOrElse(call -> party.accept(call, response), () -> say("Nobody calls."));
      case "r" ->
          ringing
              .oldestRinging()
              .ifPresentOrElse(
                  call -> party.refuse(call, words.length > 1 ? words[1] : "declined", response),
                  () -> say("Nobody calls."));
      case "h" ->
          ringing.newestCall().ifPresentOrElse(party::hangUp, () -> say("There is no call."));
      case "q" -> end.complete(ExitCode.DONE);
      case "" -> {}
      default -> say("a accept, r [declined|busy|unavailable] refuse, h hang up, q quit");
    }
  }

  private void say(String text) {
    terminal.out().println("  " + text);
  }
}
