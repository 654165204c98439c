package io.invitebridge.config.routing;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.rule.RuleIndex;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.port.Directory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whom to ring by the rules of a configuration; the first that matches wins. Immutable, for
 * any thread, and it answers at once.
 */
public final class RuleDirectory implements Directory {
  private static final Logger LOG = LoggerFactory.getLogger(RuleDirectory.class);

  private final List<PlanMaker> rules = new ArrayList<>();
  private final RuleIndex index = new RuleIndex();
  private final boolean strangersAllowed;
  private final Clock clock;

  /** Time windows are those of the system's clock. */
  public RuleDirectory(BridgeConfig config) {
    this(config, Clock.systemUTC());
  }

  public RuleDirectory(BridgeConfig config, Clock clock) {
    this.clock = clock;
    strangersAllowed = config.sip().strangersAllowed();
    for (Route route : config.routes()) {
      index.add(rules.size(), route.when());
      rules.add(new PlanMaker(route, config));
    }
  }

  @Override
  public void route(InvitationId invitation, Invited invited, Consumer<InvitationEvent> answer) {
    Call call = new Call(invitation, invited, clock.instant());
    answer.accept(decide(call, remark -> LOG.info("{} {}", invitation, remark)));
  }

  /** The same decision at some time, with the reasons for it; nothing is logged. */
  public Explanation explain(InvitationId invitation, Invited invited, Instant at) {
    Call call = new Call(invitation, invited, at);
    List<String> remarks = new ArrayList<>();
    InvitationEvent answer = decide(call, remarks::add);
    List<Explanation.Verdict> verdicts = new ArrayList<>();
    for (PlanMaker rule : rules) {
      List<String> mismatches = rule.route().when().mismatches(call);
      verdicts.add(new Explanation.Verdict(rule.route().name(), rule.route().at(), mismatches));
      if (mismatches.isEmpty()) {
        break;
      }
    }
    return new Explanation(verdicts, remarks, answer);
  }

  /** The same decision now, with the reasons for it; nothing is logged. */
  public Explanation explain(InvitationId invitation, Invited invited) {
    return explain(invitation, invited, clock.instant());
  }

  private InvitationEvent decide(Call call, Consumer<String> remark) {
    if (call.invited().hops() == 0) {
      remark.accept("Not routed: the call was passed on too often (Max-Forwards is 0).");
      return new Unroutable(Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY));
    }
    if (isStranger(call) && !strangersAllowed) {
      remark.accept(
          "Refused: the caller comes from no trunk; add its address to accept-from of a trunk,"
              + " or set sip.strangers: route.");
      return new Unroutable(Rejection.refused(RefuseReason.FORBIDDEN, Content.EMPTY));
    }
    Invited invited = call.invited();
    for (int number : index.candidates(invited.callee().value(), call.callerUser())) {
      PlanMaker rule = rules.get(number);
      Optional<List<String>> groups = rule.route().when().match(call);
      if (groups.isPresent()) {
        return rule.answer(
            call,
            groups.get(),
            text -> remark.accept("Route \"" + rule.route().name() + "\": " + text));
      }
    }
    remark.accept("Not routed: no rule takes this call.");
    return new Unroutable(Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY));
  }

  private static boolean isStranger(Call call) {
    return call.invited().caller() instanceof Address.SipParty party && party.trunk().isEmpty();
  }
}
