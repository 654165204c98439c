package io.invitebridge.config.routing;

import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.Environment;
import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.Headers;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.SourceAddress;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls to route, and answers in short words. */
final class Calls {
  static final InvitationId ID = new InvitationId("n1-test");

  private Calls() {}

  static BridgeConfig config(String yaml) {
    Environment environment = new Environment(name -> Optional.of("secret"), Path.of(""));
    LoadResult result = ConfigLoader.load(yaml, "test.yaml", environment);
    if (result instanceof LoadResult.Loaded loaded) {
      return loaded.config();
    }
    throw new AssertionError(result.toString());
  }

  /** A configuration with one app "a", one trunk "pbx" and these routes. */
  static RuleDirectory routes(String routes) {
    return new RuleDirectory(config(withRoutes(routes)));
  }

  static String withRoutes(String routes) {
    return """
        apps: [{id: a}]
        listen: {rtm: "ws://127.0.0.1:8080/", legacy: "ws://127.0.0.1:8002/", sip: "udp://127.0.0.1:5060"}
        lists: {friends: [bob, {prefix: best-}]}
        trunks: {pbx: {uri: "sip:192.0.2.1"}, spare: {uri: "sip:192.0.2.2"}}
        routes:
        """
        + routes.indent(2)
        + "holidays: {feasts: [12-25, 2026-04-06]}\n";
  }

  static Invited rtm(String user, String callee) {
    return app(Network.RTM, "a", user, callee);
  }

  static Invited app(Network network, String app, String user, String callee) {
    return invited(new Address.AppUser(network, new AppId(app), new UserId(user)), callee);
  }

  static Invited sip(String trunk, String user, String callee) {
    Optional<TrunkName> name =
        trunk.isEmpty() ? Optional.empty() : Optional.of(new TrunkName(trunk));
    return invited(new Address.SipParty(name, new SipUser(user)), callee);
  }

  private static Invited invited(Address caller, String callee) {
    return new Invited(
        caller,
        Optional.empty(),
        new CalleeName(callee),
        Optional.empty(),
        Content.EMPTY,
        Invited.INITIAL_HOPS,
        CallerLimits.NONE);
  }

  static Invited named(Invited call, String name) {
    return new Invited(
        call.caller(),
        Optional.of(new DisplayName(name)),
        call.callee(),
        call.channelId(),
        call.content(),
        call.hops(),
        call.limits());
  }

  /** A SIP call from this address, with one header. */
  static Invited from(Invited call, String address, String header, String value) {
    return new Invited(
        call.caller(),
        call.callerName(),
        call.callee(),
        call.channelId(),
        call.content(),
        call.hops(),
        call.limits(),
        Optional.of(new SourceAddress(address)),
        new Headers(Map.of(header, value)));
  }

  static Invited inChannel(Invited call, String channel) {
    return new Invited(
        call.caller(),
        call.callerName(),
        call.callee(),
        Optional.of(new ChannelId(channel)),
        call.content(),
        call.hops(),
        call.limits());
  }

  static Invited with(Invited call, String content) {
    return new Invited(
        call.caller(),
        call.callerName(),
        call.callee(),
        call.channelId(),
        new Content(content),
        call.hops(),
        call.limits());
  }

  static Invited hops(Invited call, int hops) {
    return new Invited(
        call.caller(),
        call.callerName(),
        call.callee(),
        call.channelId(),
        call.content(),
        hops,
        call.limits());
  }

  static InvitationEvent answer(RuleDirectory directory, Invited call) {
    List<InvitationEvent> answers = new ArrayList<>();
    directory.route(ID, call, answers::add);
    if (answers.size() != 1) {
      throw new AssertionError("The directory answers exactly once, not " + answers);
    }
    return answers.get(0);
  }

  static Plan plan(RuleDirectory directory, Invited call) {
    InvitationEvent answer = answer(directory, call);
    if (answer instanceof Routed routed) {
      return routed.plan();
    }
    throw new AssertionError("Not routed: " + answer);
  }

  /** {@code route: target + target 20s, target}, or the reason for a refusal. */
  static String words(InvitationEvent answer) {
    if (answer instanceof Routed routed) {
      return routed.plan().route()
          + ": "
          + routed.plan().rounds().stream().map(Calls::words).collect(Collectors.joining(", "));
    }
    Unroutable unroutable = (Unroutable) answer;
    return unroutable.rejection().reason()
        + unroutable.rejection().refusal().map(RefuseReason::word).map(w -> " " + w).orElse("");
  }

  private static String words(Plan.Round round) {
    return round.targets().stream().map(Address::toString).collect(Collectors.joining(" + "))
        + round.limit().map(limit -> " " + limit.toSeconds() + "s").orElse("");
  }
}
