package io.invitebridge.config.model;

import io.invitebridge.config.rule.Route;
import io.invitebridge.config.rule.Timing;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.TrunkName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration that was read and checked: names are unique, references lead somewhere, clocks
 * are in order, every rule can match.
 *
 * @param apps at least one
 * @param trunks in the order of the file
 * @param timers the general clocks
 * @param routes the rules, first match wins
 */
public record BridgeConfig(
    NodeId node,
    List<App> apps,
    Listen listen,
    SipOptions sip,
    RtmOptions rtm,
    LegacyOptions legacy,
    AdminOptions admin,
    Map<TrunkName, Trunk> trunks,
    Timing timers,
    Limits limits,
    List<Route> routes) {
  public BridgeConfig {
    apps = List.copyOf(apps);
    trunks = new LinkedHashMap<>(trunks);
    routes = List.copyOf(routes);
  }

  @Override
  public Map<TrunkName, Trunk> trunks() {
    return new LinkedHashMap<>(trunks);
  }

  /** The app that is meant when nobody names one. */
  public Optional<AppId> onlyApp() {
    return apps.size() == 1 ? Optional.of(apps.get(0).id()) : Optional.empty();
  }

  /** The same under another name. */
  public BridgeConfig withNode(NodeId other) {
    return new BridgeConfig(
        other, apps, listen, sip, rtm, legacy, admin, trunks, timers, limits, routes);
  }
}
