package io.invitebridge.config.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.invitebridge.config.model.App;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.Secret;
import io.invitebridge.config.model.WakeUp;
import io.invitebridge.config.rule.Action;
import io.invitebridge.config.rule.CallClock;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.rule.Target;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import io.invitebridge.config.source.Position;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.Network;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/** {@code wake-up:} of an app. */
final class WakeUpKeys {
  /** RFC 2104 section 3: a key shorter than the hash weakens it. */
  private static final int SHORTEST_SECRET = 32;

  private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(5);

  private static final Key<URI> URL =
      Key.required(
          "url",
          Text.of(
              "a URL such as https://app.example.com/wake-up",
              "[hH][tT][tT][pP][sS]?://.+",
              WakeUpKeys::url),
          "Where the app's backend is told by POST.");

  static final Key<Secret> SECRET =
      Key.required(
          "secret",
          Text.secret(
              "a secret of at least " + SHORTEST_SECRET + " bytes, as ${NAME} or ${file:path}",
              WakeUpKeys::secret),
          "Signs each request; the backend has the same.");

  private static final Key<Duration> TIMEOUT =
      Key.optional(
          "timeout",
          Shapes.duration(Duration.ofMillis(100), Duration.ofSeconds(30)),
          "How long one request may take before it is tried again.",
          "5s");

  private static final Key<Boolean> CONTENT =
      Key.optional(
          "include-content",
          Shapes.flag(),
          "Whether the backend gets the caller's content, which is private to the users.",
          "false");

  static final Key<Boolean> PLAIN =
      Key.optional(
          "plain-http",
          Shapes.flag(),
          "Allow http:// to another machine, where all on the way can read it.",
          "false: only to this machine");

  static final Section<WakeUp> SECTION =
      Section.of("wake-up", List.of(URL, SECRET, TIMEOUT, CONTENT, PLAIN), WakeUpKeys::make)
          .filled();

  private WakeUpKeys() {}

  /** A webhook that can never be called is probably not meant. */
  static void adviseUseless(Fields fields, BridgeConfig config, Position apps) {
    for (App app : config.apps()) {
      boolean useless =
          app.wakeUp().isPresent()
              && config.routes().stream().noneMatch(route -> waitsFor(route, app.id(), config));
      if (useless) {
        fields
            .reading()
            .advise(
                apps,
                "The wake-up of the app "
                    + app.id()
                    + " is never used: no route waits for its users to log in; expected a"
                    + " login-window.");
      }
    }
  }

  private static WakeUp make(Fields fields) {
    WakeUp wakeUp =
        new WakeUp(
            fields.require(URL),
            fields.require(SECRET),
            fields.get(TIMEOUT, TIMEOUT_DEFAULT),
            fields.get(CONTENT, false));
    if (wakeUp.isReadableOnTheWay() && !fields.get(PLAIN, false)) {
      fields.problem(
          URL,
          "Everybody on the way could read who calls whom; expected an https URL, or plain-http:"
              + " true.");
    }
    return wakeUp;
  }

  private static boolean waitsFor(Route route, AppId app, BridgeConfig config) {
    boolean rings =
        route.action() instanceof Action.Ring ring
            && ring.allRounds().stream()
                .flatMap(round -> round.targets().stream())
                .anyMatch(target -> isOf(app, target, route));
    Duration otherwise =
        RouteChecks.comesFrom(route, Network.RTM) || RouteChecks.comesFrom(route, Network.LEGACY)
            ? config.timers().get(CallClock.LOGIN_WINDOW)
            : Duration.ZERO;
    return rings && !route.loginWindow().orElse(otherwise).isZero();
  }

  /** A target without an app may be of any: the caller's decides. */
  private static boolean isOf(AppId app, Target target, Route route) {
    if (target instanceof Target.Rtm rtm) {
      return rtm.app().or(route::app).map(app::equals).orElse(true);
    }
    return target instanceof Target.Legacy legacy
        && legacy.app().or(route::app).map(app::equals).orElse(true);
  }

  static URI url(String text) {
    try {
      return WakeUp.checkedUrl(new URI(text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("This is not a URL.", e);
    }
  }

  private static Secret secret(String text) {
    if (text.getBytes(UTF_8).length < SHORTEST_SECRET) {
      throw new IllegalArgumentException("This secret is too short.");
    }
    return new Secret(text);
  }
}
