package io.invitebridge.config.routing;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.rule.Action;
import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.MediaRule;
import io.invitebridge.config.rule.OnlineState;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.rule.Target;
import io.invitebridge.config.rule.Timing;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.HeaderChanges;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One route, ready to make plans of the calls that it takes. */
final class PlanMaker {
  private final Route route;
  private final Optional<AppId> onlyApp;
  private final TimerPolicy appCaller;
  private final TimerPolicy sipCaller;

  PlanMaker(Route route, BridgeConfig config) {
    this.route = route;
    this.onlyApp = config.onlyApp();
    Timing timing = route.timers().over(config.timers());
    this.appCaller = timing.forAppCaller(route.loginWindow());
    this.sipCaller = timing.forSipCaller(route.loginWindow());
  }

  Route route() {
    return route;
  }

  /** What fills in whom the route asks to be online. */
  OnlineState.Filling filling(Call call, List<String> groups) {
    return new OnlineState.Filling(call, groups, own -> meant(own, call));
  }

  /** What the engine is told about a call that the route takes. */
  InvitationEvent answer(Call call, List<String> groups, Consumer<String> remark) {
    if (route.action() instanceof Action.Refuse refuse) {
      return new Unroutable(Rejection.refused(refuse.reason(), Content.EMPTY));
    }
    Action.Ring ring = (Action.Ring) route.action();
    List<Plan.Round> rounds = rounds(ring.rounds(), call, groups, remark);
    if (rounds.isEmpty()) {
      return new Unroutable(Rejection.failed(EndReason.PEER_UNKNOWN, Content.EMPTY));
    }
    try {
      Optional<ChannelId> channel = channelId(call, groups);
      String channelText = channel.map(ChannelId::value).orElse("");
      Plan plan =
          new Plan(
              route.name(),
              rounds,
              channel,
              content(call, groups),
              call.network() == Network.SIP ? sipCaller : appCaller,
              route.decline(),
              ring.nextOn(),
              afterwards(ring, call, groups, remark),
              presented(call, groups),
              route.sipSide().media().of(call, groups, channelText),
              headers(call, groups, channelText, remark));
      return new Routed(plan);
    } catch (InvalidValueException e) {
      remark.accept(String.valueOf(e.getMessage()));
      return new Unroutable(Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY));
    }
  }

  private List<Plan.Round> rounds(
      List<Action.Round> wanted, Call call, List<String> groups, Consumer<String> remark) {
    List<Plan.Round> rounds = new ArrayList<>();
    for (Action.Round round : WeightedOrder.of(wanted, call.id())) {
      Set<Address> targets = new LinkedHashSet<>();
      for (Target target : round.targets()) {
        try {
          targets.add(address(target, call, groups));
        } catch (InvalidValueException e) {
          remark.accept("Left out a target: " + e.getMessage());
        }
      }
      if (!targets.isEmpty()) {
        rounds.add(new Plan.Round(List.copyOf(targets), round.limit()));
      }
    }
    return rounds;
  }

  /** A list that comes to nothing is as if it were not there. */
  private Map<Plan.Outcome, Plan.Afterwards> afterwards(
      Action.Ring ring, Call call, List<String> groups, Consumer<String> remark) {
    Map<Plan.Outcome, Plan.Afterwards> found = new EnumMap<>(Plan.Outcome.class);
    ring.afterwards()
        .forEach(
            (outcome, next) -> {
              if (next instanceof Action.Afterwards.Refuse refuse) {
                found.put(outcome, new Plan.Afterwards.Refuse(refuse.reason()));
                return;
              }
              List<Action.Round> wanted = ((Action.Afterwards.Ring) next).rounds();
              List<Plan.Round> rounds = rounds(wanted, call, groups, remark);
              if (!rounds.isEmpty()) {
                found.put(outcome, new Plan.Afterwards.Ring(rounds));
              }
            });
    return found;
  }

  private Plan.Presented presented(Call call, List<String> groups) {
    Route.Presentation wanted = route.presented();
    return new Plan.Presented(
        wanted.user().map(user -> renamed(call.invited().caller(), user.expand(call, groups))),
        wanted
            .name()
            .map(name -> name.expand(call, groups))
            .filter(name -> !name.isBlank())
            .map(DisplayName::new));
  }

  /** A header that cannot be is left out; the call goes on. */
  private HeaderChanges headers(
      Call call, List<String> groups, String channel, Consumer<String> remark) {
    Map<String, String> set = new LinkedHashMap<>();
    route
        .sipSide()
        .headers()
        .forEach(
            (name, text) -> {
              String value = text.expand(call, groups, channel);
              try {
                new HeaderChanges(Map.of(name, value), Set.of());
                if (!value.isEmpty()) {
                  set.put(name, value);
                }
              } catch (InvalidValueException e) {
                remark.accept("Left out the header " + name + ": " + e.getMessage());
              }
            });
    return new HeaderChanges(set, route.sipSide().withoutHeaders());
  }

  private static Address renamed(Address caller, String user) {
    return caller instanceof Address.AppUser app
        ? new Address.AppUser(app.network(), app.app(), new UserId(user))
        : new Address.SipParty(((Address.SipParty) caller).trunk(), new SipUser(user));
  }

  private Address address(Target target, Call call, List<String> groups) {
    String user = target.user().expand(call, groups);
    if (target instanceof Target.Trunk trunk) {
      return new Address.SipParty(Optional.of(trunk.trunk()), new SipUser(user));
    }
    if (target instanceof Target.Rtm rtm) {
      return new Address.AppUser(Network.RTM, app(rtm.app(), call), new UserId(user));
    }
    return new Address.AppUser(
        Network.LEGACY, app(((Target.Legacy) target).app(), call), new UserId(user));
  }

  private AppId app(Optional<AppId> own, Call call) {
    return meant(own, call)
        .orElseThrow(() -> new InvalidValueException("Nothing says which app the user is in."));
  }

  private Optional<AppId> meant(Optional<AppId> own, Call call) {
    return own.or(route::app).or(call::callerApp).or(() -> onlyApp);
  }

  private Optional<ChannelId> channelId(Call call, List<String> groups) {
    if (route.channelId().isPresent()) {
      return route.channelId().map(template -> new ChannelId(template.expand(call, groups)));
    }
    Invited invited = call.invited();
    // Calls without a channel must not all meet in the same room of a gateway.
    boolean needsOne =
        invited.channelId().isEmpty()
            && (call.network() == Network.SIP || route.sipSide().media() instanceof MediaRule.Via);
    return needsOne ? Optional.of(made(call)) : invited.channelId();
  }

  /** An invitation id alone always fits; the prefix is for people. */
  private static ChannelId made(Call call) {
    String readable = "pbx-" + call.id();
    return new ChannelId(readable.length() <= 64 ? readable : call.id().value());
  }

  private Content content(Call call, List<String> groups) {
    return route
        .content()
        .map(template -> OfferText.of(template, call, groups))
        .orElseGet(() -> call.invited().content());
  }
}
