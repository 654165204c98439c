package io.invitebridge.app.cli;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.app.party.LoginFailedException;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What every command that plays an app user must know. */
final class ClientOptions {
  /** The app and the address of the configuration that `bridge serve` has without a file. */
  private static final String DEFAULT_APP = "trial";

  private static final String DEFAULT_URL = "ws://127.0.0.1:8080/rtm";
  private static final String URL_VARIABLE = "RTM_BRIDGE_URL";

  @Option(
      names = "--app",
      paramLabel = "ID",
      description = "The app id (default: " + DEFAULT_APP + ", the app of `bridge serve`).")
  private String app = DEFAULT_APP;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The bridge's RTM address (default: $" + URL_VARIABLE + " or " + DEFAULT_URL + ").")
  private Optional<String> url = Optional.empty();

  /** Logs the user in. When that fails, says why and what to do, and the result is empty. */
  Optional<AppUser> logIn(String name, Terminal terminal, Consumer<AppCallback> heard)
      throws InterruptedException {
    String address =
        url.or(() -> Optional.ofNullable(System.getenv(URL_VARIABLE))).orElse(DEFAULT_URL);
    AppUser user;
    try {
      user = new AppUser(address, app, name, heard);
    } catch (IllegalArgumentException e) {
      terminal
          .err()
          .println(
              "bridge: "
                  + address
                  + " is not the address of a bridge; it looks like "
                  + DEFAULT_URL
                  + ".");
      return Optional.empty();
    }
    try {
      user.login();
      return Optional.of(user);
    } catch (LoginFailedException e) {
      user.close();
      terminal.err().println("bridge: " + e.getMessage());
      terminal
          .err()
          .println(
              "        Is it running? Start it with `bridge serve`, or say where it is with --url.");
      return Optional.empty();
    }
  }
}
