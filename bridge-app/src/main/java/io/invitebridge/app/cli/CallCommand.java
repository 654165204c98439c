package io.invitebridge.app.cli;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.LocalInvitation;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plays a caller: one call, from the invitation to its end. */
@Command(
    name = "call",
    description = "Calls as an app user, prints every callback, hangs up.",
    footer = {
      "",
      "Exit code 0: the call was accepted and ended, or --cancel-after canceled it. 1: it was not accepted.",
      "Ctrl-C cancels or hangs up."
    })
final class CallCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();

  /** After a hang-up the end is told at once; this is for a bridge that has gone. */
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final BlockingQueue<AppCallback> heard = new LinkedBlockingQueue<>();

  @Mixin private ClientOptions options = new ClientOptions();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "NAME",
      description = "The app user who calls.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TARGET",
      description = "Whom to call: an app user, or digits that the routes send to a trunk.")
  private String to = "";

  @Option(
      names = "--cancel-after",
      paramLabel = "TIME",
      description = "Take the call back when it has not been answered after this time, such as 2s.")
  private Optional<Duration> cancelAfter = Optional.empty();

  @Option(
      names = "--hang-up-after",
      paramLabel = "TIME",
      description = "How long to talk after the answer (default: 1s).")
  private Duration hangUpAfter = Duration.ofSeconds(1);

  @Option(names = "--content", paramLabel = "TEXT", description = "A text for the callee.")
  private Optional<String> content = Optional.empty();

  @Option(names = "--channel-id", paramLabel = "ID", description = "A channel for the callee.")
  private Optional<String> channelId = Optional.empty();

  CallCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<AppUser> login = options.logIn(from, terminal, this::print);
    if (login.isEmpty()) {
      return ExitCode.FAILED;
    }
    AppUser user = login.get();
    Thread atExit = new Thread(user::close, "log-out");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      return converse(user, user.invite(to, content, channelId));
    } finally {
      Runtime.getRuntime().removeShutdownHook(atExit);
      user.close();
    }
  }

  /** The library's callback thread. */
  private void print(AppCallback callback) {
    terminal.out().println(CallbackLine.of(LocalTime.now(), callback));
    heard.add(callback);
  }

  private int converse(AppUser user, LocalInvitation invitation) throws InterruptedException {
    Optional<Long> cancelAt = cancelAfter.map(time -> System.nanoTime() + time.toNanos());
    boolean isCanceled = false;
    while (true) {
      Optional<AppCallback> next =
          cancelAt.isPresent() && !isCanceled ? until(cancelAt.get()) : Optional.of(heard.take());
      if (next.isEmpty()) {
        isCanceled = true;
        user.cancel(invitation);
        continue;
      }
      switch (next.get().kind()) {
        case LOCAL_ACCEPTED -> {
          return talk(user, invitation);
        }
        case LOCAL_CANCELED -> {
          return isCanceled ? ExitCode.DONE : ExitCode.FAILED;
        }
        case LOCAL_REFUSED, LOCAL_FAILURE -> {
          return ExitCode.FAILED;
        }
        case REQUEST_FAILED -> {
          // A cancel that came too late: the answer to the call is on its way.
          if (!isCanceled) {
            return ExitCode.FAILED;
          }
        }
        default -> {}
      }
    }
  }

  private int talk(AppUser user, LocalInvitation invitation) throws InterruptedException {
    if (endsBefore(System.nanoTime() + hangUpAfter.toNanos())) {
      return ExitCode.DONE;
    }
    user.hangUp(invitation);
    if (endsBefore(System.nanoTime() + END_LIMIT.toNanos())) {
      return ExitCode.DONE;
    }
    terminal.err().println("bridge: The bridge did not confirm the end of the call.");
    return ExitCode.FAILED;
  }

  /** Whatever else is heard meanwhile. */
  private boolean endsBefore(long nanoTime) throws InterruptedException {
    Optional<AppCallback> next = until(nanoTime);
    while (next.isPresent() && next.get().kind() != AppCallback.Kind.CALL_ENDED) {
      next = until(nanoTime);
    }
    return next.isPresent();
  }

  private Optional<AppCallback> until(long nanoTime) throws InterruptedException {
    long wait = Math.max(0, nanoTime - System.nanoTime());
    return Optional.ofNullable(heard.poll(wait, TimeUnit.NANOSECONDS));
  }
}
