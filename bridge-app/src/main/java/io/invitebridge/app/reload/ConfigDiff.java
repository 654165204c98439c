package io.invitebridge.app.reload;

import io.invitebridge.config.model.App;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.ListenAddress;
import io.invitebridge.config.model.SipListener;
import io.invitebridge.config.rule.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says by name what differs between two configurations; never a value that could be a secret.
 * Places in the file do not count, values do.
 */
final class ConfigDiff {
  private final BridgeConfig before;
  private final BridgeConfig after;
  private final List<String> changes = new ArrayList<>();

  ConfigDiff(BridgeConfig before, BridgeConfig after) {
    this.before = before;
    this.after = after;
    compareListeners();
    compareSections();
    compare("app", byId(before), byId(after));
    compare("trunk", named(before.trunks()), named(after.trunks()));
    compare("route", byName(before), byName(after));
    compareOrder();
  }

  List<String> changes() {
    return List.copyOf(changes);
  }

  /** What only a restart can change. */
  List<String> needRestart() {
    List<String> keys = new ArrayList<>();
    if (!before.node().equals(after.node())) {
      keys.add("node: ids of calls in progress carry the present one");
    }
    return keys;
  }

  private void compareListeners() {
    List<SipListener> old = before.listen().sip();
    List<SipListener> now = after.listen().sip();
    old.stream().filter(a -> !now.contains(a)).forEach(a -> changes.add("listener " + a + " gone"));
    now.stream().filter(a -> !old.contains(a)).forEach(a -> changes.add("listener " + a + " new"));
    compareListener("rtm", before.listen().rtm(), after.listen().rtm());
    compareListener("legacy", before.listen().legacy(), after.listen().legacy());
    compareListener("texts", before.listen().texts(), after.listen().texts());
    compareListener("admin", before.listen().admin(), after.listen().admin());
  }

  private void compareListener(
      String key, Optional<ListenAddress> old, Optional<ListenAddress> now) {
    if (!old.equals(now)) {
      changes.add(
          "listen." + key + " is now " + now.map(ListenAddress::toString).orElse("nowhere"));
    }
  }

  private void compareSections() {
    section("node", BridgeConfig::node);
    section("sip", BridgeConfig::sip);
    section("rtm", BridgeConfig::rtm);
    section("legacy", BridgeConfig::legacy);
    section("admin", BridgeConfig::admin);
    section("timers", config -> config.timers().values());
    section("limits", BridgeConfig::limits);
  }

  private void section(String key, Function<BridgeConfig, Object> of) {
    if (!of.apply(before).equals(of.apply(after))) {
      changes.add(key + " changed");
    }
  }

  private void compare(String kind, Map<String, ?> old, Map<String, ?> now) {
    old.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changes.add(kind + " \"" + name + "\" gone"));
    now.forEach(
        (name, value) -> {
          if (!old.containsKey(name)) {
            changes.add(kind + " \"" + name + "\" new");
          } else if (!Objects.equals(old.get(name), value)) {
            changes.add(kind + " \"" + name + "\" changed");
          }
        });
  }

  /** First match wins, so the order of the same routes counts. */
  private void compareOrder() {
    List<String> old = new ArrayList<>(byName(before).keySet());
    List<String> now = new ArrayList<>(byName(after).keySet());
    old.retainAll(now);
    now.retainAll(old);
    if (!old.equals(now)) {
      changes.add("order of the routes changed");
    }
  }

  private static Map<String, Route> byName(BridgeConfig config) {
    Map<String, Route> routes = new LinkedHashMap<>();
    config.routes().forEach(route -> routes.put(route.name(), route.withoutPlaces()));
    return routes;
  }

  private static Map<String, App> byId(BridgeConfig config) {
    Map<String, App> apps = new LinkedHashMap<>();
    config.apps().forEach(app -> apps.put(app.id().value(), app));
    return apps;
  }

  private static <V> Map<String, V> named(Map<?, V> trunks) {
    return trunks.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().toString(),
                Map.Entry::getValue,
                (a, b) -> a,
                LinkedHashMap::new));
  }
}
