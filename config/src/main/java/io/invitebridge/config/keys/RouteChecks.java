package io.invitebridge.config.keys;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.Listen;
import io.invitebridge.config.model.Trunk;
import io.invitebridge.config.rule.Action;
import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.CallClock;
import io.invitebridge.config.rule.Facet;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.rule.RuleIndex;
import io.invitebridge.config.rule.Target;
import io.invitebridge.config.rule.TextMatch;
import io.invitebridge.config.rule.Timing;
import io.invitebridge.config.shape.Reading;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.TrunkName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can only be said about a route when the rest of the configuration is known. */
final class RouteChecks {
  /** A file with thousands of expressions must still load in a moment. */
  private static final int MOST_COMPARISONS = 20_000;

  private final Reading reading;
  private final Timing general;
  private final int apps;
  private final Map<TrunkName, Trunk> trunks;
  private int comparisons;
  private final Set<Network> open = EnumSet.noneOf(Network.class);

  RouteChecks(Reading reading, BridgeConfig config) {
    this.reading = reading;
    this.general = config.timers();
    this.apps = config.apps().size();
    this.trunks = config.trunks();
    Listen listen = config.listen();
    listen.rtm().ifPresent(address -> open.add(Network.RTM));
    listen.legacy().ifPresent(address -> open.add(Network.LEGACY));
    if (!listen.sip().isEmpty()) {
      open.add(Network.SIP);
    }
  }

  void check(List<Route> routes) {
    TimerKeys.checkOrder(general, general, reading);
    RuleIndex index = new RuleIndex();
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      checkReachable(route, index, routes);
      index.add(i, route.when());
      TimerKeys.checkOrder(route.timers(), route.timers().over(general), reading);
      checkApp(route);
      if (route.action() instanceof Action.Ring ring) {
        checkNetworks(route, ring);
        ring.allRounds().forEach(round -> checkLimit(route, round));
        checkTargets(route, ring);
      }
    }
  }

  private void checkReachable(Route route, RuleIndex earlier, List<Route> routes) {
    for (int number : earlier.coverCandidates(route.when())) {
      Route before = routes.get(number);
      if (before.action() instanceof Action.Consult) {
        continue; // without an answer its calls go on
      }
      boolean sameUsers = before.when().onlineState().isAny() || before.app().equals(route.app());
      if (sameUsers && covers(before, route)) {
        reading.problem(
            route.at(),
            "The route \""
                + route.name()
                + "\" can never be reached: \""
                + before.name()
                + "\" on "
                + before.at().lineSeenFrom(route.at())
                + " takes all of its calls ("
                + before.when()
                + "); expected the narrower route first.");
        return;
      }
    }
  }

  private boolean covers(Route before, Route route) {
    comparisons++;
    return comparisons > MOST_COMPARISONS
        ? before.when().coversAtSight(route.when())
        : before.when().covers(route.when());
  }

  private void checkApp(Route route) {
    if (apps < 2 || route.app().isPresent() || !comesFrom(route, Network.SIP)) {
      return;
    }
    boolean rings =
        route.action() instanceof Action.Ring ring
            && ring.allRounds().stream()
                .flatMap(round -> round.targets().stream())
                .anyMatch(RouteChecks::namesNoApp);
    boolean asks = route.when().onlineState().all().stream().anyMatch(one -> one.app().isEmpty());
    if (rings || asks) {
      reading.problem(
          route.at(),
          "The route \""
              + route.name()
              + (rings ? "\" rings app users" : "\" asks for app users who are online")
              + " for SIP callers, and there are "
              + apps
              + " apps; expected the key app in the route or at the "
              + (rings ? "target." : "user."));
    }
  }

  private static boolean namesNoApp(Target target) {
    return (target instanceof Target.Rtm rtm && rtm.app().isEmpty())
        || (target instanceof Target.Legacy legacy && legacy.app().isEmpty());
  }

  /** Whether a caller on this network can match the route. */
  static boolean comesFrom(Route route, Network network) {
    if (network != Network.SIP && route.when().demand(Facet.Plain.FROM_TRUNK).isPresent()) {
      return false;
    }
    return route
        .when()
        .demand(Facet.Plain.FROM_NETWORK)
        .map(texts -> texts.matches().contains(new TextMatch.Exact(Call.word(network))))
        .orElse(true);
  }

  private void checkNetworks(Route route, Action.Ring ring) {
    ring.allRounds().stream()
        .flatMap(round -> round.targets().stream())
        .map(Target::network)
        .filter(network -> !open.contains(network))
        .distinct()
        .forEach(
            network ->
                reading.problem(
                    route.at(),
                    "The route \""
                        + route.name()
                        + "\" rings the network "
                        + Call.word(network)
                        + ", where nobody can be; expected a listener listen."
                        + Call.word(network)
                        + "."));
  }

  private void checkLimit(Route route, Action.Round round) {
    Timing timing = route.timers().over(general);
    boolean onlyTrunks = round.targets().stream().allMatch(Target.Trunk.class::isInstance);
    CallClock clock = onlyTrunks ? CallClock.SIP_RING : CallClock.RING;
    Duration longest = timing.get(clock);
    round
        .limit()
        .filter(limit -> limit.compareTo(longest) > 0)
        .ifPresent(
            limit ->
                reading.advise(
                    route.at(),
                    "The route \""
                        + route.name()
                        + "\" is to ring for "
                        + Shapes.inWords(limit)
                        + ", but its timer "
                        + clock.key()
                        + " ends that after "
                        + Shapes.inWords(longest)
                        + "."));
  }

  /** A silent target is left after try-for; the clocks of the route may be over by then. */
  private void checkTargets(Route route, Action.Ring ring) {
    Timing timing = route.timers().over(general);
    Set<TrunkName> told = new HashSet<>();
    for (Action.Round round : ring.allRounds()) {
      for (Target target : round.targets()) {
        if (target instanceof Target.Trunk one && told.add(one.trunk())) {
          Optional.ofNullable(trunks.get(one.trunk()))
              .ifPresent(trunk -> checkTargets(route, round, one.trunk(), trunk, timing));
        }
      }
    }
  }

  private void checkTargets(
      Route route, Action.Round round, TrunkName name, Trunk trunk, Timing timing) {
    int targets = trunk.options().targets().size();
    Duration probe = timing.get(CallClock.TRUNK_PROBE);
    Duration limit = round.limit().filter(wanted -> wanted.compareTo(probe) < 0).orElse(probe);
    Duration tryFor = trunk.options().tryFor();
    long tried = 1 + Math.max(0, limit.toMillis() - 1) / tryFor.toMillis();
    if (tried < targets) {
      reading.advise(
          route.at(),
          "The trunk "
              + name
              + " of the route \""
              + route.name()
              + "\" has "
              + targets
              + " targets, and each that says nothing takes its try-for of "
              + Shapes.inWords(tryFor)
              + ", but "
              + (limit.equals(probe) ? "the timer " + CallClock.TRUNK_PROBE.key() : "for")
              + " ends that after "
              + Shapes.inWords(limit)
              + ": only the first "
              + (tried == 1 ? "one is" : tried + " are")
              + " tried then.");
    }
  }
}
