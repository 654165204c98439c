package io.invitebridge.app.cli;

import io.invitebridge.config.ConfigSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the JSON Schema of the configuration. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of the configuration, for YAML editors.",
    footer = {
      "",
      "With bridge schema > schema.json, an editor knows all keys of a file that begins with",
      "# yaml-language-server: $schema=schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();

  private final Terminal terminal;

  SchemaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(ConfigSchema.json());
    terminal.out().flush();
    return ExitCode.DONE;
  }
}
