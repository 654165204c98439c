package io.invitebridge.app.demo;

import io.invitebridge.app.cli.Terminal;
import io.invitebridge.app.ladder.LadderPrinter;
import io.invitebridge.app.party.LoginFailedException;
import io.invitebridge.app.server.StartException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Plays every story and draws it. */
public final class Demo {
  private final Terminal terminal;
  private final LadderPrinter printer = new LadderPrinter();

  public Demo(Terminal terminal) {
    this.terminal = terminal;
  }

  /** True when every call went as it should. */
  public boolean play() throws InterruptedException {
    long start = System.nanoTime();
    try (DemoStage stage = new DemoStage()) {
      terminal.out().println(stage.where());
      List<Story> stories = Stories.all();
      int good = 0;
      for (int i = 0; i < stories.size(); i++) {
        good += play(stage, stories.get(i), i + 1) ? 1 : 0;
      }
      return sum(good, stories.size(), (System.nanoTime() - start) / 1e9);
    } catch (StartException | LoginFailedException | IOException e) {
      terminal.err().println("bridge: The demo could not start. " + e.getMessage());
      return false;
    }
  }

  private boolean play(DemoStage stage, Story story, int number) throws InterruptedException {
    Optional<String> failure = stage.play(story);
    terminal.out().println();
    terminal.out().println(terminal.strong(number + ". " + story.title()));
    terminal.out().println();
    printer.draw(stage.ladder(story)).forEach(terminal.out()::println);
    terminal
        .out()
        .println(
            "  "
                + failure
                    .map(why -> terminal.bad(terminal.crossMark()) + " " + why)
                    .orElse(terminal.good(terminal.checkMark()) + " as it should be"));
    return failure.isEmpty();
  }

  private boolean sum(int good, int all, double seconds) {
    String time = String.format(Locale.ROOT, "%.1f s", seconds);
    terminal.out().println();
    if (good == all) {
      terminal
          .out()
          .println(
              terminal.good(terminal.checkMark())
                  + " "
                  + all
                  + " calls, all as they should be, in "
                  + time
                  + ".");
    } else {
      terminal
          .out()
          .println(
              terminal.bad(terminal.crossMark())
                  + " "
                  + (all - good)
                  + " of "
                  + all
                  + " calls went wrong ("
                  + time
                  + ").");
    }
    return good == all;
  }
}
