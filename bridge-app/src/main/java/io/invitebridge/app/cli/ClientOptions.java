package io.invitebridge.app.cli;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.app.party.LoginFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What every command that plays an app user must know. */
final class ClientOptions {
  /** The app and the address of the configuration that `bridge serve` has without a file. */
  private static final String DEFAULT_APP = "trial";

  private static final String DEFAULT_URL = "ws://127.0.0.1:8080/rtm";
  private static final Map<String, Integer> STANDARD_PORTS = Map.of("ws", 80, "wss", 443);
  private static final int CONNECT_MILLIS = 5_000;
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
    Optional<String> obstacle = obstacle(address);
    if (obstacle.isPresent()) {
      complain(terminal, obstacle.get());
      return Optional.empty();
    }
    AppUser user = new AppUser(address, app, name, heard);
    try {
      user.login();
      return Optional.of(user);
    } catch (LoginFailedException e) {
      user.close();
      complain(terminal, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * The library tries for 10 s, as an app wants it; in a terminal a closed port is worth a word.
   */
  private static Optional<String> obstacle(String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      return Optional.of(address + " is not an address; one looks like " + DEFAULT_URL + ".");
    }
    Integer standardPort = STANDARD_PORTS.get(String.valueOf(uri.getScheme()));
    if (standardPort == null || uri.getHost() == null) {
      return Optional.of(address + " is not an RTM address; one looks like " + DEFAULT_URL + ".");
    }
    int port = uri.getPort() < 0 ? standardPort : uri.getPort();
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MILLIS);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("No bridge answers at " + address + ": " + e.getMessage() + ".");
    }
  }

  private static void complain(Terminal terminal, String what) {
    terminal.err().println("bridge: " + what);
    terminal
        .err()
        .println(
            "        Is it running? Start it with `bridge serve`, or say where it is with --url.");
  }
}
