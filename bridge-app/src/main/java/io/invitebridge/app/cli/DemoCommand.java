package io.invitebridge.app.cli;

import io.invitebridge.app.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the bridge at work. */
@Command(
    name = "demo",
    description =
        "Starts a bridge, a SIP phone and app users on free ports, plays calls in each direction and draws them.",
    footer = {"", "Exit code 0: every call went as it should."})
final class DemoCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();

  private final Terminal terminal;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Demo(terminal).play() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
