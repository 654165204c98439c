package io.invitebridge.config.keys;

import io.invitebridge.config.model.AdminOptions;
import io.invitebridge.config.model.App;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.LegacyOptions;
import io.invitebridge.config.model.Limits;
import io.invitebridge.config.model.Listen;
import io.invitebridge.config.model.ListenAddress;
import io.invitebridge.config.model.RtmOptions;
import io.invitebridge.config.model.SipOptions;
import io.invitebridge.config.model.SipUri;
import io.invitebridge.config.model.Trunk;
import io.invitebridge.config.model.TrunkOptions;
import io.invitebridge.config.rule.Holiday;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.rule.TextMatch;
import io.invitebridge.config.rule.Timing;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import io.invitebridge.config.source.Includes;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.TrunkName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys at the top of the file. */
public final class RootKeys {
  /** The files are read and put in place before anything else is looked at. */
  private static final Key<List<String>> INCLUDE =
      Key.optional(
          Includes.KEY,
          Shapes.oneOrMore(
              Text.of("the path of a file, such as tenants/one.yaml or tenants/*.yaml", p -> p)),
          "Files with further keys of this level, which hold as if they stood here: lists are"
              + " joined in this order, mappings have the keys of all. Relative to this file's"
              + " directory.",
          "none");

  private static final Key<NodeId> NODE =
      Key.optional(
              "node",
              Text.of("1 to 8 letters or digits", "[A-Za-z0-9]{1,8}", NodeId::new).orNumber(),
              "Names this bridge in every id that it makes. Another name holds after a restart: the ids"
                  + " of calls in progress carry the present one.",
              "n1")
          .standing("n1");

  private static final Key<List<App>> APPS =
      Key.required("apps", Shapes.readable(AppKeys.SECTION, 1), "The apps whose users may log in.");

  private static final Key<Listen> LISTEN =
      Key.required("listen", ListenKeys.SECTION, "Where the bridge listens.");

  private static final Key<SipOptions> SIP =
      Key.optional("sip", EdgeKeys.SIP, "How the bridge speaks SIP.", "what its keys say")
          .standing("{}");

  private static final Key<RtmOptions> RTM =
      Key.optional("rtm", EdgeKeys.RTM, "How the bridge serves app users.", "what its keys say")
          .standing("{}");

  private static final Key<LegacyOptions> LEGACY =
      Key.optional(
              "legacy",
              LegacyKeys.SECTION,
              "How the bridge serves apps with the old signaling SDK.",
              "what its keys say")
          .standing("{}");

  private static final Key<AdminOptions> ADMIN =
      Key.optional(
          "admin",
          AdminKeys.SECTION,
          "Who may use the admin interface.",
          "everybody on this machine");

  private static final Key<Map<TrunkName, Trunk>> TRUNKS =
      Key.optional(
          "trunks",
          Shapes.mapping(
              "names of trunks to what they are", Names.NEW_TRUNK, TrunkKeys.SECTION.filled()),
          "The SIP peers, by name.",
          "none");

  private static final Key<Timing> TIMERS =
      Key.optional("timers", TimerKeys.GENERAL, "The clocks of every call.", "what its keys say")
          .standing("{}");

  private static final Key<Limits> LIMITS =
      Key.optional("limits", EdgeKeys.LIMITS, "What bounds the engine.", "what its keys say")
          .standing("{}");

  private static final Key<Map<String, List<TextMatch>>> LISTS =
      Key.optional(
          "lists",
          new ListsShape(),
          "Texts that several routes name together, as {list: name}.",
          "none");

  private static final Key<Map<String, List<Holiday>>> HOLIDAYS =
      Key.optional(
          "holidays",
          new HolidaysShape(),
          "Calendars of days that several time windows name together.",
          "none");

  private static final Key<Fields> DEFAULTS =
      Key.optional(
              "defaults",
              RouteKeys.DEFAULTS,
              "What holds in every route that does not say otherwise.",
              "what the keys of a route say")
          .standing("{}");

  private static final Key<List<Route>> ROUTES =
      Key.required(
          "routes",
          Shapes.readable(RouteKeys.SECTION, 1),
          "The rules; the first that matches wins.");

  /** The whole file. */
  public static final Section<BridgeConfig> SECTION =
      Section.of(
              "the configuration",
              List.of(
                  INCLUDE, NODE, APPS, LISTEN, SIP, RTM, LEGACY, ADMIN, TRUNKS, TIMERS, LIMITS,
                  LISTS, HOLIDAYS, DEFAULTS, ROUTES),
              RootKeys::make)
          .tolerant()
          .filled();

  private RootKeys() {}

  /** What holds for a key that is not given, where that follows from other keys. */
  public static Optional<String> derived(Section<?> within, Key<?> key, BridgeConfig config) {
    return within == TimerKeys.GENERAL ? TimerKeys.derived(key, config.timers()) : Optional.empty();
  }

  private static BridgeConfig make(Fields fields) {
    BridgeConfig config =
        new BridgeConfig(
            fields.get(NODE).orElseGet(() -> new NodeId("n1")),
            fields.require(APPS),
            fields.require(LISTEN),
            fields.get(SIP, EdgeKeys.SIP_DEFAULT),
            fields.get(RTM, EdgeKeys.RTM_DEFAULT),
            fields.get(LEGACY, LegacyKeys.DEFAULT),
            fields.get(ADMIN, AdminOptions.OPEN),
            fields.get(TRUNKS, Map.of()),
            fields.get(TIMERS, Timing.NONE),
            fields.get(LIMITS, EdgeKeys.LIMITS_DEFAULT),
            fields.require(ROUTES));
    checkAdmin(fields, config);
    checkTombstone(fields, config);
    checkTls(fields, config);
    SipTextKeys.check(fields, LISTEN, TRUNKS, config);
    adviseOpenApps(fields, config);
    WakeUpKeys.adviseUseless(fields, config, fields.at(APPS));
    new RouteChecks(fields.reading(), config).check(config.routes());
    return config;
  }

  private static void checkAdmin(Fields fields, BridgeConfig config) {
    boolean open = config.listen().admin().filter(address -> !address.isLoopback()).isPresent();
    if (open && !fields.has(ADMIN)) {
      fields.problem(
          LISTEN,
          "The admin listener can be reached from other machines; expected admin.token, or a"
              + " loopback address.");
    }
  }

  /** What SIP may still retransmit must find the invitation that it belongs to. */
  private static void checkTombstone(Fields fields, BridgeConfig config) {
    Duration needed = config.sip().t1().multipliedBy(64);
    if (config.limits().tombstone().compareTo(needed) < 0) {
      fields.problem(
          fields.has(LIMITS) ? LIMITS : SIP,
          "The clocks are out of order: limits.tombstone ("
              + Shapes.inWords(config.limits().tombstone())
              + ") must not be shorter than 64 x sip.t1 ("
              + Shapes.inWords(needed)
              + ").");
    }
  }

  private static void checkTls(Fields fields, BridgeConfig config) {
    Set<String> schemes =
        config.listen().sip().stream()
            .map(listener -> listener.on().scheme())
            .collect(Collectors.toSet());
    if ((schemes.contains("tls") || schemes.contains("wss")) && config.sip().tls().isEmpty()) {
      fields.problem(
          LISTEN, "SIP listens for TLS and has no certificate; expected sip.tls with one.");
    }
    boolean called =
        config.trunks().values().stream()
            .flatMap(RootKeys::targets)
            .anyMatch(uri -> uri.transport().filter("tls"::equals).isPresent());
    if (called && !schemes.contains("tls")) {
      fields.problem(
          LISTEN,
          "A trunk is called over TLS, and the bridge could not be called back; expected a tls"
              + " listener.");
    }
  }

  private static Stream<SipUri> targets(Trunk trunk) {
    return Stream.concat(
        Stream.of(trunk.uri()), trunk.options().targets().stream().map(TrunkOptions.Target::uri));
  }

  private static void adviseOpenApps(Fields fields, BridgeConfig config) {
    Optional<ListenAddress> open =
        Stream.of(config.listen().rtm(), config.listen().legacy())
            .flatMap(Optional::stream)
            .filter(address -> !address.isLoopback())
            .findFirst();
    config.apps().stream()
        .filter(app -> !app.needsToken() && open.isPresent())
        .forEach(
            app ->
                fields
                    .reading()
                    .advise(
                        fields.at(APPS),
                        "The app "
                            + app.id()
                            + " has neither certificate nor jwt: whoever reaches the listener can"
                            + " log in under any name."));
  }
}
