package io.invitebridge.config.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.rule.Action;
import io.invitebridge.config.rule.Ask;
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
  private final BridgeConfig config;
  private final RouteBackend backend;
  private final AnswerReader answers;

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
    this(config, clock, presence, RouteBackend.NONE);
  }

  /**
   * @param backend is asked by rules with {@code ask} only
   */
  public RuleDirectory(BridgeConfig config, Clock clock, Presence presence, RouteBackend backend) {
    this.config = config;
    this.backend = backend;
    this.answers = new AnswerReader(config);
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
    decide(call, presence, backend, remark -> LOG.info("{} {}", invitation, remark), answer);
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
    decide(
        call,
        (users, tell) -> tell.accept(those(users, online)),
        RouteBackend.NONE,
        remarks::add,
        answers::add);
    List<Explanation.Verdict> verdicts = new ArrayList<>();
    for (PlanMaker rule : rules) {
      List<String> mismatches = mismatches(rule, call, online);
      verdicts.add(new Explanation.Verdict(rule.route().name(), rule.route().at(), mismatches));
      if (mismatches.isEmpty() && !(rule.route().action() instanceof Action.Consult)) {
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
      Call call,
      Presence asked,
      RouteBackend consulted,
      Consumer<String> remark,
      Consumer<InvitationEvent> answer) {
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
    new Decision(call, asked, consulted, remark, answer).go(candidates);
  }

  private static boolean isStranger(Call call) {
    return call.invited().caller() instanceof Address.SipParty party && party.trunk().isEmpty();
  }

  /** One call on its way through the rules. */
  private final class Decision {
    private final Call call;
    private final Presence asked;
    private final RouteBackend consulted;
    private final Consumer<String> remark;
    private final Consumer<InvitationEvent> answer;

    Decision(
        Call call,
        Presence asked,
        RouteBackend consulted,
        Consumer<String> remark,
        Consumer<InvitationEvent> answer) {
      this.call = call;
      this.asked = asked;
      this.consulted = consulted;
      this.remark = remark;
      this.answer = answer;
    }

    void go(int[] candidates) {
      new RuleSearch(call, asked, rules, candidates, this::take).run();
    }

    private void take(Optional<RuleSearch.Found> found) {
      if (found.isEmpty()) {
        remark.accept("Not routed: no rule takes this call.");
        answer.accept(new Unroutable(Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY)));
        return;
      }
      PlanMaker rule = found.get().rule();
      if (rule.route().action() instanceof Action.Consult consult) {
        ask(found.get(), consult.ask());
      } else {
        answer.accept(rule.answer(call, found.get().groups(), text -> note(rule.route(), text)));
      }
    }

    private void ask(RuleSearch.Found found, Ask ask) {
      Route route = found.rule().route();
      ObjectNode question = Question.of(route, ask, call);
      consulted.ask(
          ask,
          question.put("invitationId", call.id().value()),
          answers::read,
          said -> {
            if (said.isEmpty() || said.get().action().isEmpty()) {
              note(
                  route,
                  consulted == RouteBackend.NONE
                      ? "its backend is not asked here; the rules that follow decide."
                      : "its backend does not say; the rules that follow do.");
              go(found.rest());
            } else {
              BackendAnswer good = said.get();
              Route answered =
                  route.answered(good.action().get(), good.channelId(), good.content());
              answer.accept(
                  new PlanMaker(answered, config)
                      .answer(call, found.groups(), text -> note(route, text)));
            }
          });
    }

    private void note(Route route, String text) {
      remark.accept("Route \"" + route.name() + "\": " + text);
    }
  }
}
