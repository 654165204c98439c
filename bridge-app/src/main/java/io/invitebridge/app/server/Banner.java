package io.invitebridge.app.server;

import io.invitebridge.config.model.App;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.ListenAddress;
import io.invitebridge.config.model.SipListener;
import io.invitebridge.config.model.Trunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator reads after the start: what listens where, by which configuration, how to try
 * it.
 */
public final class Banner {
  private final String version;
  private final String configName;
  private final BridgeConfig config;

  public Banner(String version, String configName, BridgeConfig config) {
    this.version = version;
    this.configName = configName;
    this.config = config;
  }

  public List<String> lines(Duration drainLimit) {
    List<String> lines = new ArrayList<>();
    lines.add("invitation bridge " + version);
    lines.add("  config   " + configName);
    lines.add(
        "           "
            + count(config.routes().size(), "route")
            + ", "
            + count(config.trunks().size(), "trunk")
            + ", "
            + count(config.apps().size(), "app"));
    lines.add("  sip      " + or(sip(), "no listener"));
    lines.add("  rtm      " + or(text(config.listen().rtm()), "no listener"));
    lines.add("  legacy   " + or(text(config.listen().legacy()), "no listener"));
    lines.add("  admin    " + or(admin(), "no listener"));
    config
        .trunks()
        .forEach((name, trunk) -> lines.add("  trunk    " + name + " at " + trunk.uri()));
    lines.addAll(cautions());
    lines.add("");
    List<String> trials = howToTry();
    for (int i = 0; i < trials.size(); i++) {
      lines.add((i == 0 ? "  try it   " : "           ") + trials.get(i));
    }
    if (!trials.isEmpty()) {
      lines.add("");
    }
    lines.add(
        "Ready. Ctrl-C stops it: open calls may finish for "
            + drainLimit.toSeconds()
            + " s, a second Ctrl-C ends at once.");
    return lines;
  }

  private String sip() {
    return config.listen().sip().stream()
        .map(listener -> listener.on().toString())
        .collect(Collectors.joining(", "));
  }

  private String admin() {
    return config
        .listen()
        .admin()
        .map(address -> address + "  /health/live /health/ready /metrics /calls /users")
        .orElse("");
  }

  private List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    for (App app : config.apps()) {
      if (!app.needsToken() && isPublic()) {
        cautions.add(
            "  caution  app "
                + app.id()
                + " has neither certificate nor jwt: whoever reaches the app users' listeners may"
                + " log in under any name");
      }
    }
    return cautions;
  }

  private boolean isPublic() {
    return Stream.of(config.listen().rtm(), config.listen().legacy())
        .flatMap(Optional::stream)
        .anyMatch(address -> !address.isLoopback());
  }

  private List<String> howToTry() {
    List<String> lines = new ArrayList<>();
    Optional<String> options = config.listen().rtm().map(this::clientOptions);
    options.ifPresent(given -> lines.add("./bridge user alice --accept" + given));
    Optional<ListenAddress> udp =
        config.listen().sip().stream()
            .map(SipListener::on)
            .filter(address -> address.scheme().equals("udp"))
            .findFirst();
    udp.ifPresent(
        address -> lines.add("sipp -sn uac -s alice " + reachable(address) + " -m 10 -r 5"));
    Optional<Trunk> trunk = config.trunks().values().stream().findFirst();
    if (trunk.isPresent() && options.isPresent()) {
      lines.add("sipp -sn uas -p " + trunk.get().uri().port().orElse(5060));
      lines.add("./bridge call --from alice --to 1001" + options.get());
    }
    return lines;
  }

  /** Empty for the embedded configuration, whose app and address the commands know. */
  private String clientOptions(ListenAddress rtm) {
    String app = config.apps().get(0).id().value();
    String url = "ws://" + reachable(rtm) + rtm.path();
    return (app.equals("trial") ? "" : " --app " + app)
        + (url.equals("ws://127.0.0.1:8080/rtm") ? "" : " --url " + url);
  }

  private static String reachable(ListenAddress address) {
    String host =
        switch (address.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> address.host();
        };
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.port();
  }

  private static String text(Optional<ListenAddress> address) {
    return address.map(ListenAddress::toString).orElse("");
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
