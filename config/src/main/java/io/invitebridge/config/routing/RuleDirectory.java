package io.invitebridge.config.routing;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.Condition;
import io.invitebridge.config.rule.OnlineState;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.rule.RuleIndex;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.port.Directory;
import io.invitebridge.core.port.Presence;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whom to ring by the rules of a configuration; the first that matches wins. Immutable, for
 * any thread. It answers at once, unless a rule wants to know who is online: then it answers when
 * that is known.
 */
public final class RuleDirectory implements Directory {
  private static final Logger LOG = LoggerFactory.getLogger(RuleDirectory.class);

  private final List<PlanMaker> rules = new ArrayList<>();
  private final RuleIndex index = new RuleIndex();
  private final boolean strangersAllowed;
  private final Clock clock;
  private final Presence presence;

  /** Time windows are those of the system's clock, and nobody is online. */
  public RuleDirectory(BridgeConfig config) {
    this(config, Clock.systemUTC());
  }

  /** Nobody is online. */
  public RuleDirectory(BridgeConfig config, Clock clock) {
    this(config, clock, Presence.NOBODY);
  }

  /**
   * @param presence is asked by rules with {@code online} or {@code offline} only
   */
  public RuleDirectory(BridgeConfig config, Clock clock, Presence presence) {
    this.clock = clock;
    this.presence = presence;
    strangersAllowed = config.sip().strangersAllowed();
    for (Route route : config.routes()) {
      index.add(rules.size(), route.when());
      rules.add(new PlanMaker(route, config));
    }
  }

  @Override
  public void route(InvitationId invitation, Invited invited, Consumer<InvitationEvent> answer) {
    Call call = new Call(invitation, invited, clock.instant());
    decide(call, presence, remark -> LOG.info("{} {}", invitation, remark), answer);
  }

  /**
   * The same decision at some time, with the reasons for it; nothing is logged and nobody is asked.
   *
   * @param online who is online at that time
   */
  public Explanation explain(
      InvitationId invitation, Invited invited, Instant at, Predicate<AppUser> online) {
    Call call = new Call(invitation, invited, at);
    List<String> remarks = new ArrayList<>();
    List<InvitationEvent> answers = new ArrayList<>();
    decide(call, (users, tell) -> tell.accept(those(users, online)), remarks::add, answers::add);
    List<Explanation.Verdict> verdicts = new ArrayList<>();
    for (PlanMaker rule : rules) {
      List<String> mismatches = mismatches(rule, call, online);
      verdicts.add(new Explanation.Verdict(rule.route().name(), rule.route().at(), mismatches));
      if (mismatches.isEmpty()) {
        break;
      }
    }
    return new Explanation(verdicts, remarks, answers.get(0));
  }

  /** The same, when nobody is online. */
  public Explanation explain(InvitationId invitation, Invited invited, Instant at) {
    return explain(invitation, invited, at, user -> false);
  }

  /** The same now. */
  public Explanation explain(InvitationId invitation, Invited invited) {
    return explain(invitation, invited, clock.instant());
  }

  private static List<String> mismatches(PlanMaker rule, Call call, Predicate<AppUser> online) {
    Condition when = rule.route().when();
    Optional<List<String>> groups = when.match(call);
    if (groups.isEmpty()) {
      return when.mismatches(call);
    }
    OnlineState.Filling filling = rule.filling(call, groups.get());
    OnlineState state = when.onlineState();
    return state.mismatches(filling, those(state.users(filling), online));
  }

  private static Set<AppUser> those(Set<AppUser> users, Predicate<AppUser> online) {
    return users.stream().filter(online).collect(Collectors.toSet());
  }

  private void decide(
      Call call, Presence asked, Consumer<String> remark, Consumer<InvitationEvent> answer) {
    if (call.invited().hops() == 0) {
      remark.accept("Not routed: the call was passed on too often (Max-Forwards is 0).");
      answer.accept(new Unroutable(Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY)));
      return;
    }
    if (isStranger(call) && !strangersAllowed) {
      remark.accept(
          "Refused: the caller comes from no trunk; add its address to accept-from of a trunk,"
              + " or set sip.strangers: route.");
      answer.accept(new Unroutable(Rejection.refused(RefuseReason.FORBIDDEN, Content.EMPTY)));
      return;
    }
    int[] candidates = index.candidates(call.invited().callee().value(), call.callerUser());
    new RuleSearch(
            call, asked, rules, candidates, found -> answer.accept(answer(call, found, remark)))
        .run();
  }

  private static InvitationEvent answer(
      Call call, Optional<RuleSearch.Found> found, Consumer<String> remark) {
    if (found.isEmpty()) {
      remark.accept("Not routed: no rule takes this call.");
      return new Unroutable(Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY));
    }
    PlanMaker rule = found.get().rule();
    String name = rule.route().name();
    return rule.answer(
        call, found.get().groups(), text -> remark.accept("Route \"" + name + "\": " + text));
  }

  private static boolean isStranger(Call call) {
    return call.invited().caller() instanceof Address.SipParty party && party.trunk().isEmpty();
  }
}
